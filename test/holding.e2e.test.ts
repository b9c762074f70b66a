import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startPoller } from './support/poller.ts'
import { startReceiver } from './support/receiver.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ HOLD_MAX_SETS: '3' })
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Revokes for these, each once the one before is owed, for the hub keeps the order of one person only; answers the txns. */
async function owe(streamId: string, names: readonly string[]): Promise<string[]> {
  const txns: string[] = []
  for (const name of names) {
    txns.push(await hub.admin.revoke(`${name}@example.com`))
    await eventually(async () => {
      expect((await hub.admin.stream(streamId)).backlog).toBe(txns.length)
    })
  }
  return txns
}
const setStatus = async (token: string, streamId: string, status: string) => {
  const body = { stream_id: streamId, status }
  expect((await hub.send('/ssf/status', { token, body })).status).toBe(200)
}
/** The limits are looked after at the start, and then every fifteen seconds. */
const limited = async (streamId: string) => {
  await hub.restart()
  await eventually(async () => {
    const holds = { maxSets: 3, maxDays: 30 }
    expect(await hub.admin.stream(streamId)).toMatchObject({ backlog: 3, dropped: 2, holds })
  })
}
const stateAt = async (txn: string, streamId: string) =>
  (await hub.admin.traceOf(txn)).deliveries.find((one) => one.streamId === streamId)?.state

test('a paused poll stream holds the newest SETs up to the limit; what went is counted and traced [CI §2.3.5 ci-paused-limits]', async () => {
  const poller = await startPoller(hub)
  await setStatus(poller.token, poller.streamId, 'paused')
  const txns = await owe(poller.streamId, ['a', 'b', 'c', 'd', 'e'])
  await limited(poller.streamId)
  expect(await stateAt(txns[0] ?? '', poller.streamId)).toMatchObject({ status: 'expired' })
  expect(await stateAt(txns[2] ?? '', poller.streamId)).toMatchObject({ status: 'held' })
  await setStatus(poller.token, poller.streamId, 'enabled')
  expect((await poller.drain()).map(({ txn }) => txn)).toEqual(txns.slice(2))
  expect(await hub.log()).toContain('SETs dropped: held too long, or too many')
  await poller[Symbol.asyncDispose]()
})

test('so does a paused push stream, which sends them in their order once enabled', async () => {
  await using receiver = await startReceiver()
  const { token, streamId } = await hub.subscribe(receiver)
  await setStatus(token, streamId, 'paused')
  const txns = await owe(streamId, ['f', 'g', 'h', 'i', 'j'])
  await limited(streamId)
  await setStatus(token, streamId, 'enabled')
  await eventually(() => {
    expect(receiver.sets.map(({ txn }) => txn).toSorted()).toEqual(txns.slice(2).toSorted())
  })
  expect(receiver.faults).toEqual([])
})
