import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eraseSaid, type Erasure } from './audit.ts'
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

const entries = (store: TestStore['store']) => store.audit.list({ limit: 10 })

test('what an entry said can be erased, and the chain still holds', async () => {
  const { audit } = db.store
  await audit.record(entry('subject:jane@example.com', { reason: 'Jane left' }))
  await audit.record({ ...entry('stream:1'), txn: 'console-1' })
  const before = await audit.verify()
  await erase([{ seq: 1, target: 'subject:somebody', txn: null }])
  expect(await audit.verify()).toMatchObject({ checked: 3 })
  expect(await audit.verify()).not.toHaveProperty('brokenAt')
  expect(before.checked).toBe(2)
  const [told, second, first] = await entries(db.store)
  expect(first).toMatchObject({ actor: 'ann', target: 'subject:somebody', detail: {} })
  expect(first?.erasedAt).toBeInstanceOf(Date)
  expect(second).not.toHaveProperty('erasedAt')
  expect(told).toMatchObject({ action: 'audit.expunge', detail: { entries: [1] } })
  expect(JSON.stringify(await db.sql('select * from audit'))).not.toMatch(/jane/i)
})

const erase = async (erasures: Erasure[]): Promise<void> => {
  const by = { actor: 'ann', target: 'job:1', at: new Date() }
  const client = new pg.Client({ connectionString: db.url })
  await client.connect()
  await eraseSaid(client, erasures, by)
  await client.end()
}

test.each([
  [
    'says something again',
    `update audit set detail = '{"a":1}', salt = 'x', erased_at = null where seq = 1`,
  ],
  ['has another actor', `update audit set actor = 'eve' where seq = 1`],
  [
    'was erased by nobody',
    `update audit set detail = '{}', salt = null, erased_at = now() where seq = 2`,
  ],
])('it is noticed where an erased entry %s', async (_what, change) => {
  for (const n of [1, 2]) await db.store.audit.record(entry(`stream:${n}`))
  await erase([{ seq: 1, target: 'stream:x', txn: null }])
  await db.sql(change)
  expect(await db.store.audit.verify()).toHaveProperty('brokenAt')
})

test('entries from before there were commitments hold, erased or not, and those after them', async () => {
  const { audit } = db.store
  const at = new Date('2026-11-01T00:00:00Z')
  let head = ''
  for (const seq of [1, 2]) {
    const told = [seq, at.toISOString(), 'ann', 'stream.status', 'stream:1', 'default', null, '{}']
    const hash = createHash('sha256')
      .update(JSON.stringify([head, ...told]))
      .digest('hex')
    await db.sql(
      `insert into audit (seq, at, actor, action, target, detail, hash) values ($1, $2, 'ann', 'stream.status', 'stream:1', '{}', $3)`,
      [seq, at, hash],
    )
    head = hash
  }
  await audit.record(entry('stream:2'))
  expect(await audit.verify()).toEqual({ checked: 3, head: expect.any(String) as unknown })
  await erase([{ seq: 1, target: 'stream:x', txn: null }])
  expect(await audit.verify()).not.toHaveProperty('brokenAt')
  await db.sql(`update audit set actor = 'eve' where seq = 2`)
  expect(await audit.verify()).toMatchObject({ brokenAt: 2 })
})
