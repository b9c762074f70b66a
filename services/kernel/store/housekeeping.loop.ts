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
      try {
        const { leftToDefault } = await store.ensurePartitions()
        if (leftToDefault.length > 0)
          log.warn(
            { partitions: leftToDefault },
            'days left to the default partition: it has rows of them',
          )
      } catch (error) {
        log.warn({ reason: errorText(error) }, 'partitions not made, next try in an hour')
      }
      await clock.sleep(EVERY_MS, signal)
    }
  },
})
