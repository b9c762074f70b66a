import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { errorText } from '../errors.ts'
import type { Bus, BusMessage, Topic } from './bus.ts'

const EVERY_MS = 2_000
/** Younger rows are still on their way over the bus. */
const GRACE_MS = 5_000
const LIMIT = 1_000

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
export async function sweep(
  { topic, lost, bus, clock, log, metrics }: SweepOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let graceMs = 0; !signal.aborted; graceMs = GRACE_MS) {
    try {
      const rows = await lost(new Date(clock.now().getTime() - graceMs), LIMIT)
      if (rows.length > 0) {
        await bus.publish(topic, rows)
        metrics.sweptRows.inc({ topic }, rows.length)
        log.info({ topic, rows: rows.length }, 'published again what was left behind')
      }
    } catch (error) {
      log.warn({ topic, reason: errorText(error) }, 'sweep failed, next one follows')
    }
    await clock.sleep(EVERY_MS, signal)
  }
}
