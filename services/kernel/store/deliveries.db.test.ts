import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cursor, Settlement } from './deliveries.ts'
import { cursor } from './settlement.fixture.ts'
import {
  addEvents,
  addStream,
  ALL_SHARDS,
  event,
  fanOut,
  openOn,
  openTestStore,
  type TestStore,
} from './store.fixture.ts'

let db: TestStore
const OWNER = randomUUID()
beforeAll(async () => {
  db = await openTestStore()
  await db.store.leases.hold(OWNER, 600)
})
afterAll(() => db[Symbol.asyncDispose]())

const settle = (part: Partial<Settlement>, owner = OWNER): Promise<void> =>
  db.store.deliveries.settle(owner, {
    cursors: [],
    attempts: [],
    exceptions: [],
    resolved: [],
    ...part,
  })
const behind = async (streamId: string): Promise<Cursor | undefined> =>
  (await db.store.deliveries.behind(ALL_SHARDS)).find(
    ({ cursor: { streamId: id } }) => id === streamId,
  )?.cursor
const read = (lanes: { streamId: string; afterSeq: number }[], limit = 32) =>
  db.store.deliveries.read(
    lanes.map((lane) => ({ ...lane, since: new Date() })),
    limit,
  )

async function owing(count: number): Promise<{ streamId: string; ids: string[] }> {
  const streamId = await addStream(db.store)
  const ids = await addEvents(
    db.store,
    Array.from({ length: count }, (_, index) => event(undefined, `u${String(index)}`, index)),
  )
  await fanOut(db.store, ids)
  return { streamId, ids }
}

test('a stream is behind while something is owed, and only for those who ask for its shard', async () => {
  const other = await owing(1)
  const { streamId } = await owing(2)
  expect(await behind(streamId)).toMatchObject({ ackedSeq: 0, fails: 0, nextAt: null })
  expect(await db.store.deliveries.behind([])).toEqual([])
  const asked = await db.store.deliveries.behind(ALL_SHARDS, [streamId])
  expect(asked.map((one) => one.cursor.streamId)).toEqual([streamId])
  expect(await db.store.deliveries.behind([], [streamId, other.streamId])).toEqual([])
  await settle({ cursors: [cursor(streamId, 1)] })
  expect(await behind(streamId)).toMatchObject({ ackedSeq: 1 })
  await settle({ cursors: [cursor(streamId, 2)] })
  expect(await behind(streamId)).toBeUndefined()
})

test('the log is read in order, each stream from its own place, with the event', async () => {
  const one = await owing(5)
  const two = await owing(3)
  const [ofOne, ofTwo] = await read(
    [
      { streamId: one.streamId, afterSeq: 3 },
      { streamId: two.streamId, afterSeq: 0 },
    ],
    2,
  )
  expect(ofOne?.owed.map((row) => [row.seq, row.event.id])).toEqual([
    [4, one.ids[3]],
    [5, one.ids[4]],
  ])
  expect(ofOne).toMatchObject({ upTo: 5, isFull: true })
  expect(ofTwo).toMatchObject({ upTo: 2, isFull: true })
  expect(ofTwo?.owed[1]).toMatchObject({
    seq: 2,
    kept: null,
    isUrgent: false,
    event: { orderKey: 'user:{"format":"opaque","id":"u1"}', payload: '{"note":"u1"}' },
  })
})

test('rows whose event is gone are passed over', async () => {
  const { streamId, ids } = await owing(3)
  await db.sql('delete from event where id = $1', [ids[1]])
  const other = openOn(db.url) // which has not kept the event in memory
  const [part] = await other.deliveries.read([{ streamId, afterSeq: 0, since: new Date() }], 2)
  await other.close()
  expect(part).toMatchObject({ owed: [{ seq: 1 }], upTo: 2, isFull: true })
})

test('a stream that was last told long ago does not make the others’ read look there', async () => {
  const { streamId } = await owing(2)
  const idle = await owing(1)
  const parts = await db.store.deliveries.read(
    [
      { streamId, afterSeq: 0, since: new Date(Date.now() + 86_400_000) },
      { streamId: idle.streamId, afterSeq: 0, since: new Date(0) },
    ],
    10,
  )
  expect(parts.map(({ owed }) => owed.length)).toEqual([0, 1])
})

test.each([
  ['behind', -3_600_000],
  ['ahead', 3_600_000],
])('what a process whose clock is an hour %s fans out is owed as all else is', async (_, offMs) => {
  const streamId = await addStream(db.store)
  const ids = await addEvents(
    db.store,
    [0, 1, 2, 3].map((position) => event(undefined, 'skewed', position)),
  )
  // One process after the other, whose clocks differ by the hour; the cursor has the time of whoever wrote last.
  const now = Date.now()
  const clocks = [now, now + offMs, now, now + offMs]
  for (const [index, id] of ids.entries()) {
    const { owed } = await db.store.events.fanOut([id], [], new Date(clocks[index] ?? now))
    expect(owed.find((one) => one.streamId === streamId)).toMatchObject({ firstSeq: index + 1 })
    await settle({ cursors: [{ ...cursor(streamId, index), ackedAt: new Date(now) }] })
    const [part] = await db.store.deliveries.read(
      [{ streamId, afterSeq: index, since: new Date(now) }],
      32,
    )
    expect(part?.owed.map((one) => [one.seq, one.event.id])).toEqual([[index + 1, id]])
  }
  const [whole] = await db.store.deliveries.read(
    [{ streamId, afterSeq: 0, since: new Date(now) }],
    32,
  )
  expect(whole?.owed.map((one) => one.event.id)).toEqual(ids)
})
