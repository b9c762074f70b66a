import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import type { Engine } from './engine/engine.loop.ts'

const EVERY_MS = 10_000
const REASON = 'The subscriber has not used the stream for longer than inactivity_timeout'

type InactivityDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'config'> & {
  engine: Pick<Engine, 'changed'>
}

/** Pauses streams that their subscribers no longer use, and tells them (SSF 1.0 §8.1.1, §8.1.5). Nothing is lost: paused holds. */
export async function pauseInactive(
  { store, clock, log, config, engine }: InactivityDeps,
  signal: AbortSignal,
): Promise<void> {
  const { inactivityTimeoutSeconds } = config
  while (!signal.aborted) {
    await clock.sleep(EVERY_MS, signal)
    if (inactivityTimeoutSeconds === undefined) continue
    try {
      const before = new Date(clock.now().getTime() - inactivityTimeoutSeconds * 1_000)
      for (const id of await store.streamActivity.inactive(before)) {
        await store.streams.imposeStatus(id, 'paused', REASON)
        engine.changed(id)
        log.warn({ streamId: id }, 'stream paused: inactive')
      }
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'inactive streams not looked for, next round follows')
    }
  }
}
