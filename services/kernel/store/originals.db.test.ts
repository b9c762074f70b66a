import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOn, openTestStore, origin, signal, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const DAY_MS = 86_400_000
const original = (text: string) => ({ headers: { 'x-event': 'ping' }, body: Buffer.from(text) })

/** Stores signals of one request; answers their ids. */
const store = async (text: string, keys: string[], source = 'source') => {
  const sealed = await db.store.originals.prepare(original(text))
  const stored = await db.store.signals.append(
    origin(source),
    keys.map((key) => signal(key)),
    sealed,
  )
  return stored.map(({ id }) => id)
}
const count = async () =>
  (await db.sql<{ n: number }>('select count(*)::int as n from signal_original'))[0]?.n

test('what a source sent is found by each signal that was made of it, and is kept once', async () => {
  const before = (await count()) ?? 0
  const ids = await store('{"hello": "Wörld"}', ['a', 'b'])
  for (const id of ids)
    expect(await db.store.originals.ofSignal(id)).toEqual(original('{"hello": "Wörld"}'))
  expect(await count()).toBe(before + 1)
})

test('a repeat keeps nothing more; one new signal among repeats does', async () => {
  await store('first', ['r1', 'r2'])
  const before = (await count()) ?? 0
  const [repeat = ''] = await store('again', ['r1', 'r2'])
  expect(await count()).toBe(before)
  expect((await db.store.originals.ofSignal(repeat))?.body.toString()).toBe('first')
  const [, fresh = ''] = await store('more', ['r1', 'r3'])
  expect((await db.store.originals.ofSignal(fresh))?.body.toString()).toBe('more')
})

test('many at once keep theirs apart', async () => {
  const texts = Array.from({ length: 200 }, (_, n) => `request ${String(n)} ${'x'.repeat(n * 60)}`)
  const ids = await Promise.all(texts.map((text, n) => store(text, [`m${String(n)}`])))
  for (const [n, [id = '']] of ids.entries())
    expect((await db.store.originals.ofSignal(id))?.body.toString()).toBe(texts[n])
})

test('bytes that are no text come back as they were', async () => {
  const body = Buffer.from(Array.from({ length: 9_000 }, (_, n) => n % 256))
  const sealed = await db.store.originals.prepare({ headers: {}, body })
  const [stored] = await db.store.signals.append(origin('bytes'), [signal('1')], sealed)
  expect((await db.store.originals.ofSignal(stored?.id ?? ''))?.body.equals(body)).toBe(true)
})

test('nothing of it stands in the clear, and a row in another’s place does not open', async () => {
  const [one = '', two = ''] = [
    ...(await store('the needle in the haystack', ['n1'])),
    ...(await store('another', ['n2'])),
  ]
  const dump = await db.sql<{ text: string }>(
    `select encode(sealed, 'escape') as text from signal_original`,
  )
  expect(dump.map(({ text }) => text).join()).not.toContain('needle')
  await db.sql(
    `update signal_original set sealed = (select o.sealed from signal_original o join signal s on s.original_id = o.id where s.id = $1)
     where id = (select original_id from signal where id = $2)`,
    [one, two],
  )
  await expect(db.store.originals.ofSignal(two)).rejects.toThrow()
})

test('another process opens it; a day has one key', async () => {
  const [id = ''] = await store('shared', ['s1'])
  const other = openOn(db.url)
  expect((await other.originals.ofSignal(id))?.body.toString()).toBe('shared')
  await other.originals.prepare(original('x'))
  await other.close()
  expect(await db.sql('select 1 from original_key')).toHaveLength(1)
})

test('what is too old goes with its day and its key, and the signal stays', async () => {
  const [id = ''] = await store('old', ['o1'])
  expect(await db.store.originals.forget(new Date(Date.now() - DAY_MS))).toEqual([])
  expect(await db.store.originals.ofSignal(id)).toBeDefined()
  const gone = await db.store.originals.forget(new Date(Date.now() + 5 * DAY_MS))
  expect(gone.length).toBeGreaterThanOrEqual(5)
  expect(await db.store.originals.ofSignal(id)).toBeUndefined()
  expect(await db.store.signals.find(id)).toMatchObject({ id })
  expect(await db.sql('select 1 from original_key')).toEqual([])
  await db.store.ensurePartitions()
})
