import type { Deps } from '../kernel/deps.ts'
import { isOfOneRow } from '../kernel/store/database.ts'
import { createGroupCommit } from '../kernel/store/group-commit.ts'
import type { Waiters } from './waiters.ts'
import type { Engine } from './engine/engine.loop.ts'
import { URGENT_TYPES } from './engine/urgent.ts'

/** Events in one fan-out at the most, and log rows that it is to write about. */
const MAX_EVENTS = 500
const MAX_ROWS = 20_000

type FanOutDeps = Pick<Deps, 'store' | 'clock' | 'metrics'> & {
  engine: Pick<Engine, 'offer'>
  waiters: Waiters
}

/**
 * Owes each event to every stream that wants it, and hands what is owed to the engine. Safe to repeat. One statement at a
 * time, for two would wait for each other's streams: what comes meanwhile goes together into the next. An event that alone is
 * to blame fails alone.
 */
export function createFanOut(deps: FanOutDeps): (ids: readonly string[]) => Promise<void> {
  let rowsPerEvent = 1
  const limit = () => Math.max(1, Math.min(MAX_EVENTS, Math.floor(MAX_ROWS / rowsPerEvent)))
  const commit = createGroupCommit<string, true>(
    limit,
    async (ids) => {
      const { events, rows } = await fanOut(ids, deps)
      if (events > 0) rowsPerEvent = Math.max(1, (rowsPerEvent + rows / events) / 2)
      return ids.map(() => true)
    },
    isOfOneRow,
  )
  return async (ids) => {
    await Promise.all(ids.map(commit))
  }
}

async function fanOut(
  ids: readonly string[],
  { store, clock, metrics, engine, waiters }: FanOutDeps,
): Promise<{ events: number; rows: number }> {
  const now = clock.now()
  const { eventIds, owed } = await store.events.fanOut(ids, URGENT_TYPES, now)
  const rows = owed.reduce((sum, one) => sum + one.eventIds.length, 0)
  metrics.eventsFannedOut.inc(eventIds.length)
  metrics.deliveriesOwed.inc(rows)
  metrics.fanOutBatch.observe(eventIds.length)
  if (rows > 0) {
    engine.offer(owed, await store.owedEvents.load(eventIds), now)
    waiters.wake(owed.map(({ streamId }) => streamId))
  }
  return { events: eventIds.length, rows }
}
