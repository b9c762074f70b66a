import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import { accessToken, registerClient } from './support/oauth.ts'
import { createPeer, SET_HEADERS } from './support/peer.ts'

const LIMIT = 5
let hub: TestHub
beforeAll(async () => {
  hub = await startHub({
    FAILED_REQUESTS_PER_MINUTE: String(LIMIT),
    TRUSTED_PROXIES: '127.0.0.0/8',
  })
})
afterAll(() => hub[Symbol.asyncDispose]())

let last = 0
/** A caller at an address of its own, as the proxy in front says. */
const stranger = () => ({ 'x-forwarded-for': `192.0.2.${String(++last)}` })
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

const attempts: [
  string,
  number,
  (headers: Record<string, string>) => Promise<{ status: number }>,
][] = [
  ['the stream API', 401, (headers) => hub.send('/ssf/streams', { headers, token: 'guess' })],
  ['the stream API without a token', 401, (headers) => hub.send('/ssf/streams', { headers })],
  ['the admin API', 401, (headers) => hub.send('/admin/sources', { headers, token: 'guess' })],
  [
    'the token endpoint',
    401,
    (headers) =>
      hub.send('/oauth/token', {
        headers: { ...headers, ...FORM },
        body: 'grant_type=client_credentials&client_id=x&client_secret=guess',
      }),
  ],
  [
    'revocation',
    401,
    (headers) => hub.send('/oauth/revoke', { headers: { ...headers, ...FORM }, body: 'token=x' }),
  ],
  [
    'a source',
    400,
    (headers) =>
      hub.send('/ingest/nobody', { headers: { ...headers, ...SET_HEADERS }, body: 'a.b.c' }),
  ],
  ['a webhook', 401, (headers) => hub.send('/ingest/nobody', { headers, body: { any: 'thing' } })],
]

test.each(attempts)(
  '%s is guessed at a few times, then 429 until the minute is over',
  async (_what, wrong, ask) => {
    const headers = stranger()
    for (let count = 0; count < LIMIT; count++) expect((await ask(headers)).status).toBe(wrong)
    const refused = (await ask(headers)) as Awaited<ReturnType<typeof hub.send>> // every one is such a reply
    expect(refused.status).toBe(429)
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect((await ask(stranger())).status).toBe(wrong)
  },
)

test('what is counted in one place counts in all; what needs no credentials stays open', async () => {
  const headers = stranger()
  for (let count = 0; count < LIMIT; count++) await hub.send('/ssf/status', { headers })
  expect((await hub.send('/ssf/streams', { headers })).status).toBe(429)
  expect((await hub.send('/oauth/token', { method: 'POST', headers })).status).toBe(429)
  for (const path of ['/.well-known/ssf-configuration', '/jwks.json', '/health/live'])
    expect((await hub.send(path, { headers })).status).toBe(200)
})

test('no number of good requests is too many, and good credentials go on beside a neighbour who fails', async () => {
  const client = await registerClient(hub)
  const token = await accessToken(hub, client)
  const headers = stranger()
  const good = () => hub.send('/ssf/streams', { headers, token })
  for (let count = 0; count < 4 * LIMIT; count++) expect((await good()).status).toBe(200)
  const peer = await createPeer()
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
  for (let count = 0; count < 2 * LIMIT; count++) {
    const body = await peer.sign(peer.claims())
    const sent = await hub.send('/ingest/peer', { headers: { ...headers, ...SET_HEADERS }, body })
    expect(sent.status).toBe(202)
  }
  for (let count = 0; count < 2 * LIMIT; count++) await hub.send('/ssf/streams', { headers })
  expect((await hub.send('/ssf/streams', { headers })).status).toBe(429)
  expect((await good()).status).toBe(200)
  expect((await hub.send('/ssf/streams', { headers, token: client.staticToken })).status).toBe(429)
})

test('a subscriber’s own mistakes are no failures to prove who it is', async () => {
  const { staticToken: token } = await registerClient(hub)
  const headers = stranger()
  for (let count = 0; count < 3 * LIMIT; count++) {
    expect((await hub.send('/ssf/status', { headers, token })).status).toBe(400)
    expect((await hub.send('/ssf/status?stream_id=x', { headers, token })).status).toBe(404)
  }
})

test('the log says so, once', async () => {
  const headers = stranger()
  for (let count = 0; count < 3 * LIMIT; count++) await hub.send('/ssf/streams', { headers })
  const lines = (await hub.log())
    .split('\n')
    .filter(
      (line) =>
        line.includes('too many failed requests') && line.includes(headers['x-forwarded-for']),
    )
  expect(lines).toHaveLength(1)
})
