import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openOn,
  openTestStore,
  origin,
  signal,
  undecided,
  type TestStore,
} from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const soon = () => new Date(Date.now() + 60_000)
const count = async (sourceId: string): Promise<number> =>
  (
    await db.sql<{ n: number }>('select count(*)::int as n from signal where source_id = $1', [
      sourceId,
    ])
  )[0]?.n ?? -1

test('a signal that comes fifty times at once is stored once, and everyone is told its id', async () => {
  const other = openOn(db.url)
  const stores = [db.store, other]
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      (stores[index % 2] ?? other).signals.append(origin('fifty'), [signal('delivery-1')]),
    ),
  )
  await other.close()
  const stored = answers.flat()
  expect(await count('fifty')).toBe(1)
  expect(new Set(stored.map(({ id }) => id)).size).toBe(1)
  expect(stored.filter(({ isNew }) => isNew)).toHaveLength(1)
})

test('a repeat within one batch, and a later one, answer the first id', async () => {
  const [first, repeat, another] = await db.store.signals.append(origin('batch'), [
    signal('a'),
    signal('a'),
    signal('b'),
  ])
  const [later] = await db.store.signals.append(origin('batch'), [signal('a')])
  expect(repeat).toMatchObject({ id: first?.id, isNew: false })
  expect(later).toMatchObject({ id: first?.id, isNew: false })
  expect(another?.isNew).toBe(true)
  expect(await count('batch')).toBe(2)
})

test('the same key of another source is another signal', async () => {
  const [one] = await db.store.signals.append(origin('source-1'), [signal('same')])
  const [two] = await db.store.signals.append(origin('source-2'), [signal('same')])
  expect(two?.isNew).toBe(true)
  expect(two?.id).not.toBe(one?.id)
})

test('long keys are told apart', async () => {
  const keys = ['x'.repeat(1_000), `${'x'.repeat(999)}y`, 'x'.repeat(1_000)]
  const stored = await db.store.signals.append(
    origin('long'),
    keys.map((key) => signal(key)),
  )
  expect(stored.map(({ isNew }) => isNew)).toEqual([true, true, false])
})

test('a signal comes back as it was, down to odd characters and far dates', async () => {
  const occurredAt = new Date('9999-12-31T23:59:59.999Z')
  const payload = { text: 'a\u0000b \ud83d\ude00 \u2028', nested: [{ b: 1, a: null }] }
  const subject = { format: 'email', email: 'ann@example.com', extra: '\u0000' }
  const given = signal('odd', {
    payload,
    subject,
    occurredAt,
    txn: 'txn-1',
    vendorType: 'user.session.end',
  })
  const [stored] = await db.store.signals.append(origin('odd'), [given])
  const found = await db.store.signals.find(stored?.id ?? '')
  expect(found).toMatchObject({
    sourceId: 'odd',
    subject,
    payload,
    occurredAt,
    txn: 'txn-1',
    vendorType: 'user.session.end',
    routedAt: null,
  })
  expect(JSON.stringify(found?.payload)).toBe(JSON.stringify(payload))
})

test('signals of one call are loaded in its order', async () => {
  const stored = await db.store.signals.append(
    origin('order'),
    Array.from({ length: 300 }, (_, index) => signal(String(index))),
  )
  const ids = stored.map(({ id }) => id)
  const loaded = await undecided(db.store, ids.toReversed())
  expect(loaded.map(({ dedupeKey }) => dedupeKey)).toEqual(
    Array.from({ length: 300 }, (_, index) => String(index)),
  )
})

test('the sweep sees what no router has decided on, oldest first, and not what is still on its way', async () => {
  await db.sql('update signal set routed_at = now()')
  const before = new Date(Date.now() - 1)
  const stored = await db.store.signals.append(origin('sweep'), [
    signal('1'),
    signal('2'),
    signal('3'),
  ])
  expect(await db.store.signals.unrouted(before, 10)).toEqual([])
  const lost = await db.store.signals.unrouted(soon(), 10)
  expect(lost.map(({ id }) => id)).toEqual(stored.map(({ id }) => id))
  expect(lost[0]?.key).toBe(stored[0]?.orderKey)
  expect(await db.store.signals.unrouted(soon(), 2)).toHaveLength(2)
  await db.store.events.recordDecisions(
    [{ signalId: stored[0]?.id ?? '', decisions: [], events: [] }],
    new Date(),
  )
  expect(await db.store.signals.unrouted(soon(), 10)).toHaveLength(2)
  expect(await db.store.signals.oldestUnroutedSeconds()).toBeGreaterThanOrEqual(0)
})

test('one signal that the database refuses spoils none of its neighbours', async () => {
  const bad = signal('bad', { vendorType: 'a\u0000b' })
  const results = await Promise.allSettled([
    ...[1, 2, 3].map((n) =>
      db.store.signals.append(origin('mixed'), [signal(`good-${String(n)}`)]),
    ),
    db.store.signals.append(origin('mixed'), [bad]),
    ...[4, 5].map((n) => db.store.signals.append(origin('mixed'), [signal(`good-${String(n)}`)])),
  ])
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ])
  expect(await count('mixed')).toBe(5)
})
