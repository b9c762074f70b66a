import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const AT = new Date('2026-11-24T10:00:00Z')
const refusals = (sourceId: string, changes: object = {}) => ({
  sourceId,
  day: '2026-11-24',
  code: 'authentication_failed',
  count: 3,
  lastAt: AT,
  samples: [{ at: AT.toISOString(), reason: 'wrong secret' }],
  ...changes,
})

test('counts add up, and of the samples the newest stay', async () => {
  const sample = (n: number) => ({ at: AT.toISOString(), reason: String(n) })
  await db.store.refusals.add([refusals('a', { samples: [3, 2, 1].map(sample) })])
  await db.store.refusals.add([refusals('a', { count: 4, samples: [7, 6, 5, 4].map(sample) })])
  const [found, ...more] = await db.store.refusals.list('a', AT)
  expect(more).toEqual([])
  expect(found).toMatchObject({
    day: '2026-11-24',
    code: 'authentication_failed',
    count: 7,
    lastAt: AT,
  })
  expect(found?.samples.map(({ reason }) => reason)).toEqual(['7', '6', '5', '4', '3'])
})

test('are told by source, day and code, and forgotten', async () => {
  await db.store.refusals.add([
    refusals('b'),
    refusals('b', { code: 'invalid_request' }),
    refusals('b', { day: '2026-11-20' }),
    refusals('c'),
  ])
  const days = async (since: string) =>
    (await db.store.refusals.list('b', new Date(since))).map(({ day }) => day)
  expect(await days('2026-11-20')).toEqual(['2026-11-24', '2026-11-24', '2026-11-20'])
  expect(await days('2026-11-21')).toEqual(['2026-11-24', '2026-11-24'])
  await db.store.refusals.forget(new Date('2026-11-24'))
  expect(await days('2026-11-01')).toEqual(['2026-11-24', '2026-11-24'])
  await db.store.refusals.forgetSource('b')
  expect(await days('2026-11-01')).toEqual([])
  expect(await db.store.refusals.list('c', AT)).toHaveLength(1)
})
