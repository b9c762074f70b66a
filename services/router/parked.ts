import type { Parking } from '../kernel/bus/parking.ts'
import type { Deps } from '../kernel/deps.ts'
import { isOutage } from '../kernel/store/database.ts'

/** Signals that cannot be decided on are set aside, and somebody is told. */
export const parkIn = ({
  store,
  clock,
  log,
  metrics,
}: Pick<Deps, 'store' | 'clock' | 'log' | 'metrics'>): Parking => ({
  isOutage,
  log,
  park: async ({ id }, failure) => {
    await store.parkedSignals.park(id, failure, clock.now())
    metrics.signalsParked.inc()
    const text = 'Signals could not be decided on and wait: see /admin/parked-signals'
    await store.alerts.raise({ kind: 'signals-parked', target: 'router', text })
  },
})
