import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newOpaqueId } from '../ids.ts'
import { shardOf, SHARDS } from './leases.ts'
import { openTestStore, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
beforeEach(() => db.store.leases.clear())
afterAll(() => db[Symbol.asyncDispose]())

const expire = (shards: number) =>
  db.sql(`update shard_lease set expires_at = now() - interval '1 second' where shard < $1`, [
    shards,
  ])

const hold = async (owner: string): Promise<number[]> =>
  (await db.store.leases.hold(owner, 15)).held

test('owners that ask at once never hold the same shard', async () => {
  for (let round = 0; round < 20; round++) {
    await db.store.leases.clear()
    const owners = Array.from({ length: 4 }, () => randomUUID())
    const all = (await Promise.all(owners.map(hold))).flat()
    expect(new Set(all).size).toBe(all.length)
    expect(all).toHaveLength(SHARDS)
  }
})

test('one alone has all; another that comes gets its share once that is given up', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  expect(await db.store.leases.hold(one, 15)).toMatchObject({ members: 1, most: SHARDS })
  expect(await db.store.leases.hold(two, 15)).toEqual({ members: 2, most: SHARDS / 2, held: [] })
  const { held, most } = await db.store.leases.hold(one, 15)
  expect(held).toHaveLength(SHARDS)
  await db.store.leases.giveUp(one, held.slice(most))
  expect(await hold(two)).toEqual(held.slice(most))
  expect(await hold(one)).toEqual(held.slice(0, most))
})

test('three share so that none has more than one shard more than another', async () => {
  const owners = [randomUUID(), randomUUID(), randomUUID()]
  const counts = async () => {
    const shares = []
    for (const owner of owners) shares.push(await db.store.leases.hold(owner, 15))
    for (const [index, { held, most }] of shares.entries())
      await db.store.leases.giveUp(owners[index] ?? '', held.slice(most))
    return shares.map(({ held }) => held.length)
  }
  await counts()
  await counts()
  expect((await counts()).toSorted()).toEqual([20, 22, 22])
})

test('what ran out is taken over, with a higher epoch, and the former owner is told', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  await hold(one)
  await expire(10)
  expect(await hold(two)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(await hold(one)).toHaveLength(SHARDS - 10)
  const epochs = await db.sql<{ epoch: string; n: string }>(
    'select epoch, count(*) as n from shard_lease group by 1 order by 1',
  )
  expect(epochs).toEqual([
    { epoch: '1', n: '54' },
    { epoch: '2', n: '10' },
  ])
})

test('one that has not been heard of for as long as its lease has no share any more', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  await hold(one)
  await db.sql(`update engine_member set expires_at = now() - interval '1 second'`)
  await expire(SHARDS)
  expect(await db.store.leases.hold(two, 15)).toMatchObject({ members: 1, most: SHARDS })
  expect(await hold(two)).toHaveLength(SHARDS)
})

test('what ran out and was taken by nobody is its owner’s again', async () => {
  const one = randomUUID()
  await hold(one)
  await expire(SHARDS)
  expect(await hold(one)).toHaveLength(SHARDS)
})

test('a release frees one’s own shards at once, and nobody else’s', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  await hold(one)
  await db.store.leases.release(two)
  expect(await hold(two)).toEqual([])
  await db.store.leases.release(one)
  expect(await hold(two)).toHaveLength(SHARDS)
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
