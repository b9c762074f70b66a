import type { Deps } from '../deps.ts'
import { errorText } from '../errors.ts'
import type { Service } from '../run.ts'

type HousekeepingDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'config'>

const EVERY_MS = 3_600_000
const DAY_MS = 86_400_000
/** Refusals are for the days in which somebody mends them. */
const REFUSAL_DAYS = 30
/** What the overview draws is a day at most. */
const PULSE_DAYS = 7

/** Keeps tomorrow's partitions ready, and forgets what is kept for some days only. */
export const housekeep = (deps: HousekeepingDeps): Service => ({
  name: 'housekeeping',
  run: async (signal) => {
    const { clock, log } = deps
    const chores = {
      'partitions not made': makePartitions,
      'old rows not removed': forget,
      'old days not dropped': forgetDays,
    }
    while (!signal.aborted) {
      for (const [failure, chore] of Object.entries(chores))
        await chore(deps).catch((error: unknown) => {
          log.warn({ reason: errorText(error) }, `${failure}, next try in an hour`)
        })
      await clock.sleep(EVERY_MS, signal)
    }
  },
})

async function makePartitions({ store, log }: HousekeepingDeps): Promise<void> {
  const { leftToDefault } = await store.ensurePartitions()
  if (leftToDefault.length > 0)
    log.warn(
      { partitions: leftToDefault },
      'days left to the default partition: it has rows of them',
    )
}

async function forget({ store, clock, log, config }: HousekeepingDeps): Promise<void> {
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS)
  const partitions = await store.originals.forget(daysAgo(config.originalRetentionDays))
  if (partitions.length > 0) log.info({ partitions }, 'originals forgotten')
  await store.refusals.forget(daysAgo(REFUSAL_DAYS))
  await store.pulse.forget(daysAgo(PULSE_DAYS))
}

async function forgetDays({ store, clock, log, config }: HousekeepingDeps): Promise<void> {
  const { signalRetentionDays: signalDays, deliveryRetentionDays: deliveryDays } = config.upkeep
  const days = { signalDays, deliveryDays }
  const { dropped, removed, blocked } = await store.retention.enforce(days, clock.now())
  if (dropped.length + removed > 0) log.info({ partitions: dropped, removed }, 'old days forgotten')
  await store.alerts.settle(
    'retention-blocked',
    blocked.map(({ partition, because }) => ({
      target: `partition:${partition}`,
      text: `${partition} is older than it may be and stays: ${because}`,
    })),
  )
}
