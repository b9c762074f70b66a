import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'

const EVERY_MS = 10_000

type RateAlertDeps = Pick<Deps, 'store' | 'clock' | 'log'>

/** Tells operators of policies whose rate limit holds something, until that is let go or discarded. */
export async function watchRates(deps: RateAlertDeps, signal: AbortSignal): Promise<void> {
  const { clock, log } = deps
  while (!signal.aborted) {
    await tellOfRates(deps).catch((error: unknown) => {
      log.warn({ reason: errorText(error) }, 'rate limits not looked after, next round follows')
    })
    await clock.sleep(EVERY_MS, signal)
  }
}

export async function tellOfRates({ store }: Pick<RateAlertDeps, 'store'>): Promise<void> {
  const held = await store.heldEvents.aboveRates()
  await store.alerts.settle(
    'policy-rate-limit',
    held.map(({ policyId, events }) => ({
      target: `policy:${policyId}`,
      text: `${String(events)} ${events === 1 ? 'event is' : 'events are'} held above the rate limit of ${policyId}: release or discard them (/admin/held-events)`,
    })),
  )
}
