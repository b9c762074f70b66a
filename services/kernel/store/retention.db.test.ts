import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { derivedId, newId } from '../ids.ts'
import { ensurePartitions } from './partitions.ts'
import { addStream, openTestStore, REVOKED, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeEach(async () => {
  db = await openTestStore()
})
afterEach(() => db[Symbol.asyncDispose]())

const DAY_MS = 86_400_000
const now = new Date()
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS)
const stamp = (date: Date) => date.toISOString().slice(0, 10).replaceAll('-', '')
const nameOf = (table: string, days: number) => `${table}_${stamp(daysAgo(days))}`

async function makeDays(days: number): Promise<void> {
  const query = (text: string, values?: unknown[]) =>
    db.sql(text, values).then((rows) => ({ rows, rowCount: rows.length }))
  await ensurePartitions({ query } as never, daysAgo(days)) // the one form of query that it uses
}

/** A signal that was decided, its event, what a stream was owed of it and an attempt. */
async function happened(days: number, streamId: string, seq: number): Promise<string> {
  const at = daysAgo(days)
  const signalId = newId(at)
  const eventId = derivedId(signalId, REVOKED)
  await db.sql(
    `insert into signal (id, source_id, dedupe_key, type, subject, subject_key, order_key, payload, txn, occurred_at, received_at, routed_at)
     values ($1::uuid, 's', $1::text, $2, '{}', 'k', 'k', '{}', 'x', $3, $3, $3)`,
    [signalId, REVOKED, at],
  )
  await db.sql(
    `insert into signal_key (source_id, dedupe_key, signal_id, received_at) values ('s', $1::text, $1::uuid, $2)`,
    [signalId, at],
  )
  await db.sql(
    `insert into event (id, signal_id, type, subject, subject_key, order_key, payload, txn, because, accepted_at, fanned_out_at)
     values ($1, $2, $3, '{}', 'k', 'k', '{}', 'x', '{}', $4, $4)`,
    [eventId, signalId, REVOKED, at],
  )
  await db.sql('insert into delivery (stream_id, seq, event_id, at) values ($1, $2, $3, $4)', [
    streamId,
    seq,
    eventId,
    at,
  ])
  await db.sql('update stream_head set next_seq = $2 where stream_id = $1', [streamId, seq + 1])
  await db.sql(
    `insert into attempt (stream_id, seq, jti, outcome, duration_ms, at) values ($1, $2, 'j', 'accepted', 1, $3)`,
    [streamId, seq, at],
  )
  return eventId
}

const settle = (streamId: string, seq: number) =>
  db.sql('update stream_cursor set acked_seq = $2 where stream_id = $1', [streamId, seq])
const counts = async () =>
  (
    await db.sql<Record<string, number>>(
      `select (select count(*) from signal)::int as signal, (select count(*) from signal_key)::int as key,
        (select count(*) from event)::int as event, (select count(*) from delivery)::int as delivery,
        (select count(*) from attempt)::int as attempt`,
    )
  )[0]

test('days beyond their class’s time go whole, the others stay', async () => {
  await makeDays(100)
  await makeDays(40)
  const streamId = await addStream(db.store)
  for (const [index, days] of [100, 40, 0].entries()) await happened(days, streamId, index + 1)
  await settle(streamId, 3)
  const outcome = await db.store.retention.enforce({ signalDays: 90, deliveryDays: 30 }, now)
  expect(outcome.blocked).toEqual([])
  expect(outcome.dropped).toEqual(
    expect.arrayContaining([
      nameOf('signal', 100),
      nameOf('event', 100),
      nameOf('delivery', 40),
      nameOf('attempt', 100),
    ]),
  )
  expect(outcome.dropped).not.toContain(nameOf('event', 40))
  expect(await counts()).toEqual({ signal: 2, key: 2, event: 2, delivery: 1, attempt: 1 })
  const again = await db.store.retention.enforce({ signalDays: 90, deliveryDays: 30 }, now)
  expect(again).toEqual({ dropped: [], removed: 0, blocked: [] })
})

test('what lies outside of every day is removed row by row', async () => {
  const streamId = await addStream(db.store)
  await happened(400, streamId, 1)
  await settle(streamId, 1)
  const outcome = await db.store.retention.enforce({ signalDays: 90, deliveryDays: 90 }, now)
  expect(outcome).toMatchObject({ dropped: [], removed: 5 })
  expect(await counts()).toEqual({ signal: 0, key: 0, event: 0, delivery: 0, attempt: 0 })
})

test('receipts go with the deliveries that they prove', async () => {
  const { store } = db
  const streamId = await addStream(store)
  const [old, young] = [newId(daysAgo(10)), newId(daysAgo(2))]
  for (const id of [old, young])
    await db.sql('insert into enforcement (stream_id, event_id, at) values ($1, $2, $3)', [
      streamId,
      id,
      now,
    ])
  await store.retention.enforce({ signalDays: undefined, deliveryDays: 5 }, now)
  expect(await store.enforcements.of([old, young])).toMatchObject([{ eventId: young }])
})

test('nothing goes where everything is to stay', async () => {
  await happened(400, await addStream(db.store), 1)
  const keep = { signalDays: undefined, deliveryDays: undefined }
  expect(await db.store.retention.enforce(keep, now)).toMatchObject({ dropped: [], removed: 0 })
  expect(await counts()).toMatchObject({ signal: 1, attempt: 1 })
})

test('a clock that was set ahead makes nothing old', async () => {
  await makeDays(10)
  const streamId = await addStream(db.store)
  await happened(10, streamId, 1)
  await settle(streamId, 1)
  const ahead = new Date(now.getTime() + 365 * DAY_MS)
  await db.store.retention.enforce({ signalDays: 90, deliveryDays: 90 }, ahead)
  expect(await counts()).toMatchObject({ signal: 1, event: 1, delivery: 1, attempt: 1 })
})

test.each<[string, (eventId: string, streamId: string) => Promise<unknown>, string[]]>([
  ['is owed', () => Promise.resolve(), ['delivery', 'event']],
  [
    'was handed out by poll',
    async (eventId, streamId) => {
      await settle(streamId, 1)
      await db.sql(
        `insert into delivery_exception (stream_id, seq, event_id, jti, state, jws) values ($1, 1, $2, 'j', 'polled', 'x')`,
        [streamId, eventId],
      )
    },
    ['event'],
  ],
  [
    'is held',
    async (eventId, streamId) => {
      await settle(streamId, 1)
      await db.sql(`update event set fanned_out_at = null, held_for = 'stop' where id = $1`, [
        eventId,
      ])
    },
    ['event'],
  ],
  [
    'is undecided',
    async (_, streamId) => {
      await settle(streamId, 1)
      await db.sql('update signal set routed_at = null')
    },
    ['signal'],
  ],
])('a day of which something %s stays, and that is told', async (_, prepare, tables) => {
  await makeDays(100)
  const streamId = await addStream(db.store)
  await prepare(await happened(100, streamId, 1), streamId)
  const keep = { signalDays: 90, deliveryDays: 90 }
  const { blocked } = await db.store.retention.enforce(keep, now)
  // Partitions before that day have nothing of it and may go.
  expect(blocked.map(({ partition }) => partition)).toEqual(
    tables.map((table) => nameOf(table, 100)),
  )
  for (const table of tables) expect(await counts()).toMatchObject({ [table]: 1 })
  await settle(streamId, 1)
  await db.sql('delete from delivery_exception')
  await db.sql('update event set fanned_out_at = now()')
  await db.sql('update signal set routed_at = now()')
  expect(await db.store.retention.enforce(keep, now)).toMatchObject({ blocked: [] })
  expect(await counts()).toEqual({ signal: 0, key: 0, event: 0, delivery: 0, attempt: 0 })
})

test('a table that somebody uses is not waited for', async () => {
  await makeDays(100)
  const client = new pg.Client(db.url)
  await client.connect()
  await client.query('begin')
  await client.query('select 1 from attempt limit 1')
  const keep = { signalDays: 90, deliveryDays: 90 }
  const first = await db.store.retention.enforce(keep, now)
  expect(first.dropped.filter((name) => name.startsWith('attempt'))).toEqual([])
  await client.end()
  const second = await db.store.retention.enforce(keep, now)
  expect(second.dropped).toContain(nameOf('attempt', 100))
})
