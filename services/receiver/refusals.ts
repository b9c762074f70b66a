import type { Clock } from '../kernel/clock.ts'
import { errorText } from '../kernel/errors.ts'
import type { Logger } from '../kernel/log.ts'
import { MAX_SAMPLES, type Refusals, type RefusalSample } from '../kernel/store/refusals.ts'
import { plainText } from './adapters/normalised.ts'
import type { ToldRefusal } from './ingest.routes.ts'

const EVERY_MS = 2_000
/** Sources that are refused at once, times codes: far more than there are. */
const MAX_GATHERED = 10_000

export type RefusalLog = {
  /** Counts a refusal of a source that there is. Never waits: a flood of refusals costs the database a statement every 2 s. */
  note(refusal: ToldRefusal): void
  /** Writes down what was counted, until the signal aborts; resolves when the last is on disk. */
  run(signal: AbortSignal): Promise<void>
}

/** Refusals as their operators see them, gathered in memory for some seconds: what a crash loses of them is a count. */
export function createRefusalLog({
  store,
  clock,
  log,
}: {
  store: { refusals: { add(refusals: readonly Refusals[]): Promise<void> } }
  clock: Clock
  log: Pick<Logger, 'warn'>
}): RefusalLog {
  let gathered = new Map<string, Refusals>()

  async function flush(): Promise<void> {
    if (gathered.size === 0) return
    const refusals = [...gathered.values()]
    gathered = new Map()
    await store.refusals.add(refusals).catch((error: unknown) => {
      log.warn({ reason: errorText(error), lost: refusals.length }, 'refusals not written down')
    })
  }

  return {
    note(refusal) {
      if (refusal.source && gathered.size < MAX_GATHERED) count(gathered, refusal, clock.now())
    },
    async run(signal) {
      while (!signal.aborted) {
        await clock.sleep(EVERY_MS, signal)
        await flush()
      }
    },
  }
}

function count(gathered: Map<string, Refusals>, refusal: ToldRefusal, at: Date): void {
  const sourceId = refusal.source?.id ?? ''
  const day = at.toISOString().slice(0, 10)
  const key = `${sourceId}\n${day}\n${refusal.code}`
  const { count: before = 0, samples = [] } = gathered.get(key) ?? {}
  gathered.set(key, {
    ...{ sourceId, day, code: refusal.code, count: before + 1, lastAt: at },
    samples: [sampleOf(refusal, at), ...samples].slice(0, MAX_SAMPLES),
  })
}

/** Words of strangers, so that they can be stored and shown. */
const sampleOf = (
  { reason, address, bytes, contentType }: ToldRefusal,
  at: Date,
): RefusalSample => ({
  at: at.toISOString(),
  reason: plainText(reason, 256),
  ...(address === undefined ? {} : { address: plainText(address, 64) }),
  ...(bytes === undefined ? {} : { bytes }),
  ...(contentType === undefined ? {} : { contentType: plainText(contentType, 128) }),
})
