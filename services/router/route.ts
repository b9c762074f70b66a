import type { Policy } from '../../schemas/policy.ts'
import type { Bus } from '../kernel/bus/bus.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Metrics } from '../kernel/metrics.ts'
import type { Store } from '../kernel/store/index.ts'
import { decide } from './decide.ts'

export type RouteDeps = {
  store: Store
  bus: Bus
  clock: Clock
  metrics: Metrics
  policies: () => Promise<readonly Policy[]>
}

/** The router, whole: load what is undecided, decide, record, pass on. Safe to repeat. */
export async function route(
  ids: readonly string[],
  { store, bus, clock, metrics, policies }: RouteDeps,
): Promise<void> {
  const signals = await store.signals.loadUnrouted(ids)
  if (signals.length === 0) return
  const current = await policies()
  const decided = signals.map((signal) => decide(signal, current))
  const events = await store.events.recordDecisions(decided, clock.now())
  metrics.signalsRouted.inc(signals.length)
  await bus.publish('ssf.events', events)
}
