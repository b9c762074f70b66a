import { decodeJwt, decodeProtectedHeader } from 'jose'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import {
  accessToken,
  discover,
  keyPair,
  registerClient,
  serveJson,
  signed,
} from './support/oauth.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const readStreams = async (token: string) => (await hub.send('/ssf/streams', { token })).status
const askForToken = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  hub.send<{ error?: string; access_token?: string }>('/oauth/token', {
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

test('RFC 8414: the metadata names every endpoint, and nothing that is not there', async () => {
  const { json, headers } = await hub.send('/.well-known/oauth-authorization-server')
  expect(json).toMatchObject({
    issuer: hub.url,
    token_endpoint: `${hub.url}/oauth/token`,
    jwks_uri: `${hub.url}/oauth/jwks.json`,
    revocation_endpoint: `${hub.url}/oauth/revoke`,
    introspection_endpoint: `${hub.url}/oauth/introspect`,
    grant_types_supported: ['client_credentials'],
    scopes_supported: expect.arrayContaining(['ssf.read', 'ssf.manage', 'ssf.manage.poll']),
    token_endpoint_auth_methods_supported: expect.arrayContaining(['private_key_jwt']),
    dpop_signing_alg_values_supported: expect.arrayContaining(['ES256']),
  })
  expect(json).not.toHaveProperty('authorization_endpoint')
  expect(headers.get('content-type')).toMatch(/^application\/json/)
  expect(headers.get('set-cookie')).toBeNull()
  for (const path of ['/auth', '/oauth/auth', '/session/end', '/me', '/reg', '/interaction/x'])
    expect((await hub.send(path)).status, path).toBe(404)
})

describe('an access token is had', () => {
  test.each(['client_secret_basic', 'client_secret_post'])('by %s', async (authMethod) => {
    const client = await registerClient(hub, { authMethod })
    const auth =
      authMethod === 'client_secret_post' ? oauth.ClientSecretPost : oauth.ClientSecretBasic
    const config = await discover(hub.url, client.clientId, auth(client.clientSecret ?? ''))
    const granted = await oauth.clientCredentialsGrant(config, { scope: 'ssf.read' })
    expect(granted).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'ssf.read' })
    expect(await readStreams(granted.access_token)).toBe(200)
  })

  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('by private_key_jwt with %s', async (alg) => {
    const { jwk, privateKey } = await keyPair(alg)
    if (alg === 'EdDSA') delete jwk.alg // the client writes Ed25519, its other name (RFC 9864)
    const client = await registerClient(hub, {
      authMethod: 'private_key_jwt',
      jwks: { keys: [jwk] },
    })
    expect(client).not.toHaveProperty('clientSecret')
    const auth = oauth.PrivateKeyJwt({ key: privateKey, kid: jwk.kid ?? '' })
    const config = await discover(hub.url, client.clientId, auth)
    expect(await readStreams((await oauth.clientCredentialsGrant(config)).access_token)).toBe(200)
  })

  test('with keys from a jwks_uri, fetched when they are needed', async () => {
    const { jwk, privateKey } = await keyPair('ES256')
    await using server = await serveJson(() => ({ '/jwks': { keys: [jwk] } }))
    const client = await registerClient(hub, {
      authMethod: 'private_key_jwt',
      jwksUri: `${server.url}/jwks`,
    })
    const auth = oauth.PrivateKeyJwt({ key: privateKey, kid: jwk.kid ?? '' })
    const config = await discover(hub.url, client.clientId, auth)
    for (let times = 0; times < 3; times++)
      expect(await readStreams((await oauth.clientCredentialsGrant(config)).access_token)).toBe(200)
    expect(server.requests).toEqual(['/jwks'])
  })

  test('RFC 9068: as a JWT with everything a resource server asks for [CI §2.7.1 ci-grant] [RFC8936 §4.4.1 poll-token-lifetime]', async () => {
    const client = await registerClient(hub)
    const token = await accessToken(hub, client)
    expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'at+jwt', alg: 'RS256' })
    const claims = decodeJwt(token)
    expect(claims).toMatchObject({
      iss: hub.url,
      aud: hub.url,
      sub: client.clientId,
      client_id: client.clientId,
      scope: 'ssf.read ssf.manage',
      jti: expect.any(String),
    })
    expect(Number(claims.exp) - Number(claims.iat)).toBe(3600)
    const { json: jwks } = await hub.send<{ keys: { kid: string }[] }>('/oauth/jwks.json')
    expect(jwks.keys.map(({ kid }) => kid)).toContain(decodeProtectedHeader(token).kid)
    expect(JSON.stringify(jwks)).not.toContain('"d"')
    const { text } = await hub.send('/jwks.json')
    expect(text).not.toContain(decodeProtectedHeader(token).kid) // no key signs both SETs and tokens
  })

  test('for the resource that a challenge points to (RFC 8707)', async () => {
    const client = await registerClient(hub)
    const token = await accessToken(hub, client, { resource: `${hub.url}/ssf/streams` })
    expect(await readStreams(token)).toBe(200)
  })
})

describe('no access token is had', () => {
  test('with a wrong secret, of an unknown client, or without proof', async () => {
    const { clientId, clientSecret = '' } = await registerClient(hub)
    const wrong = await askForToken({}, basic(clientId, `${clientSecret}x`))
    expect(wrong).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic /)
    expect(wrong.headers.get('cache-control')).toBe('no-store')
    const unknown = await askForToken({}, basic('0'.repeat(32), clientSecret))
    expect(unknown).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
    expect(await askForToken({ client_id: clientId })).toMatchObject({ status: 401 })
  })

  test('without any client authentication, or with one that is malformed (RFC 6749 §5.2)', async () => {
    const refused = { status: 401, json: { error: 'invalid_client' } }
    expect(await askForToken({})).toMatchObject(refused)
    expect(
      await askForToken({ client_assertion_type: ASSERTION, client_assertion: 'x' }),
    ).toMatchObject(refused)
    const { clientId } = await registerClient(hub)
    for (const authorization of [
      'Bearer x',
      'Basic !',
      'Basic eA==',
      basic(clientId, '').authorization,
    ]) {
      const reply = await askForToken({}, { authorization })
      expect(reply, authorization).toMatchObject(refused)
      expect(reply.headers.get('www-authenticate')).toMatch(/^Basic realm="/)
      expect(reply.headers.get('pragma')).toBe('no-cache')
    }
  })

  test('for scopes that the client does not have, or nobody knows', async () => {
    const { clientId, clientSecret = '' } = await registerClient(hub, { scopes: ['ssf.read'] })
    const auth = basic(clientId, clientSecret)
    for (const scope of ['ssf.manage', 'ssf.read ssf.manage.poll', 'pigeons'])
      expect(await askForToken({ scope }, auth)).toMatchObject({
        status: 400,
        json: { error: 'invalid_scope' },
      })
  })

  test('for somebody else’s resource, or by another grant', async () => {
    const { clientId, clientSecret = '' } = await registerClient(hub)
    const auth = basic(clientId, clientSecret)
    expect(await askForToken({ resource: 'https://elsewhere.example' }, auth)).toMatchObject({
      status: 400,
      json: { error: 'invalid_target' },
    })
    for (const grant of ['password', 'authorization_code', 'refresh_token', 'implicit'])
      expect(await askForToken({ grant_type: grant }, auth)).toMatchObject({
        status: 400,
        json: { error: 'unsupported_grant_type' },
      })
  })

  test('with an assertion that was used, lives too long, or is by another key [RFC8936 §4.4 poll-assertion-threats]', async () => {
    const key = await keyPair('ES256')
    const { clientId } = await registerClient(hub, {
      authMethod: 'private_key_jwt',
      jwks: { keys: [key.jwk] },
    })
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: clientId,
      sub: clientId,
      aud: hub.url,
      jti: 'one',
      iat: now,
      exp: now + 60,
    }
    const send = async (assertion: string) =>
      (await askForToken({ client_assertion_type: ASSERTION, client_assertion: assertion })).status
    const assertion = await signed(claims, key)
    expect([await send(assertion), await send(assertion)]).toEqual([200, 401])
    expect(await send(await signed({ ...claims, jti: 'two', exp: now + 86_400 }, key))).toBe(401)
    const other = await keyPair('ES256')
    expect(await send(await signed({ ...claims, jti: 'three' }, other))).toBe(401)
    const elsewhere = { ...claims, jti: 'four', aud: 'https://elsewhere.example' }
    expect(await send(await signed(elsewhere, key))).toBe(401)
  })
})

describe('credentials', () => {
  test('are listed without their secret, rotated with an overlap, and deleted with their tokens', async () => {
    const client = await registerClient(hub)
    const path = `/admin/subscribers/${client.subscriberId}/clients`
    const token = await accessToken(hub, client)
    const { json, text } = await hub.admin.get<{ items: object[] }>(path)
    expect(json.items).toEqual([
      {
        clientId: client.clientId,
        authMethod: 'client_secret_basic',
        boundToCertificate: false,
        requireDpop: false,
        scopes: ['ssf.read', 'ssf.manage'],
        createdAt: expect.any(String),
      },
    ])
    expect(text).not.toContain(client.clientSecret)

    const rotate = (body: object) =>
      hub.admin.post<{ clientSecret: string }>(`${path}/${client.clientId}/rotate`, body)
    const { clientSecret } = (await rotate({ overlapSeconds: 600 })).json
    const works = async (secret = '') =>
      (await askForToken({}, basic(client.clientId, secret))).status
    expect([await works(client.clientSecret), await works(clientSecret)]).toEqual([200, 200])
    const next = (await rotate({})).json.clientSecret
    expect([await works(clientSecret), await works(next)]).toEqual([401, 200])

    expect(await readStreams(token)).toBe(200)
    expect((await hub.admin.delete(`${path}/${client.clientId}`)).status).toBe(204)
    expect((await hub.admin.delete(`${path}/${client.clientId}`)).status).toBe(404)
    expect([await works(next), await readStreams(token)]).toEqual([401, 401])
  })

  test('are for subscribers alone, and say what they need', async () => {
    const nobody = '/admin/subscribers/00000000-0000-4000-8000-000000000000/clients'
    expect((await hub.admin.post(nobody, {})).status).toBe(404)
    expect((await hub.admin.get(nobody)).status).toBe(404)
    const { subscriberId } = await registerClient(hub)
    const path = `/admin/subscribers/${subscriberId}/clients`
    const { jwk } = await keyPair('ES256')
    for (const wanted of [
      { authMethod: 'private_key_jwt' },
      { authMethod: 'client_secret_basic', jwks: { keys: [jwk] } },
      { authMethod: 'private_key_jwt', jwks: { keys: [{ ...jwk, d: 'secret' }] } },
      { authMethod: 'none' },
      { scopes: ['ssf.everything'] },
      { requireDPoP: true },
    ])
      expect((await hub.admin.post(path, wanted)).status, JSON.stringify(wanted)).toBe(400)
  })

  test('end with their subscriber [CI §2.7.3 ci-token-verified]', async () => {
    const client = await registerClient(hub)
    const token = await accessToken(hub, client)
    await hub.admin.delete(`/admin/subscribers/${client.subscriberId}`)
    expect(await readStreams(token)).toBe(401)
  })
})
