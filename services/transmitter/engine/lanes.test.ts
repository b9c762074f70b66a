import { expect, test, vi } from 'vitest'
import type { BehindStream, Cursor, LogPart, ReadFrom } from '../../kernel/store/deliveries.ts'
import type { NewlyOwed } from '../../kernel/store/fan-out.ts'
import type { EngineDeps } from './engine-deps.ts'
import { cursor, NOW, owed, stream } from './engine.fixture.ts'
import { createLanes } from './lanes.ts'

const OWED = 1_000

/** A database with streams that are behind, each owed 1,000 SETs. */
function open(ids: readonly string[], changes: Partial<Cursor> = {}) {
  const updatedAt = new Map(ids.map((id) => [id, NOW]))
  const world = { tenure: 1, reads: 0 }
  const behind = vi.fn((_shards: readonly number[], asked?: readonly string[]) =>
    Promise.resolve(
      [...updatedAt]
        .filter(([id]) => asked?.includes(id) ?? true)
        .map(([streamId, at]): BehindStream => ({
          cursor: cursor({ streamId, ...changes }),
          backlog: OWED,
          updatedAt: at,
        })),
    ),
  )
  const read = (wanted: readonly ReadFrom[], limit: number): Promise<LogPart[]> => {
    world.reads += 1
    return Promise.resolve(
      wanted.map(({ afterSeq }) => {
        const count = Math.min(limit, OWED - afterSeq)
        const rows = Array.from({ length: count }, (_, index) => owed(afterSeq + index + 1))
        return { owed: rows, after: afterSeq, upTo: afterSeq + count, isFull: count === limit }
      }),
    )
  }
  const nothing = (wanted: readonly ReadFrom[]): Promise<LogPart[]> =>
    Promise.resolve(
      wanted.map(({ afterSeq }) => ({ owed: [], after: afterSeq, upTo: afterSeq, isFull: false })),
    )
  const byIds = (asked: readonly string[]) =>
    Promise.resolve(asked.map((id) => stream({ id, updatedAt: updatedAt.get(id) ?? NOW })))
  const store = {
    deliveries: { behind, read, readUrgent: nothing },
    streams: { byIds },
  } as unknown as EngineDeps['store'] // what lanes ask of it
  const clock = { now: () => NOW, sleep: () => Promise.resolve() }
  const lanes = createLanes({
    store,
    clock,
    outbox: { isPending: () => false },
    shards: { tenureOf: () => world.tenure },
  })
  const all = () => [...lanes.open()].filter(({ isStale }) => !isStale)
  const look = async (which: readonly string[] | 'all') => {
    await lanes.look([0], which)
    await lanes.refill()
  }
  return { lanes, all, behind, updatedAt, look, world }
}

/** Rows that were just written, from `firstSeq` on. */
function written(firstSeq: number, count: number, changes: Partial<NewlyOwed> = {}) {
  const rows = Array.from({ length: count }, (_, index) => owed(firstSeq + index).event)
  const eventIds = rows.map(({ id }) => id)
  const newly = { streamId: 'a', updatedAt: NOW, firstSeq, eventIds, ...changes }
  return { newly, events: new Map(rows.map((one) => [one.id, one])) }
}

test('a bell looks at the streams that rang it, and at none where nobody did', async () => {
  const { look, all, behind } = open(['a', 'b'])
  await look(['a'])
  await look([])
  expect(behind.mock.calls).toEqual([[[0], ['a']]])
  expect(all().map((lane) => lane.stream.id)).toEqual(['a'])
  await look('all')
  expect(all().map((lane) => lane.stream.id)).toEqual(['a', 'b'])
})

test('a stream that another process updated is opened anew, also while it stays behind', async () => {
  const { look, all, updatedAt } = open(['a'])
  await look('all')
  updatedAt.set('a', new Date(NOW.getTime() + 1))
  await look('all')
  expect(all()).toEqual([])
  await look([])
  expect(all()[0]?.stream.updatedAt).toEqual(new Date(NOW.getTime() + 1))
})

test('however many streams are behind, the rows in memory are bounded', async () => {
  const { look, all } = open(Array.from({ length: 2_000 }, (_, index) => `s${String(index)}`))
  for (let round = 0; round < 4; round++) await look('all')
  const held = all().reduce((sum, lane) => sum + lane.waiting.length, 0)
  expect(held).toBeGreaterThan(15_000)
  expect(held).toBeLessThanOrEqual(20_000)
})

test('nothing is read for a stream that backs off', async () => {
  const nextAt = new Date(NOW.getTime() + 60_000)
  const { look, all } = open(['a'], { fails: 3, nextAt, failSince: NOW })
  await look('all')
  expect(all()[0]?.waiting).toEqual([])
})

test('a lane that has read everything takes new rows as they are, without asking the database', async () => {
  const { lanes, look, all, world } = open(['a'], { ackedSeq: OWED })
  await look(['a'])
  const reads = world.reads
  const { newly, events } = written(OWED + 1, 2)
  expect(lanes.offer(newly, events, NOW)).toBe(all()[0])
  expect(all()[0]?.waiting.map(({ seq }) => seq)).toEqual([OWED + 1, OWED + 2])
  await lanes.refill()
  expect(world.reads).toBe(reads)
})

test('rows that do not follow what was read are left to the database', async () => {
  const { lanes, look, all } = open(['a'], { ackedSeq: OWED - 1 })
  await look(['a'])
  const { newly, events } = written(OWED + 5, 1)
  expect(lanes.offer(newly, events, NOW)?.mayHaveMore).toBe(true)
  expect(all()[0]?.waiting.map(({ seq }) => seq)).toEqual([OWED])
})

test('rows written after the stream was changed are sent by what it is then', async () => {
  const { lanes, look, all } = open(['a'], { ackedSeq: OWED })
  await look(['a'])
  const { newly, events } = written(OWED + 1, 1, { updatedAt: new Date(NOW.getTime() + 1) })
  expect(lanes.offer(newly, events, NOW)).toBeUndefined()
  expect(all()).toEqual([])
})

test('what was read while another process had the shard in between is forgotten', async () => {
  const { lanes, look, all, world } = open(['a'])
  await look('all')
  world.tenure = 2
  lanes.dropForeign()
  expect(all()).toEqual([])
  await look([])
  expect(all().map(({ tenure }) => tenure)).toEqual([2])
})
