import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { emailOf, typeOf } from './support/admin.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startPoller, type Poller } from './support/poller.ts'

const VERIFICATION = 'https://schemas.openid.net/secevent/ssf/event-type/verification'
const POLL = 'urn:ietf:rfc:8936'

let hub: TestHub
let poller: Poller

beforeAll(async () => {
  hub = await startHub({ POLL_TIMEOUT_MS: '3000' })
})
afterAll(() => hub[Symbol.asyncDispose]())
beforeEach(async () => {
  poller = await startPoller(hub)
})
afterEach(() => poller[Symbol.asyncDispose]())

/** One after the other, each once the one before is owed: only one subject's events have an order by themselves. */
const revoke = async (...names: string[]) => {
  for (const [index, name] of names.entries()) {
    await hub.admin.revoke(`${name}@example.com`)
    await eventually(async () => {
      expect((await hub.admin.stream(poller.streamId)).backlog).toBe(index + 1)
    })
  }
}

describe('a poll stream', () => {
  test('is what a stream without delivery becomes, with a URL of its own', async () => {
    const { json } = await hub.send(`/ssf/streams?stream_id=${poller.streamId}`, {
      token: poller.token,
    })
    expect(json).toMatchObject({
      delivery: { method: POLL, endpoint_url: `${hub.url}/ssf/poll/${poller.streamId}` },
    })
  })

  test('hands out what happened, in order, and again byte for byte until it is acknowledged [RFC8936 §4.1 poll-signed]', async () => {
    await revoke('a', 'b')
    const first = await poller.poll()
    expect(first.claims.map(emailOf)).toEqual(['a@example.com', 'b@example.com'])
    const again = await poller.poll()
    expect(again.json).toEqual(first.json)
    const [a, b] = Object.keys(first.json.sets)
    const rest = await poller.poll({ returnImmediately: true, ack: [a] })
    expect(rest.json.sets).toEqual({ [String(b)]: first.json.sets[String(b)] })
    expect((await poller.poll({ returnImmediately: true, ack: [b] })).json).toEqual({ sets: {} })
    expect((await hub.admin.stream(poller.streamId)).backlog).toBe(0)
  })

  test('hands out at most maxEvents and says that there is more', async () => {
    await revoke('a', 'b', 'c')
    const { json, claims } = await poller.poll({ maxEvents: 2, returnImmediately: true })
    expect(claims.map(emailOf)).toEqual(['a@example.com', 'b@example.com'])
    expect(json.moreAvailable).toBe(true)
    const last = await poller.poll({
      maxEvents: 2,
      returnImmediately: true,
      ack: Object.keys(json.sets),
    })
    expect(last.claims.map(emailOf)).toEqual(['c@example.com'])
    expect(last.json).not.toHaveProperty('moreAvailable')
  })

  test('with maxEvents 0 only acknowledges, and answers at once', async () => {
    await revoke('a')
    const { json } = await poller.poll()
    const answer = await poller.poll({
      maxEvents: 0,
      returnImmediately: true,
      ack: Object.keys(json.sets),
    })
    expect(answer.json).toEqual({ sets: {} })
    expect((await hub.admin.stream(poller.streamId)).backlog).toBe(0)
  })

  test('long polls wake when something happens', async () => {
    const waiting = poller.poll({})
    await hub.admin.revoke('late@example.com')
    expect((await waiting).claims.map(emailOf)).toEqual(['late@example.com'])
  })

  test('long polls end empty at their time limit', async () => {
    expect((await poller.poll({})).json).toEqual({ sets: {} })
  })

  test('what is refused with setErrs leaves the stream and is shown with the subscriber’s words', async () => {
    const txn = await hub.admin.revoke('bad@example.com')
    const { json } = await poller.poll({})
    const [jti = ''] = Object.keys(json.sets)
    const setErrs = { [jti]: { err: 'invalid_request', description: 'cannot be read' } }
    expect((await poller.poll({ returnImmediately: true, setErrs })).json).toEqual({ sets: {} })
    const trace = await hub.admin.traceOf(txn)
    expect(trace.deliveries.find(({ streamId }) => streamId === poller.streamId)).toMatchObject({
      state: { status: 'rejected', err: 'invalid_request', description: 'cannot be read' },
      attempts: [{ outcome: 'refused' }],
    })
  })

  test('an acknowledged SET is delivered in the trace, one handed out is pending', async () => {
    const txn = await hub.admin.revoke('traced@example.com')
    const { json } = await poller.poll({})
    const mine = async () =>
      (await hub.admin.traceOf(txn)).deliveries.find(({ streamId }) => streamId === poller.streamId)
    expect(await mine()).toMatchObject({ state: { status: 'pending' } })
    await poller.poll({ maxEvents: 0, returnImmediately: true, ack: Object.keys(json.sets) })
    expect(await mine()).toMatchObject({
      state: { status: 'delivered' },
      attempts: [{ outcome: 'acknowledged' }],
    })
  })

  test('gets its verification with the state, ahead of what waits', async () => {
    await revoke('a')
    expect((await poller.ask('/ssf/verification', { state: 'xyz' })).status).toBe(204)
    const { claims } = await poller.poll({ maxEvents: 1, returnImmediately: true })
    expect(claims[0]?.events).toEqual({ [VERIFICATION]: { state: 'xyz' } })
    expect(claims[0]?.sub_id).toEqual({ format: 'opaque', id: poller.streamId })
  })

  test('paused hands out nothing, and everything in order when it is enabled again', async () => {
    await poller.ask('/ssf/status', { status: 'paused' })
    await revoke('a', 'b')
    expect((await poller.poll()).json).toEqual({ sets: {} })
    await poller.ask('/ssf/status', { status: 'enabled' })
    expect((await poller.drain()).map(emailOf)).toEqual(['a@example.com', 'b@example.com'])
  })

  test('disabled drops what waits, also what was handed out', async () => {
    await revoke('a')
    await poller.poll()
    await poller.ask('/ssf/status', { status: 'disabled' })
    await poller.ask('/ssf/status', { status: 'enabled' })
    expect(await poller.drain()).toEqual([])
  })

  test('tells its subscriber when an operator changes it', async () => {
    const path = `/admin/streams/${poller.streamId}/status`
    expect((await hub.admin.post(path, { status: 'paused', reason: 'maintenance' })).status).toBe(
      200,
    )
    const [told] = await poller.drain()
    expect(told && typeOf(told)).toBe(
      'https://schemas.openid.net/secevent/ssf/event-type/stream-updated',
    )
    expect(Object.values(told?.events ?? {})).toEqual([{ status: 'paused', reason: 'maintenance' }])
  })
})

describe('a poll is refused when', () => {
  test.each([
    ['maxEvents is negative', { maxEvents: -1 }],
    ['ack is no list', { ack: 'jti' }],
    ['setErrs has no err', { setErrs: { jti: {} } }],
  ])('%s', async (_why, body) => {
    expect((await poller.poll(body)).status).toBe(400)
  })

  test('the stream is another subscriber’s', async () => {
    await using other = await startPoller(hub)
    const path = new URL(other.endpointUrl).pathname
    expect((await hub.send(path, { token: poller.token, body: {} })).status).toBe(404)
  })
})
