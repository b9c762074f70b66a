import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { errorText } from '../errors.ts'
import type { Bus, BusMessage, Topic } from './bus.ts'

const EVERY_MS = 2_000
/** While there is more than one look finds. */
const SOON_MS = 250
/** Younger rows are still on their way over the bus. */
const GRACE_MS = 5_000
const LIMIT = 1_000
/** What was published again waits in the bus behind others, if the stage does not keep up: not once more for so long. */
const AGAIN_MS = 30_000

export type SweepOptions = {
  topic: Topic
  /** Rows older than `before` that nobody has handled, oldest first. */
  lost: (before: Date, limit: number) => Promise<BusMessage[]>
  bus: Bus
  clock: Clock
  log: Logger
  metrics: Metrics
}

/** Publishes again what a crash between store and publish left behind. The first round, at start, waits for no grace. */
export async function sweep(options: SweepOptions, signal: AbortSignal): Promise<void> {
  const { topic, clock, log } = options
  const swept = new LRUCache<string, true>({ max: 100_000, ttl: AGAIN_MS })
  for (let graceMs = 0; !signal.aborted; graceMs = GRACE_MS) {
    let waitMs = EVERY_MS
    try {
      if (await sweepSome(options, { graceMs, swept })) waitMs = SOON_MS
    } catch (error) {
      log.warn({ topic, reason: errorText(error) }, 'sweep failed, next one follows')
    }
    await clock.sleep(waitMs, signal)
  }
}

/** Whether there may be more. */
async function sweepSome(
  { topic, lost, bus, clock, log, metrics }: SweepOptions,
  { graceMs, swept }: { graceMs: number; swept: LRUCache<string, true> },
): Promise<boolean> {
  const rows = await lost(new Date(clock.now().getTime() - graceMs), LIMIT)
  const fresh = rows.filter(({ id }) => !swept.has(id))
  if (fresh.length === 0) return false
  await bus.publish(topic, fresh)
  for (const { id } of fresh) swept.set(id, true)
  metrics.sweptRows.inc({ topic }, fresh.length)
  log.info({ topic, rows: fresh.length }, 'published again what was left behind')
  return rows.length === LIMIT
}
