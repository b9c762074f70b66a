import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { close, listen } from '../../services/demo/listen.ts'
import { eventually } from '../support/eventually.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { SESSION_REVOKED } from '../support/peer.ts'
import { connect, decode, PUSH, type Client } from './client.ts'

type Got = { method: string; headers: IncomingHttpHeaders; body: string; at: number }
type Answer = { status: number; headers?: Record<string, string>; body?: string }

/** An endpoint that trusts nothing and keeps all: what is right is the tests' to say. */
async function startEndpoint() {
  const got: Got[] = []
  const answers: Answer[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const { method = '', headers } = request
      got.push({ method, headers, body, at: performance.now() })
      const { status, headers: sent, body: text } = answers.shift() ?? { status: 202 }
      response.writeHead(status, sent).end(text)
    })
  })
  const url = `http://127.0.0.1:${String(await listen(server))}/events?stream=1`
  return { url, got, answers, [Symbol.asyncDispose]: () => close(server) }
}

let hub: TestHub
let client: Client
let endpoint: Awaited<ReturnType<typeof startEndpoint>>
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())
beforeEach(async () => {
  client = await connect(hub)
  endpoint = await startEndpoint()
})
afterEach(async () => {
  await client[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
})

const pushTo = (more: object = {}) =>
  client.stream({ delivery: { method: PUSH, endpoint_url: endpoint.url, ...more } })

const pushed = (count: number) =>
  eventually(() => {
    expect(endpoint.got.length).toBeGreaterThanOrEqual(count)
    return endpoint.got
  })

test('a SET is the whole body of a POST of the right types [RFC8935 §2 push-post] [RFC8935 §2.1 push-content-type] [RFC8935 §2.1 push-body] [RFC8935 §2.1 push-accept]', async () => {
  await pushTo()
  await hub.admin.revoke('jane@example.com')
  const [{ method, headers, body } = { method: '', headers: {}, body: '' }] = await pushed(1)
  expect(method).toBe('POST')
  expect(headers['content-type']).toBe('application/secevent+jwt')
  expect(headers.accept).toBe('application/json')
  expect(body).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
})

test.each(['Bearer abc.def', 'no scheme at all', 'Basic dXNlcjpwYXNz', 'ApiKey  two  spaces'])(
  'the authorization header goes out verbatim with every push: %s [SSF §6.1.1 push-authorization]',
  async (value) => {
    const { stream_id: id } = await pushTo({ authorization_header: value })
    await hub.admin.revoke('a@example.com')
    await hub.admin.revoke('b@example.com')
    await client.verify(id)
    for (const { headers } of await pushed(3)) expect(headers.authorization).toBe(value)
  },
)

test('where no authorization header was given, none is sent [SSF §6.1.1 push-no-authorization]', async () => {
  await pushTo()
  await hub.admin.revoke('jane@example.com')
  for (const { headers } of await pushed(1)) expect(headers).not.toHaveProperty('authorization')
})

test('a SET says what the profile wants, and nothing that it forbids [SSF §4.1.1 set-typ] [SSF §4.1.2 set-no-sub] [SSF §4.1.7 set-no-exp] [SSF §4.1.6 set-iss] [SSF §4.1.9 set-txn] [SSF §4.2.1 set-one-event] [SSF §3.1 set-sub-id] [CI §2.8.1 ci-one-event] [SSF §8.1.1 config-aud-set] [RFC8417 §2 set-envelope] [RFC8417 §2.2 set-iss-required] [RFC8417 §2.2 set-aud-there] [RFC8417 §2.2 set-exp-absent] [RFC8417 §2.3 set-typ-required] [RFC8417 §2.3 set-typ-short] [RFC9493 §4.1 subject-sub-id]', async () => {
  const stream = await pushTo()
  const before = Math.floor(Date.now() / 1000)
  const txn = await hub.admin.revoke('jane@example.com')
  const [got] = await pushed(1)
  const { header, claims } = decode(got?.body ?? '')
  expect(header).toMatchObject({ typ: 'secevent+jwt', kid: expect.any(String) })
  expect(claims).toEqual({
    iss: stream.iss,
    aud: client.audience,
    jti: expect.any(String),
    iat: expect.any(Number),
    txn,
    sub_id: { format: 'email', email: 'jane@example.com' },
    events: { [SESSION_REVOKED]: expect.any(Object) },
  })
  expect(Number.isInteger(claims['iat'])).toBe(true)
  expect(claims['iat']).toBeGreaterThanOrEqual(before - 1)
  expect(claims['iat']).toBeLessThanOrEqual(Date.now() / 1000)
})

test('the operator’s reason is in reason_admin, time in seconds [CI §3.1 ci-session-revoked] [CI §3.1 ci-reason-admin] [CAEP §3.1.1 caep-session-timestamp] [CAEP §2 caep-reason-admin]', async () => {
  await pushTo()
  await hub.admin.revoke('jane@example.com')
  const [got] = await pushed(1)
  const event = decode(got?.body ?? '').claims.events[SESSION_REVOKED]
  expect(event).toMatchObject({ reason_admin: { en: 'a test' } })
  const at = Number(event?.['event_timestamp'])
  expect(Math.abs(at - Date.now() / 1000)).toBeLessThan(60)
})

test('a SET is signed by RS256, and the key set of the metadata verifies it [CI §2.6 ci-rs256] [SSF §4.1.4 set-keys] [CI §2.3.3 ci-jwks-current] [RFC8935 §5.5 push-signed] [RFC8417 §5.1 set-signed] [RFC9493 §7.1 subject-protected]', async () => {
  await pushTo()
  await hub.admin.revoke('jane@example.com')
  const [got] = await pushed(1)
  const keys = createRemoteJWKSet(new URL(client.metadata.jwks_uri))
  const { protectedHeader } = await jwtVerify(got?.body ?? '', keys, {
    algorithms: ['RS256'],
    issuer: client.metadata.issuer,
    audience: client.audience,
    typ: 'secevent+jwt',
  })
  expect(protectedHeader.alg).toBe('RS256')
})

test('each receiver gets a SET of its own: another aud, another jti, the same txn [SSF §4.1.8 set-per-receiver] [SSF §4.1.9 set-txn-shared] [SSF §4.1.8 set-aud-one-method] [RFC8417 §2.2 set-jti-unique]', async () => {
  await pushTo()
  await using other = await connect(hub)
  await other.stream({ delivery: { method: PUSH, endpoint_url: endpoint.url } })
  await hub.admin.revoke('jane@example.com')
  const [one, two] = (await pushed(2)).map(({ body }) => decode(body).claims)
  expect(new Set([one?.['aud'], two?.['aud']])).toEqual(new Set([client.audience, other.audience]))
  expect(one?.jti).not.toBe(two?.jti)
  expect(one?.['txn']).toBe(two?.['txn'])
})

test('after a passing fault the same SET comes again, byte for byte, not at once [RFC8935 §2 push-retry-delay] [RFC8935 §2 push-retry]', async () => {
  await pushTo()
  endpoint.answers.push({ status: 503 })
  await hub.admin.revoke('jane@example.com')
  const [first, second] = await pushed(2)
  expect(second?.body).toBe(first?.body)
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(500)
})

test('a SET that was refused for good does not come again; the next one does [RFC8935 §2 push-no-retry] [RFC8935 §2.3 push-reads-error]', async () => {
  await pushTo()
  endpoint.answers.push({
    status: 400,
    headers: { 'content-type': 'application/json', 'content-language': 'en' },
    body: JSON.stringify({ err: 'invalid_request', description: 'cannot be read' }),
  })
  await hub.admin.revoke('refused@example.com')
  await pushed(1)
  for (const name of ['b', 'c']) await hub.admin.revoke(`${name}@example.com`)
  const about = (await pushed(3)).map(({ body }) => decode(body).claims.sub_id['email'])
  expect(about.toSorted()).toEqual(['b@example.com', 'c@example.com', 'refused@example.com'])
})

test.each([200, 202, 204])(
  '%i is success: nothing comes again [RFC8935 §2.2 push-202]',
  async (status) => {
    await pushTo()
    endpoint.answers.push({ status })
    await hub.admin.revoke('jane@example.com')
    await hub.admin.revoke('jane@example.com') // leaves only after the one before it
    const bodies = (await pushed(2)).map(({ body }) => body)
    expect(new Set(bodies).size).toBe(2)
  },
)

test('only what the stream asked for is pushed [SSF §8.1.1 delivered-only]', async () => {
  await client.stream({
    delivery: { method: PUSH, endpoint_url: endpoint.url },
    events_requested: ['https://schemas.openid.net/secevent/risc/event-type/account-purged'],
  })
  await using witness = await startEndpoint()
  await using other = await connect(hub)
  await other.stream({ delivery: { method: PUSH, endpoint_url: witness.url } })
  await hub.admin.revoke('jane@example.com')
  await eventually(() => {
    expect(witness.got).toHaveLength(1)
  })
  expect(endpoint.got).toEqual([])
})

test('what an operator changes is pushed: before it stops, though SETs wait, and when it goes on [SSF §8.1.5 updated-before-stop] [SSF §8.1.5 updated-on-enable]', async () => {
  const { stream_id: id } = await pushTo()
  const type = 'https://schemas.openid.net/secevent/ssf/event-type/stream-updated'
  const toldOf = () =>
    endpoint.got.flatMap(({ body }) => {
      const { sub_id: subject, events } = decode(body).claims
      return events[type] ? [{ subject, status: events[type]['status'] }] : []
    })
  const statuses = ['paused', 'disabled', 'enabled']
  for (const [index, status] of statuses.entries()) {
    await hub.admin.post(`/admin/streams/${id}/status`, { status, reason: 'by hand' })
    await hub.admin.revoke(`${status}@example.com`)
    await eventually(() => {
      expect(toldOf()).toHaveLength(index + 1)
    })
  }
  const subject = { format: 'opaque', id }
  expect(toldOf()).toEqual(statuses.map((status) => ({ subject, status })))
})

test('paused holds what would be pushed, and pushes it in the order of its subject [SSF §8.1.2.1 paused-silent] [SSF §8.1.2.1 paused-order]', async () => {
  const { stream_id: id } = await pushTo()
  await client.setStatus(id, 'paused')
  const txns: string[] = []
  for (let count = 0; count < 4; count++) txns.push(await hub.admin.revoke('jane@example.com'))
  await eventually(async () => {
    expect((await hub.admin.stream(id)).backlog).toBe(4)
  })
  expect(endpoint.got).toEqual([])
  await client.setStatus(id, 'enabled')
  expect((await pushed(4)).map(({ body }) => decode(body).claims['txn'])).toEqual(txns)
})
