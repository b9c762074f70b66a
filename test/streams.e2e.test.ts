import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { emailOf, typeOf } from './support/admin.ts'
import { startHub, type Subscribed, type TestHub } from './support/hub.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

let hub: TestHub
let receiver: Receiver
let stream: Subscribed
let open: AsyncDisposableStack

beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())
beforeEach(async () => {
  open = new AsyncDisposableStack()
  receiver = open.use(await startReceiver())
  stream = open.use(await hub.subscribe(receiver))
})
afterEach(async () => {
  await open.disposeAsync()
  expect(receiver.faults).toEqual([])
})

const told = () => receiver.sets.map(emailOf)
const VERIFICATION = 'https://schemas.openid.net/secevent/ssf/event-type/verification'
const verifications = () => receiver.sets.filter((set) => typeOf(set) === VERIFICATION)

describe('verification', () => {
  test('arrives with its state, about the stream', async () => {
    expect((await stream.verify('opaque-to-the-hub')).status).toBe(204)
    await eventually(() => {
      expect(verifications()).toHaveLength(1)
    })
    expect(verifications()[0]).toMatchObject({
      sub_id: { format: 'opaque', id: stream.streamId },
      events: { [VERIFICATION]: { state: 'opaque-to-the-hub' } },
    })
  })

  test('that an operator sends has no state', async () => {
    const path = `/admin/streams/${stream.streamId}/verification`
    expect((await hub.admin.post(path, {})).status).toBe(202)
    await eventually(() => {
      expect(verifications()).toHaveLength(1)
    })
    expect(verifications()[0]?.events[VERIFICATION]).toEqual({})
    expect((await hub.admin.post('/admin/streams/unknown/verification', {})).status).toBe(404)
  })

  test('asked for without state arrives without', async () => {
    await stream.verify()
    await eventually(() => {
      expect(verifications()).toHaveLength(1)
    })
    expect(verifications()[0]?.events[VERIFICATION]).toEqual({})
  })

  test('overtakes a backlog, also while the stream is failing', async () => {
    receiver.always(503)
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await hub.admin.revoke(`${name}@example.com`)
    await eventually(async () => {
      const { backlog, failing } = await hub.admin.stream(stream.streamId)
      expect(backlog).toBe(6)
      expect(failing?.failures).toBeGreaterThan(0)
    })
    await stream.verify('through')
    await eventually(() => {
      expect(receiver.pushes.map(({ claims }) => typeOf(claims))).toContain(VERIFICATION)
    })
    expect((await hub.admin.stream(stream.streamId)).backlog).toBe(6)
    receiver.always(202)
    await eventually(() => {
      expect(receiver.sets).toHaveLength(7)
    })
  })

  test('waits while its stream is paused', async () => {
    await stream.setStatus('paused')
    await stream.verify('still there?')
    expect(verifications()).toEqual([])
    await stream.setStatus('enabled')
    await eventually(() => {
      expect(verifications()).toHaveLength(1)
    })
  })
})

describe('status', () => {
  test('paused holds everything and resumes in order', async () => {
    expect((await stream.setStatus('paused')).json).toMatchObject({
      stream_id: stream.streamId,
      status: 'paused',
    })
    const txns: string[] = []
    for (let index = 0; index < 8; index++) txns.push(await hub.admin.revoke('same@example.com'))
    await eventually(async () => {
      expect(await hub.admin.stream(stream.streamId)).toMatchObject({
        backlog: 8,
        status: 'paused',
      })
    })
    const held = await hub.admin.traceOf(txns[0] ?? '')
    expect(held.deliveries[0]?.state).toEqual({ status: 'held', attempts: 0, because: 'paused' })
    expect(receiver.pushes).toEqual([])
    await stream.setStatus('enabled')
    await eventually(() => {
      expect(receiver.sets).toHaveLength(8)
    })
    expect(receiver.sets.map(({ txn }) => txn)).toEqual(txns)
  })

  test('disabled drops what waits and what comes, and says how many', async () => {
    await stream.setStatus('paused')
    const waiting = await hub.admin.revoke('waiting@example.com')
    await eventually(async () => {
      expect(await hub.admin.stream(stream.streamId)).toMatchObject({
        backlog: 1,
        oldestOwedAt: expect.any(String),
      })
    })
    await stream.setStatus('disabled')
    const late = await hub.admin.revoke('late@example.com')
    await eventually(async () => {
      expect((await hub.admin.traceOf(late)).notDelivered).toMatchObject([{ because: 'disabled' }])
    })
    expect(await hub.admin.stream(stream.streamId)).toMatchObject({
      backlog: 0,
      dropped: 1,
      status: 'disabled',
    })
    expect((await hub.admin.traceOf(waiting)).deliveries[0]?.state).toMatchObject({
      status: 'dropped',
      because: 'disabled',
    })
    await stream.setStatus('enabled')
    await hub.admin.revoke('afterwards@example.com')
    await eventually(() => {
      expect(told()).toEqual(['afterwards@example.com'])
    })
  })

  test('is what was set last, with its reason', async () => {
    const body = { stream_id: stream.streamId, status: 'paused', reason: 'maintenance' }
    expect((await hub.send('/ssf/status', { token: stream.token, body })).status).toBe(200)
    const read = await hub.send(`/ssf/status?stream_id=${stream.streamId}`, { token: stream.token })
    expect(read).toMatchObject({ status: 200, json: body })
  })
})

test('events about one subject stay in order while one of them is tried again [RFC8417 §5.3 set-order]', async () => {
  receiver.answer(500)
  const txns = [
    await hub.admin.revoke('x@example.com'),
    await hub.admin.revoke('x@example.com'),
    await hub.admin.revoke('x@example.com'),
  ]
  await eventually(() => {
    expect(receiver.sets).toHaveLength(3)
  })
  expect(receiver.sets.map(({ txn }) => txn)).toEqual(txns)
})

test('a receiver is told only of what its stream asked for, and the trace says so [RFC8417 §6 set-specialised]', async () => {
  await using other = await startReceiver()
  await using narrow = await hub.subscribe(other, {
    name: 'Narrow',
    events: [
      'https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked',
      'https://example.com/never-heard-of',
    ],
  })
  const txn = await hub.admin.revoke('jane@example.com')
  await eventually(() => {
    expect(told()).toEqual(['jane@example.com'])
  })
  const trace = await hub.admin.traceOf(txn)
  expect(trace.deliveries.map(({ streamId }) => streamId)).not.toContain(narrow.streamId)
  expect(trace.notDelivered).toMatchObject([
    { subscriber: { name: 'Narrow' }, because: 'not-requested' },
  ])
  expect(other.pushes).toEqual([])
})
