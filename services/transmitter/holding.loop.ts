import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'

const EVERY_MS = 15_000

type HoldingDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'config' | 'metrics'>

/**
 * Keeps what streams are owed within what the hub holds (SSF 1.0 §8.1.2.1 and RFC 8936 §2 allow it to drop; CAEP
 * interoperability profile §2.3.5 wants the limits told): the oldest goes, and is counted, logged and shown in its trace.
 */
export async function limitHolding(deps: HoldingDeps, signal: AbortSignal): Promise<void> {
  const { clock, log } = deps
  while (!signal.aborted) {
    await enforceHolding(deps).catch((error: unknown) => {
      log.warn({ reason: errorText(error) }, 'holding limits not enforced, next round follows')
    })
    await clock.sleep(EVERY_MS, signal)
  }
}

export async function enforceHolding({
  store,
  clock,
  log,
  config,
  metrics,
}: HoldingDeps): Promise<void> {
  const { holdMaxSets: maxSets, holdMaxDays: days } = config
  const now = clock.now()
  const since = days === undefined ? undefined : new Date(now.getTime() - days * 86_400_000)
  for (const { streamId, dropped } of await store.streamHolding.enforce({ maxSets, since }, now)) {
    metrics.heldDropped.inc(dropped)
    log.error({ streamId, dropped }, 'SETs dropped: held too long, or too many')
  }
}
