import type { Service } from '../kernel/run.ts'
import { sweep } from '../kernel/bus/sweep.ts'
import type { Deps } from '../kernel/deps.ts'
import { isRefusedValue } from '../kernel/store/database.ts'
import { createGroupCommit } from '../kernel/store/group-commit.ts'
import { createPolicyCache } from './policy-cache.ts'
import { route, type RouteDeps } from './route.ts'

/** Signals in one turn at the most. */
const MAX_SIGNALS = 500

/** Turns signals into events. Rows whose publication was lost in a crash come back through the sweep. */
export function createRouter(deps: Deps): Service {
  const { store, bus, clock, log, metrics } = deps
  const policies = createPolicyCache(deps)
  const decide = takeTurns({ store, bus, clock, log, metrics, policies })
  return {
    name: 'router',
    run: async (signal) => {
      await Promise.all([
        bus.consume('ssf.signals', 'router', (batch) => decide(batch.map(({ id }) => id)), signal),
        sweep(
          { topic: 'ssf.signals', lost: store.signals.unrouted, bus, clock, log, metrics },
          signal,
        ),
      ])
    },
  }
}

/**
 * One turn at a time: what the bus brings meanwhile, by whichever lane, goes together into the next. Turns side by side
 * would each be small, pay for every statement alone and take all connections. A signal that alone is to blame fails alone.
 */
function takeTurns(deps: RouteDeps): (ids: readonly string[]) => Promise<void> {
  const isOfOneSignal = (error: unknown): boolean =>
    isRefusedValue(error) || error instanceof TypeError || error instanceof RangeError
  const turn = createGroupCommit<string, true>(
    MAX_SIGNALS,
    async (ids) => {
      await route(ids, deps)
      return ids.map(() => true)
    },
    isOfOneSignal,
  )
  return async (ids) => {
    await Promise.all(ids.map(turn))
  }
}
