import type { Deps } from '../../kernel/deps.ts'
import type { Lane } from './lane.ts'
import type { Sent } from './send.ts'

type Reported = Exclude<Sent, 'abandoned'>

/** One line and one count an attempt: with them any delivery can be explained. */
export function reportAttempt(
  { log, metrics, clock }: Pick<Deps, 'log' | 'metrics' | 'clock'>,
  { outcome, attempt }: Reported,
  context: { storedAt?: Date; eventId?: string; lane?: Lane },
): void {
  metrics.attempts.inc({ outcome: outcome.kind })
  if (attempt.reused !== null) metrics.connectionsReused.inc({ reused: String(attempt.reused) })
  if (outcome.kind === 'accepted' && context.storedAt)
    metrics.ingestToAcknowledged.observe(
      (clock.now().getTime() - context.storedAt.getTime()) / 1000,
    )
  const { streamId, jti, httpStatus, durationMs, reused, remote } = attempt
  log.info(
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
