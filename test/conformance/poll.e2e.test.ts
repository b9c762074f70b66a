import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { connect, decode, decoded, type Client, type Configuration } from './client.ts'

let hub: TestHub
let client: Client
let stream: Configuration
beforeAll(async () => {
  hub = await startHub({ POLL_TIMEOUT_MS: '1500' })
})
afterAll(() => hub[Symbol.asyncDispose]())
beforeEach(async () => {
  client = await connect(hub)
  stream = await client.stream()
})
afterEach(() => client[Symbol.asyncDispose]())

const now = { returnImmediately: true }
const poll = (body: unknown = now) => client.poll(stream, body)

/** Revokes for these, and waits until the stream owes as many more. */
async function revoke(...names: string[]) {
  const { backlog } = await hub.admin.stream(stream.stream_id)
  for (const name of names) await hub.admin.revoke(`${name}@example.com`)
  await eventually(async () => {
    expect((await hub.admin.stream(stream.stream_id)).backlog).toBe(backlog + names.length)
  })
}

test('an answer is 200 with JSON: SETs by their jti [RFC8936 §2.5 poll-200] [RFC8936 §2.3 poll-sets] [RFC8936 §2 poll-post]', async () => {
  await revoke('a', 'b')
  const { status, headers, json } = await poll()
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^application\/json(;|$)/)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(Object.keys(json.sets)).toHaveLength(2)
  for (const [jti, jws] of Object.entries(json.sets)) expect(decode(jws).claims.jti).toBe(jti)
})

test('with nothing to send sets is an empty object, and moreAvailable is not there [RFC8936 §2.3 poll-empty] [RFC8936 §2.3 poll-more]', async () => {
  const { status, headers, json } = await poll()
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^application\/json(;|$)/)
  expect(json).toEqual({ sets: {} })
})

test('maxEvents is not exceeded; what is left shows as moreAvailable [RFC8936 §2.2 poll-max-events] [RFC8936 §2.3 poll-more]', async () => {
  await revoke('a', 'b', 'c')
  const { json } = await poll({ ...now, maxEvents: 2 })
  expect(Object.keys(json.sets)).toHaveLength(2)
  expect(json.moreAvailable).toBe(true)
  const rest = await poll({ ...now, maxEvents: 2, ack: Object.keys(json.sets) })
  expect(Object.keys(rest.json.sets)).toHaveLength(1)
  expect(rest.json).not.toHaveProperty('moreAvailable')
})

test('maxEvents 0 acknowledges only, and tells whether there is more [RFC8936 §2.4.2 poll-ack-only] [RFC8936 §2.2 poll-max-events] [RFC8936 §2.3 poll-more]', async () => {
  await revoke('a', 'b')
  const [first = '', second = ''] = Object.keys((await poll()).json.sets)
  const half = await poll({ ...now, maxEvents: 0, ack: [first] })
  expect([half.status, half.json]).toEqual([200, { sets: {}, moreAvailable: true }])
  expect(Object.keys((await poll()).json.sets)).toEqual([second])
  const whole = await poll({ ...now, maxEvents: 0, ack: [second] })
  expect([whole.status, whole.json]).toEqual([200, { sets: {} }])
  expect((await poll()).json.sets).toEqual({})
})

test('maxEvents 0 waits as well unless told to return at once, and answers without what came [RFC8936 §2.4.2 poll-ack-only-waits]', async () => {
  const startedAt = performance.now()
  expect((await poll({ maxEvents: 0 })).json).toEqual({ sets: {} })
  expect(performance.now() - startedAt).toBeGreaterThan(1_000)
  const waiting = poll({ maxEvents: 0 })
  const txn = await hub.admin.revoke('late@example.com')
  expect((await waiting).json).toEqual({ sets: {}, moreAvailable: true })
  expect(decoded(await poll()).map((set) => set['txn'])).toEqual([txn])
})

test('returnImmediately is false by default: the answer waits, and comes when something happens [RFC8936 §2.2 poll-long-default] [RFC8936 §2.4.1 poll-only] [RFC8936 §2.5 poll-waits]', async () => {
  const startedAt = performance.now()
  expect((await poll({})).json.sets).toEqual({})
  expect(performance.now() - startedAt).toBeGreaterThan(1_000)
  const waiting = poll({})
  const txn = await hub.admin.revoke('late@example.com')
  expect(decoded(await waiting).map((set) => set['txn'])).toEqual([txn])
})

test('returnImmediately is answered at once, empty or not [RFC8936 §2.2 poll-immediately]', async () => {
  const startedAt = performance.now()
  await poll()
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})

test('what is not acknowledged comes again, byte for byte [RFC8936 §2.4 poll-again]', async () => {
  await revoke('a', 'b')
  const first = await poll()
  const second = await poll()
  expect(second.json).toEqual(first.json)
  expect(Object.keys(first.json.sets)).toHaveLength(2)
})

test('an acknowledgement counts before the next SETs are chosen, and for good [RFC8936 §2.4.3 poll-ack-first] [RFC8936 §2.2 poll-ack-releases]', async () => {
  await revoke('a', 'b')
  const [first = ''] = Object.keys((await poll({ ...now, maxEvents: 1 })).json.sets)
  const { json } = await poll({ ...now, ack: [first] })
  expect(Object.keys(json.sets)).toHaveLength(1)
  expect(json.sets).not.toHaveProperty(first)
  expect((await poll()).json).toEqual(json)
})

test('an acknowledgement that nobody waits for, or a second one, is no error [RFC8936 §2.4 poll-ack-unknown]', async () => {
  await revoke('a')
  const [jti = ''] = Object.keys((await poll()).json.sets)
  for (const ack of [[jti], [jti], ['never-heard-of']])
    expect(await poll({ ...now, ack })).toMatchObject({ status: 200, json: { sets: {} } })
})

test('a SET reported in setErrs leaves the stream and is surfaced; the others stay [RFC8936 §2.4.4 poll-set-errs]', async () => {
  const txn = await hub.admin.revoke('bad@example.com')
  await eventually(async () => {
    expect((await hub.admin.stream(stream.stream_id)).backlog).toBe(1)
  })
  await revoke('good')
  const { json } = await poll()
  const [bad = ''] = Object.entries(json.sets).flatMap(([jti, jws]) =>
    decode(jws).claims['txn'] === txn ? [jti] : [],
  )
  const setErrs = { [bad]: { err: 'invalid_request', description: 'cannot be read' } }
  const after = await poll({ ...now, setErrs })
  expect(Object.keys(after.json.sets)).toEqual(Object.keys(json.sets).filter((jti) => jti !== bad))
  const { deliveries } = await hub.admin.traceOf(txn)
  expect(deliveries.find(({ streamId }) => streamId === stream.stream_id)).toMatchObject({
    state: { status: 'rejected', err: 'invalid_request' },
  })
})

test('a verification refused with invalid_state is no error of the poll [SSF §8.1.4.1 verify-invalid-state]', async () => {
  await client.verify(stream.stream_id, { state: 'x' })
  const [jti = ''] = Object.keys((await poll({})).json.sets)
  const setErrs = { [jti]: { err: 'invalid_state', description: 'another one' } }
  expect(await poll({ ...now, setErrs })).toMatchObject({ status: 200, json: { sets: {} } })
})

test('members that nobody knows are ignored [RFC8936 §2.2 poll-unknown-members]', async () => {
  expect((await poll({ ...now, 'x-mine': 1 })).status).toBe(200)
})

test.each([
  ['broken JSON', '{'],
  ['no object', '[]'],
  ['maxEvents that is negative', { maxEvents: -1 }],
  ['maxEvents that is a string', { maxEvents: '1' }],
  ['returnImmediately that is no boolean', { returnImmediately: 'yes' }],
  ['ack that is no array', { ack: 'jti' }],
  ['setErrs that is no object', { setErrs: [] }],
])(
  '%s is 400, in JSON [RFC8936 §2.5 poll-errors-json] [RFC8936 §2.5.1 poll-invalid-400]',
  async (_what, body) => {
    const { status, headers, json } = await poll(body)
    expect(status).toBe(400)
    expect(headers.get('content-type')).toMatch(/json/)
    expect(json).toBeTypeOf('object')
  },
)

test('the poll endpoint wants the same token as the API: 401 without, 404 for another [SSF §7.1.1 poll-protected] [SSF §8 bound-to-receiver]', async () => {
  await using other = await connect(hub)
  const path = new URL(stream.delivery.endpoint_url).pathname
  const anonymous = await hub.send(path, { body: now })
  expect(anonymous.status).toBe(401)
  expect(anonymous.headers.get('content-type')).toMatch(/json/)
  expect((await other.poll(stream)).status).toBe(404)
})

test('a poll URL of no stream, or of nothing that could be one, is 404 [RFC8936 §2.5 poll-errors-json]', async () => {
  for (const name of ['nobody', '%00', 'x'.repeat(500), '%F0%9F%92%A9']) {
    const { status, headers } = await hub.send(`/ssf/poll/${name}`, {
      token: client.token,
      body: now,
    })
    expect(status, name).toBe(404)
    expect(headers.get('content-type')).toMatch(/json/)
  }
})

test('polls at the same time get the same SETs, none lost, none twice [RFC8936 §2.4 poll-again]', async () => {
  await revoke('a', 'b', 'c')
  const answers = await Promise.all([poll(), poll(), poll()])
  const all = Object.assign({}, ...answers.map(({ json }) => json.sets)) as Record<string, string>
  expect(Object.keys(all)).toHaveLength(3)
  for (const { json } of answers)
    for (const [jti, jws] of Object.entries(json.sets)) expect(jws).toBe(all[jti])
})
