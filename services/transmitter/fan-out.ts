import type { Deps } from '../kernel/deps.ts'
import type { Waiters } from './waiters.ts'
import type { Engine } from './engine/engine.loop.ts'

/** Owes each event to every stream that wants it, and wakes the engine. Safe to repeat. */
export async function fanOut(
  ids: readonly string[],
  {
    store,
    clock,
    metrics,
    engine,
    waiters,
  }: Pick<Deps, 'store' | 'clock' | 'metrics'> & { engine: Pick<Engine, 'wake'>; waiters: Waiters },
): Promise<void> {
  const { events, owed, streamIds } = await store.events.fanOut(ids, clock.now())
  metrics.eventsFannedOut.inc(events)
  metrics.deliveriesOwed.inc(owed)
  if (streamIds.length === 0) return
  engine.wake(streamIds)
  waiters.wake(streamIds)
}
