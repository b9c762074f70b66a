import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'

const EVERY_MS = 30_000

/**
 * Lets go what was held after its source was active again: for some seconds a process may not have heard of it.
 * Resolves after the signal aborts.
 */
export async function releaseForgotten(
  { store, clock, log }: Pick<Deps, 'store' | 'clock' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for (const sourceId of await store.heldSignals.forgotten())
        log.info(
          { sourceId, released: await store.heldSignals.release(sourceId) },
          'signals released',
        )
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'held signals not looked for, next try in 30 s')
    }
    await clock.sleep(EVERY_MS, signal)
  }
}
