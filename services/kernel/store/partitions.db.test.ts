import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { ensurePartitions } from './partitions.ts'
import {
  addEvents,
  addStream,
  event,
  fanOut,
  openTestStore,
  origin,
  signal,
  type TestStore,
} from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const DAY_MS = 86_400_000
const TABLES = ['signal', 'signal_original', 'event', 'delivery', 'attempt']
const stamp = (date: Date) => date.toISOString().slice(0, 10).replaceAll('-', '')
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)

/** A connection's worth of SQL, as migrations and housekeeping give it. */
const sql = () =>
  ({
    query: (text: string, values?: unknown[]) => db.sql(text, values).then((rows) => ({ rows })),
  }) as unknown as Parameters<typeof ensurePartitions>[0] // the one form of query that it uses
const partitionsOf = async (table: string): Promise<string[]> =>
  (
    await db.sql<{ name: string }>(
      'select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1',
      [table],
    )
  ).map(({ name }) => name)
const homeOf = async (table: string, id: string): Promise<string | undefined> =>
  (
    await db.sql<{ home: string }>(
      `select tableoid::regclass::text as home from ${table} where id = $1`,
      [id],
    )
  )[0]?.home

const insertSignal = (id: string) =>
  db.sql(
    `insert into signal (id, source_id, dedupe_key, type, subject, subject_key, order_key, payload, txn, occurred_at, received_at)
     values ($1, 's', 'd', 't', '{}', 'k', 'k', '{}', 'x', now(), now())`,
    [id],
  )

test('yesterday to three days ahead have their partitions, and everything else the default', async () => {
  for (const table of TABLES)
    expect(await partitionsOf(table)).toEqual([
      ...[-1, 0, 1, 2, 3].map((days) => `${table}_${stamp(inDays(days))}`),
      `${table}_default`,
    ])
})

test('rows of today and of the next days land in their day; others in the default', async () => {
  const [stored] = await db.store.signals.append(origin('s'), [signal('1')])
  expect(await homeOf('signal', stored?.id ?? '')).toBe(`signal_${stamp(new Date())}`)
  for (const days of [-1, 1, 3]) {
    const id = newId(inDays(days))
    await insertSignal(id)
    expect(await homeOf('signal', id)).toBe(`signal_${stamp(inDays(days))}`)
  }
  for (const days of [-30, 30]) {
    const id = newId(inDays(days))
    await insertSignal(id)
    expect(await homeOf('signal', id)).toBe('signal_default')
    expect(await db.store.signals.find(id)).toMatchObject({ id })
  }
})

test('an event lies in its signal’s day, a delivery in the day of its fan-out', async () => {
  const streamId = await addStream(db.store)
  const [id = ''] = await addEvents(db.store, [event()])
  await fanOut(db.store, [id])
  expect(await homeOf('event', id)).toBe(`event_${stamp(new Date())}`)
  expect(
    await db.sql('select tableoid::regclass::text as home from delivery where stream_id = $1', [
      streamId,
    ]),
  ).toEqual([{ home: `delivery_${stamp(new Date())}` }])
})

test('making them again changes nothing', async () => {
  const before = await Promise.all(TABLES.map(partitionsOf))
  expect(await ensurePartitions(sql(), new Date())).toEqual({ made: [], leftToDefault: [] })
  expect(await Promise.all(TABLES.map(partitionsOf))).toEqual(before)
})

test('a new day is made; a day that already has rows in the default is left to it, and said so', async () => {
  const early = newId(inDays(10))
  await insertSignal(early)
  const outcome = await ensurePartitions(sql(), inDays(10))
  const day = stamp(inDays(10))
  expect(outcome.leftToDefault).toEqual([`signal_${day}`])
  expect(outcome.made).toContain(`event_${day}`)
  expect(outcome.made).toHaveLength(TABLES.length * 5 - 1)
  expect(await homeOf('signal', early)).toBe('signal_default')
  await insertSignal(newId(inDays(10)))
  expect(await ensurePartitions(sql(), inDays(10))).toEqual({
    made: [],
    leftToDefault: [`signal_${day}`],
  })
})

test('two processes that make them at once are both content', async () => {
  const results = await Promise.allSettled(
    [1, 2, 3, 4].map(() => ensurePartitions(sql(), inDays(20))),
  )
  expect(results.map(({ status }) => status)).toContain('fulfilled')
  expect(await ensurePartitions(sql(), inDays(20))).toEqual({ made: [], leftToDefault: [] })
})
