import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'

const EVERY_MS = 10_000

/** Ends approvals whose time is over: what waited for them is discarded. Several processes may do so at once. */
export async function expireApprovals(
  { store, clock, log }: Pick<Deps, 'store' | 'clock' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await store.approvals
      .expire(clock.now())
      .then((ids) => {
        if (ids.length > 0) log.warn({ approvalIds: ids }, 'approvals expired: nobody said yes')
      })
      .catch((error: unknown) => {
        log.warn({ reason: errorText(error) }, 'approvals not expired, next try follows')
      })
    await clock.sleep(EVERY_MS, signal)
  }
}
