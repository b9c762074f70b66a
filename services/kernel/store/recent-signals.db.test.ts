import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHANGED, openTestStore, origin, REVOKED, signal, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
  for (let n = 0; n < 30; n += 1)
    await db.store.signals.append(origin(n % 10 === 0 ? 'rare' : 'often'), [
      signal(`key ${String(n)}`, { type: n % 2 === 0 ? REVOKED : CHANGED }),
    ])
})
afterAll(() => db[Symbol.asyncDispose]())

async function all(filter: { source?: string; type?: string; limit: number }) {
  const { recentSignals } = db.store
  const keys: string[] = []
  let parts = 0
  for (let after: string | undefined; ; parts += 1) {
    const { items, next } = await recentSignals.list({ ...filter, after })
    keys.push(...items.map(({ dedupeKey }) => dedupeKey))
    if (next === undefined) return { keys, parts: parts + 1 }
    after = next
  }
}

test('signals are listed newest first, in parts, none twice', async () => {
  const { keys } = await all({ limit: 7 })
  expect(keys).toEqual(Array.from({ length: 30 }, (_, n) => `key ${String(29 - n)}`))
})

test('a filter finds what fits, wherever it is', async () => {
  expect((await all({ limit: 2, source: 'rare' })).keys).toEqual(['key 20', 'key 10', 'key 0'])
  expect((await all({ limit: 50, source: 'rare', type: CHANGED })).keys).toEqual([])
  const { items } = await db.store.recentSignals.list({ limit: 1 })
  expect(items[0]).toMatchObject({ routedAt: null, receivedAt: expect.any(Date) })
})
