import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import { accessToken, registerClient, type Registered } from './support/oauth.ts'

let hub: TestHub
let client: Registered
let token: string
beforeAll(async () => {
  hub = await startHub()
  client = await registerClient(hub)
  token = await accessToken(hub, client)
})
afterAll(() => hub[Symbol.asyncDispose]())

const odd = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\u0000', 'é€', '%00', '%'),
)
const names = [
  'grant_type',
  'scope',
  'resource',
  'client_id',
  'client_secret',
  'client_assertion',
  'token',
]
const more = [
  'client_assertion_type',
  'token_type_hint',
  'authorization_details',
  '__proto__',
  'claims',
]

test('the OAuth endpoints answer near-valid requests with what their documents say, never a 5xx', async () => {
  const { clientId, clientSecret = '' } = client
  const near = fc.constantFrom(
    'client_credentials',
    'ssf.read',
    'ssf.read  ssf.manage',
    hub.url,
    clientId,
    clientSecret,
    token,
    'a.b.c',
    'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    `${token}x`,
    '{"a":1}',
  )
  const field = fc.tuple(fc.constantFrom(...names, ...more), fc.oneof(near, near, odd))
  const form = fc
    .array(field, { maxLength: 8 })
    .map((fields) => new URLSearchParams(fields).toString())
  const body = fc.oneof({ weight: 5, arbitrary: form }, { weight: 1, arbitrary: odd })
  const type = fc.constantFrom(
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=x',
    'application/json',
    'text/plain',
    'x',
  )
  const right = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
  const authorization = fc.constantFrom(
    right,
    right,
    '',
    'Basic',
    'Basic !',
    'Basic OjpY',
    `Bearer ${token}`,
  )
  const path = fc.constantFrom(
    '/oauth/token',
    '/oauth/revoke',
    '/oauth/introspect',
    '/oauth/token/',
    '/OAUTH/token?x=%',
  )
  const dpop = fc.constantFrom('', 'x', token, 'a.b.c')
  const requests = fc.record({ path, body, type, authorization, dpop })
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const headers = {
        'content-type': request.type,
        accept: 'text/html',
        ...(request.authorization ? { authorization: request.authorization } : {}),
        ...(request.dpop ? { dpop: request.dpop } : {}),
      }
      const sent = { method: 'POST', body: request.body, headers }
      const { status, text } = await hub.send(request.path, sent)
      expect([200, 400, 401], text).toContain(status)
      expect(text).not.toMatch(/<html|server_error/i)
    }),
    { numRuns: 400 },
  )
  expect(await hub.log()).not.toContain('authorization server failed')
}, 60_000)

test('a body that is too large or compressed is refused before it is understood', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const large = await hub.send('/oauth/token', { body: `a=${'x'.repeat(100_000)}`, headers })
  expect(large.status).toBe(413)
  const packed = { ...headers, 'content-encoding': 'gzip' }
  expect((await hub.send('/oauth/token', { body: 'x', headers: packed })).status).toBe(415)
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const wrong = await hub.send('/oauth/token', { method })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
  }
})

test('neither a client secret nor an access token is in the log', async () => {
  const log = await hub.log()
  expect(log).toContain('access token issued')
  expect(log).not.toContain(client.clientSecret)
  expect(log).not.toContain(token.split('.')[2])
})
