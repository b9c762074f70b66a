import type { Deps } from './deps.ts'
import { errorText } from './errors.ts'
import type { Totals } from './pulse-metrics.ts'
import type { Service } from './run.ts'
import type { Beat } from './store/pulse.ts'

type PulseDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'metrics'>

const EVERY_MS = 5_000
const MINUTE_MS = 60_000

/**
 * Writes down every few seconds what this process did, so that any console can draw what all of them do without counting
 * rows. A crash loses a few seconds of the picture and nothing else.
 */
export const recordPulse = (deps: PulseDeps): Service => ({
  name: 'pulse',
  run: async (signal) => {
    const beat = createPulse(deps)
    while (!signal.aborted) {
      await deps.clock.sleep(EVERY_MS, signal)
      await beat().catch((error: unknown) => {
        deps.log.warn({ reason: errorText(error) }, 'pulse not written')
      })
    }
  },
})

/** Each call writes what was done since the first one of its minute; nothing where nothing was. */
export function createPulse({ store, clock, metrics }: PulseDeps): () => Promise<void> {
  const minuteNow = () => Math.floor(clock.now().getTime() / MINUTE_MS) * MINUTE_MS
  let minute = minuteNow()
  let atStart: Totals | undefined
  let written = NONE
  return async () => {
    const now = await metrics.totals()
    if (differs(now, written)) {
      await store.pulse.beat(new Date(minute), since(now, atStart))
      written = now
    }
    const sources = metrics.heard.take()
    if (sources.size > 0) await store.pulse.heard(sources)
    if (minuteNow() === minute) return
    minute = minuteNow()
    atStart = now
  }
}

const NONE: Totals = { signals: 0, events: 0, delivered: 0, failed: 0, took: [] }

const differs = (a: Totals, b: Totals): boolean =>
  a.signals !== b.signals ||
  a.events !== b.events ||
  a.delivered !== b.delivered ||
  a.failed !== b.failed

/** Pure: what was added to the totals. */
function since(now: Totals, start: Totals | undefined): Beat {
  return {
    signals: now.signals - (start?.signals ?? 0),
    events: now.events - (start?.events ?? 0),
    delivered: now.delivered - (start?.delivered ?? 0),
    failed: now.failed - (start?.failed ?? 0),
    took: now.took.map((n, index) => n - (start?.took[index] ?? 0)),
  }
}
