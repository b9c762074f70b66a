import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newOpaqueId } from '../ids.ts'
import { shardOf, SHARDS, type Member } from './leases.ts'
import { openTestStore, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
beforeEach(() => db.store.leases.clear())
afterAll(() => db[Symbol.asyncDispose]())

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
  expect(await db.store.leases.hold(two, 15)).toEqual({
    ...{ members: 2, most: SHARDS / 2, held: [], kept: [] },
    others: [{ id: one, mark: expect.any(String) as unknown }],
  })
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

/** What this one sees of the other. */
const markOf = async (owner: string, other: string): Promise<Member[]> =>
  (await db.store.leases.hold(owner, 15)).others.filter(({ id }) => id === other)

test('who is silent loses what it held, with a higher epoch, and learns that when it comes again', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  await hold(one)
  const silent = await markOf(two, one)
  expect(await db.store.leases.hold(two, 15, silent)).toMatchObject({
    ...{ members: 1, most: SHARDS, others: [], kept: [] },
    held: { length: SHARDS },
  })
  expect(await db.store.leases.hold(one, 15)).toMatchObject({ members: 2, held: [], kept: [] })
  expect(await db.sql('select distinct owner, epoch from shard_lease')).toEqual([
    { owner: two, epoch: '2' },
  ])
})

test('who has spoken since loses nothing, whatever the clocks say', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  await hold(one)
  const silent = await markOf(two, one)
  await hold(one)
  expect(await db.store.leases.hold(two, 15, silent)).toMatchObject({ members: 2, held: [] })
  // As after a jump of the database's clock by an hour, ahead and back.
  for (const hour of ['-1 hour', '1 hour']) {
    for (const table of ['shard_lease', 'engine_member'])
      await db.sql(`update ${table} set expires_at = now() + $1::interval`, [hour])
    expect(await db.store.leases.hold(two, 15)).toMatchObject({ members: 2, held: [] })
    expect(await db.store.leases.hold(one, 15)).toMatchObject({ kept: { length: SHARDS } })
  }
})

test('of two that find a third silent at the same time each shard goes to one', async () => {
  for (let round = 0; round < 10; round++) {
    await db.store.leases.clear()
    const [gone, one, two] = [randomUUID(), randomUUID(), randomUUID()]
    const others = [one, two]
    await hold(gone)
    for (const other of others) await hold(other)
    const silent = await markOf(one, gone)
    const shares = await Promise.all(others.map((other) => db.store.leases.hold(other, 15, silent)))
    const all = shares.flatMap(({ held }) => held)
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeGreaterThanOrEqual(SHARDS / 2)
  }
})

test('a lease of nobody that is known is free', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  await hold(one)
  await db.sql('delete from engine_member')
  expect(await hold(two)).toHaveLength(SHARDS)
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
