import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import { OPENS_AFTER } from './engine/breaker.ts'
import type { Engine } from './engine/engine.loop.ts'

const EVERY_MS = 10_000
const INACTIVE = 'The subscriber has not used the stream for longer than inactivity_timeout'

type PausingDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'config'> & {
  engine: Pick<Engine, 'changed'>
}

/** Pauses streams that are of no use as they are, and tells their subscribers (SSF 1.0 §8.1.5). Nothing is lost: paused holds. */
export async function pauseStreams(deps: PausingDeps, signal: AbortSignal): Promise<void> {
  const { clock, log } = deps
  while (!signal.aborted) {
    await clock.sleep(EVERY_MS, signal)
    try {
      await pauseInactive(deps)
      await pauseFailing(deps)
      await pauseGone(deps)
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'streams to pause not looked for, next round follows')
    }
  }
}

/** Those that their subscribers no longer use (SSF 1.0 §8.1.1, inactivity_timeout). */
export async function pauseInactive(deps: PausingDeps): Promise<void> {
  const { store, clock, config } = deps
  if (config.inactivityTimeoutSeconds === undefined) return
  const before = new Date(clock.now().getTime() - config.inactivityTimeoutSeconds * 1_000)
  for (const stream of await store.streamActivity.inactive(before))
    await pause(stream, INACTIVE, deps)
}

/** Those to which nothing gets through: somebody must look, and the hub need not go on trying. */
export async function pauseFailing(deps: PausingDeps): Promise<void> {
  const { store, clock, config } = deps
  const hours = config.pauseFailingAfterHours
  if (hours === undefined) return
  const before = new Date(clock.now().getTime() - hours * 3_600_000)
  for (const { id, tenantId, lastFailure } of await store.streamHealth.failingSince(before)) {
    const reason = `Nothing got through to the receiver for ${String(hours)} hours; the last failure: ${lastFailure}`
    await pause({ id, tenantId }, reason, deps)
  }
}

/** Those whose receiver has said again and again, over minutes, that it is gone for good (410, RFC 9110 §15.5.11). */
export async function pauseGone(deps: PausingDeps): Promise<void> {
  if (deps.config.pauseFailingAfterHours === undefined) return // nothing is paused for failing
  for (const stream of await deps.store.streamHealth.gone(OPENS_AFTER))
    await pause(stream, `The receiver says that it is gone; ${stream.lastFailure}`, deps)
}

/** Another process may have been faster, or the subscriber: then it stays as it is. The alert first: no stop between the two hides it. */
async function pause(
  { id, tenantId }: { id: string; tenantId: string },
  reason: string,
  { store, engine, log }: PausingDeps,
): Promise<void> {
  await store.alerts.raise({
    kind: 'stream-paused',
    target: `stream:${id}`,
    text: reason,
    tenantId,
  })
  if (!(await store.streams.imposeStatus(id, 'paused', reason, 'enabled'))) return
  engine.changed(id)
  log.warn({ streamId: id, reason }, 'stream paused')
}
