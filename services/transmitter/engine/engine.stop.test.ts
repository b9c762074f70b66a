import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { systemClock } from '../../kernel/clock.ts'
import { loadConfig } from '../../kernel/config.ts'
import { createMetrics } from '../../kernel/metrics.ts'
import type { EngineDeps } from './engine-deps.ts'
import { createEngine } from './engine.loop.ts'
import { cursor, owed, part, stream } from './engine.fixture.ts'

const ALL_SHARDS = Array.from({ length: 64 }, (_, shard) => shard)

/** One stream that is owed one SET; the database answers reads and takes no writes. */
function deps(settle: () => Promise<void>): EngineDeps {
  const away = () => Promise.reject(new Error('the database is away'))
  const store = {
    leases: {
      hold: () =>
        Promise.resolve({ members: 1, most: 64, held: ALL_SHARDS, kept: ALL_SHARDS, others: [] }),
      release: away,
    },
    notices: { tell: () => Promise.resolve(), listen: () => Promise.resolve() },
    streamActivity: { updatedLately: () => Promise.resolve([]) },
    controlSets: { due: () => Promise.resolve([]) },
    streams: { byIds: () => Promise.resolve([stream()]) },
    deliveries: {
      behind: () =>
        Promise.resolve([{ cursor: cursor(), backlog: 1, updatedAt: stream().updatedAt }]),
      read: () => Promise.resolve([part(owed(1))]),
      readUrgent: () => Promise.resolve([part()]),
      settle,
    },
  } as unknown as EngineDeps['store'] // what an engine calls of it
  const answer = {
    kind: 'answer',
    status: 202,
    headers: {},
    body: '',
    truncated: false,
    reusedConnection: false,
    durationMs: 1,
  } as const
  return {
    store,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    config: loadConfig({}),
    outbound: { request: () => Promise.resolve(answer), close: () => Promise.resolve() },
    signer: {
      sign: () => Promise.resolve({ jws: 'a.b.c', kid: 'k' }),
      publicKeys: () => ({ keys: [] }),
      refresh: () => Promise.resolve(),
      activeKid: () => Promise.resolve('k'),
      underWay: () => 0,
    },
  }
}

test('a hub whose database is away still stops within five seconds, and asks no more', async () => {
  const settle = vi.fn(() => Promise.reject(new Error('the database is away')))
  const stop = new AbortController()
  const running = createEngine(deps(settle)).run(stop.signal)
  await vi.waitFor(() => {
    expect(settle).toHaveBeenCalled()
  })
  const startedAt = performance.now()
  stop.abort()
  await running
  expect(performance.now() - startedAt).toBeLessThan(4_000)
  const asked = settle.mock.calls.length
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(settle.mock.calls.length - asked).toBeLessThanOrEqual(1)
}, 20_000)

test('what came of the last pushes is written before a hub stops', async () => {
  const settle = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 300)))
  const stop = new AbortController()
  const store = deps(settle)
  store.store.leases.release = () => Promise.resolve()
  const running = createEngine(store).run(stop.signal)
  await vi.waitFor(() => {
    expect(settle).toHaveBeenCalled()
  })
  stop.abort()
  await running
  await Promise.all(settle.mock.results.map(({ value }) => value as Promise<void>)) // all that was begun
}, 20_000)
