import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeEach(async () => {
  db = await openTestStore()
})
afterEach(() => db[Symbol.asyncDispose]())

const entry = (target: string, detail = {}) => ({
  actor: 'ann',
  action: 'stream.status',
  target,
  detail,
})

test('what was done is listed newest first, by page, by target, actor and txn', async () => {
  const { audit } = db.store
  await audit.record(entry('stream:1', { status: 'paused' }))
  await audit.record({ ...entry('stream:2'), actor: 'ben', txn: 'console-1' })
  await audit.record(entry('stream:1', { status: 'enabled' }))
  const seqs = async (query: object) =>
    (await audit.list({ limit: 10, ...query })).map(({ seq }) => seq)
  expect(await seqs({})).toEqual([3, 2, 1])
  expect(await seqs({ limit: 2 })).toEqual([3, 2])
  expect(await seqs({ after: 2 })).toEqual([1])
  expect(await seqs({ target: 'stream:1' })).toEqual([3, 1])
  expect(await seqs({ actor: 'ben' })).toEqual([2])
  expect(await seqs({ txn: 'console-1' })).toEqual([2])
  expect((await audit.list({ limit: 1 }))[0]?.detail).toEqual({ status: 'enabled' })
})

test('entries of many at once stand in one chain', async () => {
  const { audit } = db.store
  await Promise.all(Array.from({ length: 30 }, (_, n) => audit.record(entry(`stream:${n}`))))
  expect(await audit.verify()).toMatchObject({ checked: 30 })
  expect(await audit.verify()).not.toHaveProperty('brokenAt')
})

test.each([
  ['an actor is another', `update audit set actor = 'eve' where seq = 2`, 2],
  ['a detail is another', `update audit set detail = '{"a":1}' where seq = 3`, 3],
  ['a row is gone', 'delete from audit where seq = 2', 2],
  ['a row was moved in time', `update audit set at = at - interval '1 day' where seq = 1`, 1],
])('it is noticed where %s', async (_what, change, brokenAt) => {
  for (const n of [1, 2, 3]) await db.store.audit.record(entry(`stream:${n}`))
  await db.sql(change)
  expect(await db.store.audit.verify()).toMatchObject({ brokenAt })
})
