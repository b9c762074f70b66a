import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { SHARDS, type Member, type Share } from '../../kernel/store/leases.ts'
import { createShardHolder } from './shards.ts'

const HOUR_MS = 3_600_000
const ALL = Array.from({ length: SHARDS }, (_, shard) => shard)
const STREAM = 'stream-1'

/** A holder whose time is the test's; `answers` are what the database says, one a look. */
function world() {
  const times = { wall: Date.parse('2026-11-24T12:00:00Z'), steady: 0 }
  const asked: { silent: readonly Member[] }[] = []
  const database: { answer: () => Promise<Share> } = { answer: () => alone() }
  const wakes: (() => void)[] = []
  const stop = new AbortController()
  const holder = createShardHolder({
    store: {
      leases: {
        hold: (_owner: string, _seconds: number, silent: readonly Member[]) => {
          asked.push({ silent })
          return database.answer()
        },
      },
      notices: { tell: () => Promise.resolve() },
    } as never, // what a holder calls of it
    clock: {
      now: () => new Date(times.wall),
      sleep: (_ms, signal) =>
        new Promise((resolve) => {
          wakes.push(resolve)
          signal?.addEventListener('abort', () => {
            resolve()
          })
        }),
    },
    log: pino({ level: 'silent' }),
    owner: 'me',
    steadyMs: () => times.steady,
    onHeld: () => undefined,
    drained: () => Promise.resolve(true),
  })
  const running = holder.hold(stop.signal)
  return {
    holder,
    times,
    asked,
    database,
    /** So much time passes, and the holder looks again. */
    pass: async (ms: number) => {
      const looks = asked.length
      await vi.waitFor(() => {
        expect(wakes.length).toBeGreaterThan(0)
      })
      times.wall += ms
      times.steady += ms
      for (const wake of wakes.splice(0)) wake()
      await vi.waitFor(() => {
        expect(asked.length).toBeGreaterThan(looks)
      })
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await running
    },
  }
}

const alone = (more: Partial<Share> = {}): Promise<Share> =>
  Promise.resolve({ members: 1, most: SHARDS, held: ALL, kept: ALL, others: [], ...more })
const away = () => Promise.reject(new Error('the database is away'))

test.each([
  ['ahead', HOUR_MS],
  ['back', -HOUR_MS],
])('a clock that is set an hour %s takes no shard away and gives none', async (_how, jumpMs) => {
  await using w = world()
  await w.pass(2_500)
  const tenure = w.holder.tenureOf(STREAM)
  expect(tenure).toBeDefined()
  w.times.wall += jumpMs
  expect(w.holder.held()).toEqual(ALL)
  expect(w.holder.tenureOf(STREAM)).toBe(tenure)
  await w.pass(2_500)
  expect(w.holder.tenureOf(STREAM)).toBe(tenure)
  w.database.answer = away
  await w.pass(2_500)
  w.times.steady += 12_499
  expect(w.holder.held()).toEqual(ALL)
  w.times.steady += 2_501 // 15 seconds since it was last renewed, whatever the clock says
  expect(w.holder.held()).toBeUndefined()
  expect(w.holder.tenureOf(STREAM)).toBeUndefined()
})

test('who comes back late and finds its shards kept goes on with them; what another had meanwhile is new', async () => {
  await using w = world()
  await w.pass(2_500)
  const before = w.holder.tenureOf(STREAM)
  await w.pass(60_000)
  expect(w.holder.tenureOf(STREAM)).toBe(before)
  w.database.answer = () => alone({ kept: [] })
  await w.pass(60_000)
  expect(w.holder.tenureOf(STREAM)).not.toBe(before)
})

test('another is called silent once nothing new was heard of it for as long as a lease, by time that passes', async () => {
  await using w = world()
  const other = { id: 'other', mark: '2026-11-24 11:00:00+00' }
  w.database.answer = () =>
    alone({ members: 2, most: SHARDS / 2, held: [], kept: [], others: [other] })
  await w.pass(2_500)
  w.times.wall += HOUR_MS
  await w.pass(12_499)
  expect(w.asked.at(-1)).toEqual({ silent: [] })
  await w.pass(2_501)
  expect(w.asked.at(-1)).toEqual({ silent: [other] })
})

test('after an outage of the database nobody is called silent who could not speak either', async () => {
  await using w = world()
  const other = { id: 'other', mark: '1' }
  w.database.answer = () => alone({ members: 2, others: [other] })
  await w.pass(2_500)
  w.database.answer = away
  await w.pass(30_000)
  w.database.answer = () => alone({ members: 2, others: [other] })
  await w.pass(2_500)
  expect(w.asked.at(-1)).toEqual({ silent: [] })
  await w.pass(12_500)
  expect(w.asked.at(-1)).toEqual({ silent: [] })
  await w.pass(2_500)
  expect(w.asked.at(-1)).toEqual({ silent: [other] })
})
