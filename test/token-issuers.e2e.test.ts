import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import {
  addTenant,
  keyPair,
  registerClient,
  serveJson,
  signed,
  type JsonServer,
  type KeyPair,
} from './support/oauth.ts'

const AUDIENCE = 'api://ssf-hub'

let hub: TestHub
let key: KeyPair
let server: JsonServer
let subscriberId: string
beforeAll(async () => {
  hub = await startHub()
  key = await keyPair('RS256')
  server = await serveJson((url) => ({
    '/okta/.well-known/openid-configuration': { issuer: `${url}/okta`, jwks_uri: `${url}/keys` },
    '/.well-known/oauth-authorization-server/auth0': {
      issuer: `${url}/auth0`,
      jwks_uri: `${url}/keys`,
    },
    '/liar/.well-known/openid-configuration': {
      issuer: 'https://x.example',
      jwks_uri: `${url}/keys`,
    },
    '/keys': { keys: [key.jwk] },
  }))
  ;({ subscriberId } = await registerClient(hub))
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

type Trusted = { id: string; jwksUri: string; issuer: string }
const trust = (wanted: object) =>
  hub.admin.post<Trusted & { detail: string }>('/admin/token-issuers', {
    audience: AUDIENCE,
    ...wanted,
  })
const now = () => Math.floor(Date.now() / 1000)
const streams = (token: string, options: object = {}) =>
  hub.send('/ssf/streams', { token, ...options })

/** Trusts an issuer of this name for the time of a test, which makes its tokens by `token`. */
async function trusted(name: string, wanted: object = {}) {
  const issuer = `${server.url}/${name}`
  const { status, json, text } = await trust({ issuer, jwksUri: `${server.url}/keys`, ...wanted })
  if (status !== 201) throw new Error(text)
  const common = { iss: issuer, aud: AUDIENCE, iat: now(), exp: now() + 600 }
  return {
    ...json,
    token: (claims: Record<string, unknown>, header: Record<string, unknown> = { typ: 'JWT' }) =>
      signed({ ...common, ...claims }, key, header),
    [Symbol.asyncDispose]: async () => {
      await hub.admin.delete(`/admin/token-issuers/${json.id}`)
    },
  }
}

describe('access tokens as they are written by', () => {
  test('Okta: scp is a list, cid names the client', async () => {
    await using okta = await trusted('okta', {
      jwksUri: undefined,
      subscriberClaim: 'cid',
      subscribers: { '0oa1': subscriberId },
      scopeClaim: 'scp',
    })
    expect(okta.jwksUri).toBe(`${server.url}/keys`) // found in the issuer's metadata
    const read = await okta.token({ cid: '0oa1', sub: '0oa1', scp: ['ssf.read'] }, {})
    expect((await streams(read)).status).toBe(200)
    expect((await streams(read, { body: {} })).status).toBe(403)
    expect((await streams(await okta.token({ cid: '0oa2', scp: ['ssf.manage'] }))).status).toBe(401)
  })

  test('Entra: scopes are application roles, azp names the client', async () => {
    await using entra = await trusted('entra', {
      subscriberClaim: 'azp',
      subscribers: { 'entra-app': subscriberId },
      scopeClaim: 'roles',
    })
    const manage = await entra.token({ azp: 'entra-app', roles: ['ssf.manage', 'Other.Role'] })
    expect((await streams(manage)).status).toBe(200)
    expect((await streams(manage, { body: {} })).status).toBe(201)
  })

  test('Keycloak: the claim typ says what a token is; nested claims are reached by a path', async () => {
    await using keycloak = await trusted('keycloak', { subscriberClaim: ['ssf', 'subscriber'] })
    const claims = { ssf: { subscriber: subscriberId }, scope: 'profile ssf.read' }
    expect((await streams(await keycloak.token({ ...claims, typ: 'Bearer' }))).status).toBe(200)
    for (const typ of ['ID', 'Refresh', 'Logout'])
      expect((await streams(await keycloak.token({ ...claims, typ }))).status).toBe(401)
  })

  test('Auth0: at+jwt, several audiences, a claim with a URL for a name', async () => {
    const name = 'https://acme.example/subscriber'
    await using auth0 = await trusted('auth0', { jwksUri: undefined, subscriberClaim: name })
    const aud = [AUDIENCE, 'https://acme.eu.auth0.example/userinfo']
    const claims = { [name]: subscriberId, scope: 'ssf.read', aud }
    expect((await streams(await auth0.token(claims, { typ: 'at+jwt' }))).status).toBe(200)
  })
})

describe('a token of a trusted issuer is refused', () => {
  const good = () => ({ client_id: subscriberId, scope: 'ssf.manage' })
  test.each<[string, () => Record<string, unknown>, Record<string, unknown>?]>([
    ['for another audience', () => ({ aud: 'api://other' })],
    ['when it is expired', () => ({ exp: now() - 60 })],
    ['when it never expires', () => ({ exp: undefined })],
    ['before its time', () => ({ nbf: now() + 600 })],
    ['when it is an ID token', () => ({ nonce: 'n' })],
    ['when it is a SET by its typ', () => ({}), { typ: 'secevent+jwt' }],
    ['when it is a SET by its claims', () => ({ events: {} })],
    ['when it is a logout token', () => ({}), { typ: 'logout+jwt' }],
    ['when it names nobody', () => ({ client_id: undefined })],
    ['when it names no subscriber', () => ({ client_id: '\u0000' })],
    ['when it names a strange thing', () => ({ client_id: { toString: 'x' } })],
    ['when it names an unknown subscriber', () => ({ client_id: crypto.randomUUID() })],
    ['bound to a certificate', () => ({ cnf: { 'x5t#S256': 'x' } })],
    ['signed with an unknown key', () => ({}), { typ: 'JWT', kid: 'unknown' }],
  ])('%s', async (_why, changed, header = { typ: 'JWT' }) => {
    await using issuer = await trusted('strict')
    expect((await streams(await issuer.token(good(), { typ: 'JWT' }))).status).toBe(200)
    const { status, headers } = await streams(
      await issuer.token({ ...good(), ...changed() }, header),
    )
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  test('as soon as the trust is gone, and in every other tenant', async () => {
    const issuer = await trusted('gone')
    const token = await issuer.token(good())
    expect((await streams(token)).status).toBe(200)
    await issuer[Symbol.asyncDispose]()
    expect((await streams(token)).status).toBe(401)
    await addTenant(hub, 'acme', `${hub.url}/t/acme`)
    await using acme = await trusted('acme', { tenantId: 'acme' })
    const theirs = await acme.token(good()) // names a subscriber of the default tenant
    await vi.waitFor(async () => {
      expect((await hub.send('/t/acme/.well-known/x', {})).status).toBe(404)
      expect((await hub.send('/.well-known/oauth-protected-resource/t/acme')).json).toMatchObject({
        authorization_servers: [`${hub.url}/t/acme`, acme.issuer],
      })
    }, 5_000)
    expect((await hub.send('/t/acme/ssf/streams', { token: theirs })).status).toBe(401)
    expect((await streams(theirs)).status).toBe(401)
  })
})

test('keys that cannot be had are our outage, not the token’s fault: 503', async () => {
  await using issuer = await trusted('down', { jwksUri: `${server.url}/nothing` })
  const token = await issuer.token({ client_id: subscriberId, scope: 'ssf.read' })
  const { status, headers } = await streams(token)
  expect(status).toBe(503)
  expect(headers.get('retry-after')).toBe('30')
})

describe('the admin API', () => {
  test('shows whom a tenant trusts, and the stream API names them (RFC 9728)', async () => {
    await using issuer = await trusted('shown')
    const { json } = await hub.admin.get<{ items: Trusted[] }>('/admin/token-issuers')
    expect(json.items.map(({ id }) => id)).toContain(issuer.id)
    const metadata = await hub.send('/.well-known/oauth-protected-resource')
    expect(metadata.json).toMatchObject({ authorization_servers: [hub.url, issuer.issuer] })
  })

  test('refuses what it cannot verify', async () => {
    await using issuer = await trusted('twice')
    const statusOf = async (wanted: object) => (await trust(wanted)).status
    expect(await statusOf({ issuer: issuer.issuer, jwksUri: `${server.url}/keys` })).toBe(409)
    expect(await statusOf({ issuer: hub.url, jwksUri: `${server.url}/keys` })).toBe(409)
    expect(await statusOf({ issuer: `${server.url}/nobody` })).toBe(400)
    expect(await statusOf({ issuer: `${server.url}/liar` })).toBe(400)
    expect(await statusOf({ issuer: 'http://issuer.example' })).toBe(400)
    expect(await statusOf({ issuer: 'https://a.example', scopeClaim: 'groups' })).toBe(400)
    expect((await hub.admin.delete('/admin/token-issuers/x')).status).toBe(404)
  })
})
