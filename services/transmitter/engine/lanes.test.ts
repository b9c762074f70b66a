import { expect, test, vi } from 'vitest'
import { createMetrics } from '../../kernel/metrics.ts'
import type { BehindStream, Cursor, Owed } from '../../kernel/store/deliveries.ts'
import type { EngineDeps } from './engine-deps.ts'
import { cursor, NOW, owed, stream } from './engine.fixture.ts'
import type { Lane } from './lane.ts'
import { createLanes } from './lanes.ts'
import type { Outbox } from './outbox.ts'

/** A database with streams that are behind, each owed 1,000 SETs. */
function open(ids: readonly string[], changes: Partial<Cursor> = {}) {
  const updatedAt = new Map(ids.map((id) => [id, NOW]))
  const behind = vi.fn((_shards: readonly number[], asked?: readonly string[]) =>
    Promise.resolve(
      [...updatedAt]
        .filter(([id]) => asked?.includes(id) ?? true)
        .map(([streamId, at]): BehindStream => ({
          cursor: cursor({ streamId, ...changes }),
          updatedAt: at,
        })),
    ),
  )
  const read = (wanted: readonly { streamId: string; afterSeq: number }[], limit: number) =>
    Promise.resolve(
      wanted.flatMap(({ streamId, afterSeq }) =>
        Array.from({ length: Math.min(limit, 1_000 - afterSeq) }, (_, index): Owed => ({
          ...owed(afterSeq + index + 1),
          streamId,
        })),
      ),
    )
  const byIds = (asked: readonly string[]) =>
    Promise.resolve(asked.map((id) => stream({ id, updatedAt: updatedAt.get(id) ?? NOW })))
  const store = {
    deliveries: { behind, read },
    streams: { byIds },
  } as unknown as EngineDeps['store'] // what lanes ask of it
  const clock = { now: () => NOW, sleep: () => Promise.resolve() }
  const outbox = { isPending: () => false } as unknown as Outbox // the one member that lanes ask
  const lanes = createLanes({ store, metrics: createMetrics(), clock }, outbox)
  const all = () => {
    const found: Lane[] = []
    lanes.forEachReady((lane) => found.push(lane))
    return found
  }
  return { lanes, all, behind, updatedAt }
}

test('a bell looks at the streams that rang it, and at none where nobody did', async () => {
  const { lanes, all, behind } = open(['a', 'b'])
  await lanes.refresh([0], ['a'])
  await lanes.refresh([0], [])
  expect(behind.mock.calls).toEqual([[[0], ['a']]])
  expect(all().map((lane) => lane.stream.id)).toEqual(['a'])
  await lanes.refresh([0], 'all')
  expect(all().map((lane) => lane.stream.id)).toEqual(['a', 'b'])
})

test('a stream that another process updated is opened anew, also while it stays behind', async () => {
  const { lanes, all, updatedAt } = open(['a'])
  await lanes.refresh([0], 'all')
  updatedAt.set('a', new Date(NOW.getTime() + 1))
  expect(await lanes.refresh([0], 'all')).toEqual(['a'])
  expect(all()).toEqual([])
  await lanes.refresh([0], ['a'])
  expect(all()[0]?.stream.updatedAt).toEqual(new Date(NOW.getTime() + 1))
})

test('however many streams are behind, the rows in memory are bounded', async () => {
  const { lanes, all } = open(Array.from({ length: 2_000 }, (_, index) => `s${String(index)}`))
  for (let round = 0; round < 4; round++) await lanes.refresh([0], 'all')
  const held = all().reduce((sum, lane) => sum + lane.waiting.length, 0)
  expect(held).toBeGreaterThan(15_000)
  expect(held).toBeLessThanOrEqual(20_000)
})

test('nothing is read for a stream that backs off', async () => {
  const nextAt = new Date(NOW.getTime() + 60_000)
  const { lanes, all } = open(['a'], { fails: 3, nextAt, failSince: NOW })
  await lanes.refresh([0], 'all')
  expect(all()[0]?.waiting).toEqual([])
})
