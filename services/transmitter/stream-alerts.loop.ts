import { ALERT_KINDS, type AlertKind } from '../../schemas/alert.ts'
import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import { tellOfParked } from './parked.ts'

const EVERY_MS = 15_000

type StreamAlertsDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'config' | 'metrics'>

/** Tells operators of streams that fail and of dead letters, and when that is over. */
export async function watchStreams(deps: StreamAlertsDeps, signal: AbortSignal): Promise<void> {
  const { clock, log } = deps
  while (!signal.aborted) {
    try {
      await tellOfFailing(deps)
      await tellOfDeadLetters(deps)
      await resolvePaused(deps)
      await tellOfParked(deps)
      await countAlerts(deps)
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'streams not looked after, next round follows')
    }
    await clock.sleep(EVERY_MS, signal)
  }
}

export async function tellOfFailing({ store, clock, config }: StreamAlertsDeps): Promise<void> {
  const minutes = config.alertFailingAfterMinutes
  const failing =
    minutes === undefined
      ? []
      : await store.streamHealth.failingSince(new Date(clock.now().getTime() - minutes * 60_000))
  const causes = failing.map(({ id, tenantId, since, lastFailure }) => ({
    target: `stream:${id}`,
    tenantId,
    text: `Nothing has got through to the receiver since ${since.toISOString()}; the last failure: ${lastFailure}`,
  }))
  await store.alerts.settle('stream-failing', causes)
}

export async function tellOfDeadLetters({ store, metrics }: StreamAlertsDeps): Promise<void> {
  const { total, streams } = await store.deadLetters.perStream()
  metrics.deadLetters.set(total)
  const causes = streams.map(({ streamId, tenantId, count, newestAt }) => ({
    target: `stream:${streamId}`,
    tenantId,
    text: `${String(count)} ${count === 1 ? 'SET was' : 'SETs were'} given up, the newest at ${newestAt.toISOString()}`,
  }))
  await store.alerts.settle('dead-letters', causes)
}

/** A stream that the hub paused is one no more once somebody enabled, disabled or deleted it. */
export async function resolvePaused({ store }: StreamAlertsDeps): Promise<void> {
  const targets = await store.alerts.targets('stream-paused')
  const paused = await store.streamHealth.pausedOf(targets.map(streamOf))
  for (const target of targets)
    if (!paused.has(streamOf(target))) await store.alerts.resolve('stream-paused', target)
}

const streamOf = (target: string): string => target.replace(/^stream:/, '')

async function countAlerts({ store, metrics }: StreamAlertsDeps): Promise<void> {
  const open = await store.alerts.open()
  for (const kind of Object.keys(ALERT_KINDS) as AlertKind[])
    // the keys of a closed table
    metrics.alertsOpen.set({ kind, severity: ALERT_KINDS[kind] }, open.get(kind) ?? 0)
}
