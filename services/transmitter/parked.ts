import type { Parking } from '../kernel/bus/parking.ts'
import type { Deps } from '../kernel/deps.ts'
import { isOutage } from '../kernel/store/database.ts'

type ParkedDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'metrics'>

/** Events that cannot be matched to streams are set aside, and somebody is told. */
export const parkIn = (deps: ParkedDeps): Parking => ({
  isOutage,
  log: deps.log,
  park: async ({ id }, failure) => {
    await deps.store.parkedEvents.park(id, failure, deps.clock.now())
    deps.metrics.eventsParked.inc()
    await tellOfParked(deps)
  },
})

/** As long as any waits. */
export async function tellOfParked({ store }: Pick<ParkedDeps, 'store'>): Promise<void> {
  const parked = await store.parkedEvents.count()
  const text = `${String(parked)} ${parked === 1 ? 'event' : 'events'} could not be matched to streams and wait: see /admin/parked-events`
  await store.alerts.settle('events-parked', parked === 0 ? [] : [{ target: 'transmitter', text }])
}
