import type { Bus } from '../kernel/bus/bus.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Logger } from '../kernel/log.ts'
import type { Metrics } from '../kernel/metrics.ts'
import { decide } from '../kernel/policy/decide.ts'
import type { Store } from '../kernel/store/index.ts'
import type { Turn } from '../kernel/store/turns.ts'
import { correlate } from './correlate.ts'
import { gather } from './gather.ts'
import { guard } from './guard-rails.ts'
import type { PolicyCache } from './policy-cache.ts'

export type RouteDeps = {
  store: Store
  bus: Bus
  clock: Clock
  log: Logger
  metrics: Metrics
  policies: PolicyCache
}

/** The router, whole: load what is undecided, correlate, decide, record, pass on. Safe to repeat. */
export async function route(ids: readonly string[], deps: RouteDeps): Promise<void> {
  const { store, bus, clock, metrics } = deps
  const { signals, events } = await store.turns.take(ids, clock.now(), (turn) =>
    decideAll(turn, deps),
  )
  metrics.signalsRouted.inc(signals)
  await bus.publish('ssf.events', events)
}

async function decideAll(turn: Turn, deps: RouteDeps) {
  const policies = await deps.policies(turn.sql, turn.state.policyRevision)
  const facts = await gather(turn, await correlate(turn), policies)
  const context = { policies, isStopped: turn.state.isStopped }
  return guard(
    turn,
    facts.map((one) => decide(one, context)),
    { ...deps, policies },
  )
}
