import type { Deps } from '../../kernel/deps.ts'
import type { Finished } from './finish.ts'
import type { Lane } from './lane.ts'
import type { Sent } from './send.ts'

type Reported = Exclude<Sent, 'abandoned'>
type Reporting = Pick<Deps, 'log' | 'metrics' | 'clock'>
type Context = { acceptedAt?: Date; eventId?: string; lane?: Lane }

/**
 * One line and one count an attempt: with them any delivery can be explained. What was accepted is told at level debug,
 * for the table of attempts has it, and thousands of lines a second cost more than they tell.
 */
export function reportAttempt(
  { log, metrics, clock }: Reporting,
  { outcome, attempt }: Reported,
  context: Context,
): void {
  const { streamId, jti, httpStatus, durationMs, reused, remote } = attempt
  metrics.attempts.inc({ outcome: outcome.kind })
  if (reused !== null) metrics.connectionsReused.inc({ reused: String(reused) })
  if (outcome.kind === 'accepted' && context.acceptedAt)
    metrics.ingestToAcknowledged.observe(
      (clock.now().getTime() - context.acceptedAt.getTime()) / 1000,
    )
  const level = outcome.kind === 'accepted' ? 'debug' : 'info'
  if (!log.isLevelEnabled(level)) return
  log[level](
    {
      streamId,
      jti,
      eventId: context.eventId,
      outcome,
      httpStatus,
      durationMs,
      reused,
      remote,
      nextAt: context.lane?.cursor.nextAt ?? undefined,
    },
    'delivery attempted',
  )
}

/** A stream's breaker opened: somebody may want to know before it is paused. Or it closed again. */
export function reportHealth(
  { log, metrics }: Pick<Reporting, 'log' | 'metrics'>,
  { stream, cursor }: Lane,
  health: Finished['health'],
): void {
  if (health === undefined) return
  const { id: streamId, subscriberId } = stream
  if (health === 'closed') {
    metrics.streamAlerts.inc({ kind: 'recovered' })
    log.info({ streamId, subscriberId }, 'stream recovered')
    return
  }
  metrics.streamAlerts.inc({ kind: 'failing' })
  const { fails, failSince, nextAt, lastFailure } = cursor
  log.warn(
    { streamId, subscriberId, fails, failSince, nextAt, lastFailure },
    'stream is failing: one SET at a time probes it',
  )
}
