import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newOpaqueId } from '../ids.ts'
import { shardOf, SHARDS } from './leases.ts'
import { openTestStore, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
beforeEach(() => db.sql('delete from shard_lease'))
afterAll(() => db[Symbol.asyncDispose]())

const expire = (shards: number) =>
  db.sql(`update shard_lease set expires_at = now() - interval '1 second' where shard < $1`, [
    shards,
  ])

test('two owners that ask at once never hold the same shard', async () => {
  for (let round = 0; round < 20; round++) {
    await db.sql('delete from shard_lease')
    const held = await Promise.all(
      Array.from({ length: 4 }, () => db.store.leases.hold(randomUUID(), 15)),
    )
    const all = held.flat()
    expect(new Set(all).size).toBe(all.length)
    expect(all).toHaveLength(SHARDS)
  }
})

test('the owner renews; another gets nothing while the lease runs', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  expect(await db.store.leases.hold(one, 15)).toHaveLength(SHARDS)
  expect(await db.store.leases.hold(two, 15)).toEqual([])
  expect(await db.store.leases.hold(one, 15)).toHaveLength(SHARDS)
})

test('what ran out is taken over, with a higher epoch, and the former owner is told', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  await db.store.leases.hold(one, 15)
  await expire(10)
  const taken = await db.store.leases.hold(two, 15)
  expect(taken.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(await db.store.leases.hold(one, 15)).toHaveLength(SHARDS - 10)
  const epochs = await db.sql<{ epoch: string; n: string }>(
    'select epoch, count(*) as n from shard_lease group by 1 order by 1',
  )
  expect(epochs).toEqual([
    { epoch: '1', n: '54' },
    { epoch: '2', n: '10' },
  ])
})

test('what ran out and was taken by nobody is its owner’s again', async () => {
  const one = randomUUID()
  await db.store.leases.hold(one, 15)
  await expire(SHARDS)
  expect(await db.store.leases.hold(one, 15)).toHaveLength(SHARDS)
})

test('a release frees one’s own shards at once, and nobody else’s', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  await db.store.leases.hold(one, 15)
  await db.store.leases.release(two)
  expect(await db.store.leases.hold(two, 15)).toEqual([])
  await db.store.leases.release(one)
  expect(await db.store.leases.hold(two, 15)).toHaveLength(SHARDS)
})

test('a stream’s shard is stable, and streams spread over all of them', () => {
  const id = newOpaqueId()
  expect(shardOf(id)).toBe(shardOf(id))
  const counts = Map.groupBy(
    Array.from({ length: 6_400 }, () => shardOf(newOpaqueId())),
    (shard) => shard,
  )
  expect(counts.size).toBe(SHARDS)
  expect(Math.max(...[...counts.values()].map((of) => of.length))).toBeLessThan(200)
})
