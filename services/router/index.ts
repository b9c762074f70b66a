import type { Service } from '../kernel/run.ts'
import { withParking } from '../kernel/bus/parking.ts'
import { sweep } from '../kernel/bus/sweep.ts'
import type { Deps } from '../kernel/deps.ts'
import { createPolicyCache } from './policy-cache.ts'
import { parkIn } from './parked.ts'
import { watchRates } from './rate-alerts.loop.ts'
import { inTurns, route } from './route.ts'

/** How long a `txn` that comes again still means the same cause. */
const CAUSE_WINDOW_MS = 86_400_000

/** Turns signals into events. Rows whose publication was lost in a crash come back through the sweep. */
export function createRouter(deps: Deps): Service {
  const { store, bus, clock, log, metrics, config } = deps
  const policies = createPolicyCache(deps)
  const windows = { principalMs: config.incidentWindowSeconds * 1_000, txnMs: CAUSE_WINDOW_MS }
  const routeDeps = { store, bus, clock, log, metrics, policies, windows }
  const decide = inTurns((ids) => route(ids, routeDeps))
  return {
    name: 'router',
    run: async (signal) => {
      await Promise.all([
        bus.consume(
          'ssf.signals',
          'router',
          withParking((batch) => decide(batch.map(({ id }) => id)), parkIn(deps)),
          signal,
        ),
        sweep(
          { topic: 'ssf.signals', lost: store.signals.unrouted, bus, clock, log, metrics },
          signal,
        ),
        watchRates(deps, signal),
      ])
    },
  }
}
