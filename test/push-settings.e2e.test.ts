import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type Subscribed, type TestHub } from './support/hub.ts'
import { startReceiver } from './support/receiver.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const DEFAULTS = { window: 4, ratePerSecond: null, order: 'principal' }
const EMAILS = Array.from({ length: 12 }, (_, index) => `user${String(index)}@example.com`)

const change = (streamId: string, settings: object) =>
  hub.admin.patch<{ detail: string }>(`/admin/streams/${streamId}/push`, settings)
const shown = async (streamId: string) => (await hub.admin.stream(streamId)).push

/** Revokes all while the stream is paused, then lets them out. */
async function burst(stream: Subscribed): Promise<void> {
  await stream.setStatus('paused')
  for (const email of EMAILS) await hub.admin.revoke(email)
  await eventually(async () => {
    expect((await hub.admin.stream(stream.streamId)).backlog).toBe(EMAILS.length)
  })
  await stream.setStatus('enabled')
}

test('a stream pushes four at once; with a window of 1 each waits for the answer before', async () => {
  await using receiver = await startReceiver()
  await using stream = await hub.subscribe(receiver)
  expect(await shown(stream.streamId)).toEqual(DEFAULTS)
  const { promise: gate, resolve: open } = Promise.withResolvers<undefined>()
  receiver.always({ status: 202, after: gate })
  await burst(stream)
  await eventually(() => {
    expect(receiver.pushes).toHaveLength(4)
  })
  open(undefined)
  await eventually(() => {
    expect(receiver.sets).toHaveLength(EMAILS.length)
  })

  expect((await change(stream.streamId, { window: 1, order: 'stream' })).json).toEqual({
    ...DEFAULTS,
    window: 1,
    order: 'stream',
  })
  const before = receiver.pushes.length
  const { promise: refusal, resolve: refuse } = Promise.withResolvers<undefined>()
  receiver.always(202)
  receiver.answer({ status: 503, after: refusal })
  await burst(stream)
  await eventually(() => {
    expect(receiver.pushes).toHaveLength(before + 1)
  })
  refuse(undefined)
  await eventually(() => {
    expect(receiver.sets).toHaveLength(2 * EMAILS.length)
  })
  const [first, again] = receiver.pushes.slice(before).map(({ claims }) => claims.jti)
  expect(again).toBe(first) // nothing goes past it
})

test('a rate spreads what waits, and is lifted again', async () => {
  await using receiver = await startReceiver()
  await using stream = await hub.subscribe(receiver)
  await change(stream.streamId, { ratePerSecond: 10 })
  await burst(stream)
  await eventually(() => {
    expect(receiver.sets).toHaveLength(EMAILS.length)
  })
  const [first, last] = [receiver.pushes[0]?.at ?? NaN, receiver.pushes.at(-1)?.at ?? NaN]
  expect(last - first).toBeGreaterThan(900)
  expect((await change(stream.streamId, { ratePerSecond: null })).json).toEqual(DEFAULTS)
})

test('what is left out stays, what makes no sense changes nothing, and it is in the audit log', async () => {
  await using receiver = await startReceiver()
  await using stream = await hub.subscribe(receiver)
  const { streamId } = stream
  await change(streamId, { ratePerSecond: 7 })
  await change(streamId, { window: 2 })
  const expected = { window: 2, ratePerSecond: 7, order: 'principal' }
  const wrong = [
    { window: 0 },
    { window: 33 },
    { ratePerSecond: 0 },
    { order: 'none' },
    { pace: 1 },
  ]
  for (const one of wrong) expect((await change(streamId, one)).status).toBe(400)
  expect((await change('unknown', { window: 2 })).status).toBe(404)
  expect(await shown(streamId)).toEqual(expected)
  const audit = await hub.admin.get<{ items: { action: string; target: string }[] }>('/admin/audit')
  expect(audit.json.items).toContainEqual(
    expect.objectContaining({ action: 'stream.push', target: `stream:${streamId}` }),
  )
})
