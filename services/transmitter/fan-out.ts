import type { Deps } from '../kernel/deps.ts'
import type { Engine } from './engine/engine.loop.ts'

/** Owes each event to every stream that wants it, and wakes the engine. Safe to repeat. */
export async function fanOut(
  ids: readonly string[],
  {
    store,
    clock,
    metrics,
    engine,
  }: Pick<Deps, 'store' | 'clock' | 'metrics'> & { engine: Pick<Engine, 'wake'> },
): Promise<void> {
  const { events, owed, streamIds } = await store.events.fanOut(ids, clock.now())
  metrics.eventsFannedOut.inc(events)
  metrics.deliveriesOwed.inc(owed)
  if (streamIds.length > 0) engine.wake()
}
