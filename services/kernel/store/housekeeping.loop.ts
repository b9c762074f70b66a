import type { Deps } from '../deps.ts'
import { errorText } from '../errors.ts'
import type { Service } from '../run.ts'

const EVERY_MS = 3_600_000

/** Keeps tomorrow's partitions ready. */
export const housekeep = ({
  store,
  clock,
  log,
}: Pick<Deps, 'store' | 'clock' | 'log'>): Service => ({
  name: 'housekeeping',
  run: async (signal) => {
    while (!signal.aborted) {
      await clock.sleep(EVERY_MS, signal)
      await store.ensurePartitions().catch((error: unknown) => {
        log.warn({ reason: errorText(error) }, 'partitions not made, next try in an hour')
      })
    }
  },
})
