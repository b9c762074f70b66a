import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { setIdOf } from '../ids.ts'
import {
  addEvents,
  addStream,
  event,
  fanOut,
  openTestStore,
  type TestStore,
} from './store.fixture.ts'

const POLL = 'urn:ietf:rfc:8936'
let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
beforeEach(async () => {
  for (const table of [
    'stream_interest',
    'stream_cursor',
    'stream_head',
    'delivery_exception',
    'stream',
  ])
    await db.sql(`delete from ${table}`)
})
afterAll(() => db[Symbol.asyncDispose]())

const now = new Date()
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

/** Events owed to every stream that there is; their ids in order. */
async function owe(count: number): Promise<string[]> {
  const ids = await addEvents(
    db.store,
    Array.from({ length: count }, (_, position) =>
      event(undefined, `a${String(position)}`, position),
    ),
  )
  await fanOut(db.store, ids)
  return ids
}

/** The events that a stream is still owed, in order. */
async function owedTo(streamId: string): Promise<string[]> {
  const rows = await db.sql<{ event_id: string }>(
    `select event_id, seq from delivery_exception where stream_id = $1 and state = 'polled' union all
     select d.event_id, d.seq from delivery d join stream_cursor c using (stream_id)
     where d.stream_id = $1 and d.seq > c.acked_seq order by seq`,
    [streamId],
  )
  return rows.map((row) => row.event_id)
}
const droppedOf = async (streamId: string) =>
  (await db.store.streamHealth.list({ limit: 10 })).find(({ id }) => id === streamId)?.dropped

/** Hands out the SETs of the log's beginning. */
async function handOut(streamId: string, ids: readonly string[]): Promise<void> {
  const sets = ids.map((eventId, index) => ({
    seq: index + 1,
    eventId,
    jti: setIdOf(eventId, streamId),
    jws: 'a.b.c',
    kid: null,
    at: now,
  }))
  const first = { streamId, signed: 0, epoch: 0, since: now }
  expect(await db.store.signedAhead.keep(first, sets.length, sets)).toBe(true)
  const place = await db.store.polls.look(streamId)
  const all = { from: 0, limit: ids.length, now }
  expect(place && (await db.store.polls.serve(streamId, place, all))).toMatchObject({
    count: ids.length,
  })
}

test('of too many the oldest go, and are counted; others are left alone', async () => {
  const many = await addStream(db.store)
  const first = await owe(5)
  const few = await addStream(db.store)
  const second = await owe(2)
  const limits = { maxSets: 3, since: undefined }
  expect(await db.store.streamHolding.enforce(limits, now)).toEqual([
    { streamId: many, tenantId: 'default', dropped: 4 },
  ])
  expect(await owedTo(many)).toEqual([...first.slice(4), ...second])
  expect(await owedTo(few)).toEqual(second)
  expect([await droppedOf(many), await droppedOf(few)]).toEqual([4, 0])
  expect(await db.store.streamHolding.enforce(limits, now)).toEqual([])
})

test('what is too old goes', async () => {
  const streamId = await addStream(db.store)
  const old = await owe(3)
  const recent = await owe(2)
  await db.sql('update delivery set at = $2 where event_id = any($1)', [old, hoursAgo(30)])
  await db.sql('update stream_cursor set acked_at = $1', [hoursAgo(31)])
  const limits = { maxSets: undefined, since: hoursAgo(24) }
  expect(await db.store.streamHolding.enforce(limits, now)).toMatchObject([{ dropped: 3 }])
  expect(await owedTo(streamId)).toEqual(recent)
})

test('what was handed out by poll and never acknowledged counts, and goes first', async () => {
  const streamId = await addStream(db.store, { method: POLL, endpointUrl: '' })
  const ids = await owe(6)
  await handOut(streamId, ids.slice(0, 4))
  const limits = { maxSets: 4, since: undefined }
  expect(await db.store.streamHolding.enforce(limits, now)).toMatchObject([{ dropped: 2 }])
  expect(await owedTo(streamId)).toEqual(ids.slice(2))
  expect(await db.store.streamHolding.enforce({ ...limits, maxSets: 1 }, now)).toMatchObject([
    { dropped: 3 },
  ])
  expect(await owedTo(streamId)).toEqual(ids.slice(5))
  expect(await droppedOf(streamId)).toBe(5)
})

test('an old one that was handed out goes, acknowledged ones after it do not matter', async () => {
  const streamId = await addStream(db.store, { method: POLL, endpointUrl: '' })
  const ids = await owe(3)
  await handOut(streamId, ids)
  const acks = ids.slice(1).map((id) => setIdOf(id, streamId))
  await db.store.polls.settle({ streamId, acks, refusals: [], now })
  expect(await db.store.streamHolding.enforce({ maxSets: 1, since: undefined }, now)).toEqual([])
  const later = new Date(now.getTime() + 60_000)
  const limits = { maxSets: undefined, since: later }
  expect(await db.store.streamHolding.enforce(limits, later)).toMatchObject([{ dropped: 1 }])
  expect(await owedTo(streamId)).toEqual([])
})

test('without limits nothing goes', async () => {
  await addStream(db.store)
  await owe(3)
  const none = { maxSets: undefined, since: undefined }
  expect(await db.store.streamHolding.enforce(none, now)).toEqual([])
})

test('a trace tells what expired apart from what was delivered', async () => {
  const streamId = await addStream(db.store)
  const [lost = '', kept = ''] = await owe(2)
  await db.store.streamHolding.enforce({ maxSets: 1, since: undefined }, now)
  const stateOf = async (id: string) => (await db.store.trace.deliveriesOf(id, 10))[0]
  expect(await stateOf(lost)).toMatchObject({ streamId, isSettled: true, expiredAt: now })
  expect(await stateOf(kept)).toMatchObject({ streamId, isSettled: false, expiredAt: null })
})
