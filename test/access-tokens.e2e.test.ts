import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { UnsecuredJWT, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import {
  accessToken,
  addTenant,
  keyOfHub,
  keyPair,
  registerClient,
  signed,
  type KeyPair,
  type Registered,
} from './support/oauth.ts'

let hub: TestHub
let client: Registered & { staticToken: string }
let key: KeyPair
beforeAll(async () => {
  hub = await startHub()
  client = await registerClient(hub)
  await accessToken(hub, client) // the key is made when it is first needed, at the latest
  key = await keyOfHub(hub, 'oauth_key')
})
afterAll(() => hub[Symbol.asyncDispose]())

const streams = (token: string, path = '/ssf/streams') => hub.send(path, { token })

/** Claims that are in order: every test spoils one of them. */
function claims(changed: Record<string, unknown> = {}): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: hub.url,
    aud: hub.url,
    sub: client.clientId,
    client_id: client.clientId,
    scope: 'ssf.manage',
    jti: randomUUID(),
    iat: now,
    exp: now + 600,
    ...changed,
  }
}
const at = { typ: 'at+jwt' }

test('an access token in order is accepted, so that the refusals below mean something', async () => {
  expect((await streams(await signed(claims(), key, at))).status).toBe(200)
  const long = { typ: 'application/at+jwt' }
  expect((await streams(await signed(claims(), key, long))).status).toBe(200)
})

describe('RFC 9068 §4: an access token is refused with 401 invalid_token', () => {
  const now = () => Math.floor(Date.now() / 1000)
  test.each<[string, () => Promise<string> | string]>([
    ['when it is expired', () => signed(claims({ exp: now() - 60 }), key, at)],
    ['when it never expires', () => signed(claims({ exp: undefined }), key, at)],
    ['before its time', () => signed(claims({ nbf: now() + 600 }), key, at)],
    ['for another audience', () => signed(claims({ aud: 'https://other.example' }), key, at)],
    ['without an audience', () => signed(claims({ aud: undefined }), key, at)],
    ['of another issuer', () => signed(claims({ iss: 'https://other.example' }), key, at)],
    ['without an issuer', () => signed(claims({ iss: undefined }), key, at)],
    ['of an unknown client', () => signed(claims({ client_id: '0'.repeat(32) }), key, at)],
    ['that cannot be revoked', () => signed(claims({ jti: undefined }), key, at)],
    ['when it is an ID token', () => signed(claims(), key, { typ: 'JWT' })],
    ['when it is a SET', () => signed(claims(), key, { typ: 'secevent+jwt' })],
    ['when it does not say what it is', () => signed(claims(), key)],
    ['signed by somebody else', async () => signed(claims(), await keyPair('RS256'), at)],
    [
      'signed with the key of SETs',
      async () => signed(claims(), await keyOfHub(hub, 'signing_key'), at),
    ],
    ['without a signature', () => new UnsecuredJWT(claims()).encode()],
    [
      'with the public key as a secret (HS256)',
      () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'HS256', kid: key.jwk.kid ?? '', ...at })
          .sign(new TextEncoder().encode(JSON.stringify(key.jwk.n).repeat(2))),
    ],
    [
      'with a changed signature',
      async () => `${(await signed(claims(), key, at)).slice(0, -8)}AAAAAAAA`,
    ],
    ['bound to a certificate', () => signed(claims({ cnf: { 'x5t#S256': 'x' } }), key, at)],
    [
      'not bound to a key, of a client that must use DPoP',
      async () => {
        const { clientId } = await registerClient(hub, { requireDpop: true })
        return signed(claims({ client_id: clientId }), key, at)
      },
    ],
    ['when it is no JWT', () => 'a.b.c'],
    ['when it is nobody’s', () => 'ssfsub_nobody'],
  ])('%s', async (_why, make) => {
    const { status, headers, json } = await streams(await make())
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(json).toMatchObject({ type: 'urn:ssf-hub:problem:invalid_token' })
  })
})

describe('a request', () => {
  test('without a token is told where to get one (RFC 6750 §3, RFC 9728 §5.1, RFC 9449 §7.1) [CI §2.7.3 ci-token-errors]', async () => {
    for (const path of ['/ssf/streams', '/ssf/status', '/ssf/poll/abc', '/ssf/nothing']) {
      const { status, headers } = await hub.send(path)
      const challenge = headers.get('www-authenticate') ?? ''
      expect(status).toBe(401)
      expect(challenge).toMatch(/^Bearer realm="ssf", scope="ssf\.\w+", resource_metadata="/)
      expect(challenge).toContain('DPoP realm="ssf"')
      expect(challenge).toMatch(/algs="ES256 /)
      expect(challenge).not.toContain('error=')
      const [, url = ''] = /resource_metadata="([^"]+)"/.exec(challenge) ?? []
      const { json } = await hub.send(url.slice(hub.url.length))
      // RFC 9728 §3.3: the resource is what was asked for, to the letter.
      expect(json).toMatchObject({
        resource: `${hub.url}${path}`,
        authorization_servers: [hub.url],
        bearer_methods_supported: ['header'],
        scopes_supported: expect.arrayContaining(['ssf.read', 'ssf.manage']),
      })
    }
    const { json } = await hub.send('/.well-known/oauth-protected-resource')
    expect(json).toMatchObject({ resource: hub.url })
  })

  test('is authorized before its body is read and before anything is looked up', async () => {
    for (const body of ['{not json', `"${'x'.repeat(400_000)}"`, '{"stream_id":"unknown"}'])
      expect((await hub.send('/ssf/status', { body })).status).toBe(401)
    const read = await accessToken(hub, client, { scope: 'ssf.read' })
    expect((await hub.send('/ssf/status', { body: '{not json', token: read })).status).toBe(403)
    const path = '/ssf/streams?stream_id=unknown'
    expect((await hub.send(path, { method: 'DELETE', token: read })).status).toBe(403)
  })

  test('with a token in the query is refused, whatever else it brings (RFC 6750 §2.3)', async () => {
    const token = await accessToken(hub, client)
    const path = `/ssf/streams?access_token=${token}`
    expect((await hub.send(path)).status).toBe(401)
    const both = await hub.send(path, { token })
    expect(both.status).toBe(400)
    expect(both.headers.get('www-authenticate')).toContain('error="invalid_request"')
    expect(both.text).toContain('query')
    const form = await hub.send('/ssf/streams', {
      body: `access_token=${token}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(form.status).toBe(401)
  })

  test('that is malformed is 401 invalid_token; another scheme is told no error', async () => {
    const ask = (authorization: string) => hub.send('/ssf/streams', { headers: { authorization } })
    for (const malformed of ['Bearer', 'Bearer a b', 'Bearer invalid:token', 'DPoP "x"']) {
      const { status, headers } = await ask(malformed)
      expect(status, malformed).toBe(401)
      expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
    }
    const { status, headers } = await ask('Basic dTpw')
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).not.toContain('error=')
    const token = await accessToken(hub, client)
    expect((await ask(`bearer   ${token}`)).status).toBe(200)
  })

  test('never ends in a 5xx for its Authorization header', async () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('abcXYZ019 .,=_-~+/"\\\t;:{}é')),
      maxLength: 60,
    })
    const scheme = fc.constantFrom('Bearer ', 'DPoP ', 'bearer', 'Basic ', '')
    const jwt = fc
      .tuple(fc.json(), fc.json(), fc.base64String())
      .map(([a, b, c]) =>
        [a, b, c].map((part) => Buffer.from(part).toString('base64url')).join('.'),
      )
    const header = fc.tuple(scheme, fc.oneof(text, jwt)).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(header, text, async (authorization, dpop) => {
        const { status } = await hub.send('/ssf/streams', { headers: { authorization, dpop } })
        expect([400, 401]).toContain(status)
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})

describe('a scope', () => {
  const all: [scope: string, method: string, path: string][] = [
    ['ssf.read', 'GET', '/ssf/streams'],
    ['ssf.read', 'GET', '/ssf/status?stream_id=x'],
    ['ssf.manage.create', 'POST', '/ssf/streams'],
    ['ssf.manage.update', 'PATCH', '/ssf/streams'],
    ['ssf.manage.update', 'PUT', '/ssf/streams'],
    ['ssf.manage.delete', 'DELETE', '/ssf/streams?stream_id=x'],
    ['ssf.manage.status', 'POST', '/ssf/status'],
    ['ssf.manage.subjects', 'POST', '/ssf/subjects/add'],
    ['ssf.manage.subjects', 'POST', '/ssf/subjects/remove'],
    ['ssf.manage.verify', 'POST', '/ssf/verification'],
    ['ssf.manage.poll', 'POST', '/ssf/poll/x'],
  ]
  test.each(['ssf.read', 'ssf.manage', 'ssf.manage.create', 'ssf.manage.poll'])(
    '%s opens what it says and nothing else [CI §2.7.2 ci-scope-manage] [CI §2.7.2 ci-scope-read]',
    async (scope) => {
      const token = await accessToken(hub, client, { scope })
      for (const [needed, method, path] of all) {
        const reply = await hub.send(path, {
          token,
          method,
          ...(method === 'GET' ? {} : { body: [] }),
        })
        const isAllowed = scope === 'ssf.manage' || needed === scope
        expect(reply.status === 403, `${scope} ${method} ${path}`).toBe(!isAllowed)
        if (isAllowed) continue
        const challenge = reply.headers.get('www-authenticate')
        expect(challenge).toContain('error="insufficient_scope"')
        expect(challenge).toContain(`scope="${needed === 'ssf.read' ? 'ssf.read' : 'ssf.manage'}"`)
      }
    },
  )

  test('is missing: 403, and the static token has them all [SSF §8.1.1.1 create-403] [CI §2.7.3 ci-token-sufficient]', async () => {
    const none = await signed(claims({ scope: undefined }), key, at)
    expect((await streams(none)).status).toBe(403)
    const reply = await hub.send('/ssf/streams', { token: client.staticToken, body: {} })
    expect(reply.status).toBe(201)
  })
})

test('a tenant has its own authorization server, whose tokens are for it alone', async () => {
  const issuer = `${hub.url}/t/acme`
  await addTenant(hub, 'acme', issuer)
  await expect
    .poll(
      async () => (await hub.send('/.well-known/oauth-authorization-server/t/acme')).json['issuer'],
      { timeout: 5_000 },
    )
    .toBe(issuer)
  const acme = await registerClient(hub, {}, { tenantId: 'acme' })
  const token = await accessToken({ ...hub, url: issuer }, acme)
  expect((await streams(token, '/t/acme/ssf/streams')).status).toBe(200)
  expect((await streams(token)).status).toBe(401)
  expect((await streams(acme.staticToken)).status).toBe(401)
  expect((await streams(await accessToken(hub, client), '/t/acme/ssf/streams')).status).toBe(401)
  await expect(accessToken(hub, acme)).rejects.toThrow()
  const forged = await signed(claims({ iss: issuer, aud: issuer }), key, at) // a client of another tenant
  expect((await streams(forged, '/t/acme/ssf/streams')).status).toBe(401)
  const { headers } = await hub.send('/t/acme/ssf/streams')
  const metadata = '/.well-known/oauth-protected-resource/t/acme/ssf/streams'
  expect(headers.get('www-authenticate')).toContain(`resource_metadata="${hub.url}${metadata}"`)
  expect((await hub.send(metadata)).json).toMatchObject({
    resource: `${issuer}/ssf/streams`,
    authorization_servers: [issuer],
  })
})
