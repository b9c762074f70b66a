import type { Policy } from '../../schemas/policy.ts'
import type { Bus } from '../kernel/bus/bus.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Metrics } from '../kernel/metrics.ts'
import type { Store } from '../kernel/store/index.ts'
import { correlate } from './correlate.ts'
import { decide } from './decide.ts'

export type RouteDeps = {
  store: Store
  bus: Bus
  clock: Clock
  metrics: Metrics
  policies: () => Promise<readonly Policy[]>
}

/** The router, whole: load what is undecided, correlate, decide, record, pass on. Safe to repeat. */
export async function route(
  ids: readonly string[],
  { store, bus, clock, metrics, policies }: RouteDeps,
): Promise<void> {
  const context = { policies: await policies() }
  const { signals, events } = await store.turns.take(ids, clock.now(), async (turn) =>
    (await correlate(turn)).map((correlated) => decide(correlated, context)),
  )
  metrics.signalsRouted.inc(signals)
  await bus.publish('ssf.events', events)
}
