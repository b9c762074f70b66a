import type { z } from 'zod'
import type { EvidenceBundle, Progress } from '../../../schemas/progress.ts'

export type Bundle = z.infer<typeof EvidenceBundle>

/** One line of a printed page. */
export type Line = { style: 'title' | 'head' | 'app' | 'text' | 'small'; text: string }

const line = (style: Line['style'], text: string): Line => ({ style, text })
const at = (instant: Date | undefined): string => instant?.toISOString() ?? '-'

/** Pure: what is printed, in English, with times in UTC. */
export function linesOf({ evidence }: Bundle): Line[] {
  const { progress } = evidence
  return [
    line('title', 'Evidence of a revocation'),
    line('text', `Transaction (txn): ${progress.txn}`),
    line('text', `Issued by: ${evidence.issuer}`),
    line('text', `Made: ${at(evidence.made_at)} for ${evidence.made_by}`),
    line('text', summaryOf(progress)),
    ...(progress.isCut === true
      ? [line('text', 'There is more of it than is told here: more events, or more apps.')]
      : []),
    ...progress.events.flatMap((event) => eventLines(event, progress)),
    ...notToldLines(progress),
  ]
}

function summaryOf({ streams, open, lastAcknowledgedAt }: Progress): string {
  const steps = streams.flatMap((stream) => stream.steps)
  const acknowledged = steps.filter((step) => step.acknowledgedAt).length
  const enforced = steps.filter((step) => step.enforcedAt).length
  const last = lastAcknowledgedAt ? `, the last at ${at(lastAcknowledgedAt)}` : ''
  return `Owed: ${String(steps.length)}. Acknowledged: ${String(acknowledged)}${last}. Enforced: ${String(enforced)}. Open: ${String(open)}.`
}

function eventLines(event: Progress['events'][number], { streams }: Progress): Line[] {
  const told = streams.flatMap(({ subscriber, streamId, steps }) =>
    steps
      .filter(({ eventId }) => eventId === event.id)
      .flatMap((step) => [
        line('app', `${subscriber.name}: ${step.state.status}`),
        line(
          'small',
          `stream ${streamId}, jti ${step.jti}, key ${step.kid ?? '-'}, attempts ${String(step.attempts)}`,
        ),
        line(
          'small',
          `signed ${at(step.signedAt)}, sent ${at(step.sentAt)}, acknowledged ${at(step.acknowledgedAt)}, enforced ${at(step.enforcedAt)}${step.enforcedBy ? ` by ${step.enforcedBy}` : ''}`,
        ),
        ...(step.note === undefined ? [] : [line('small', `the app says: ${step.note}`)]),
      ]),
  )
  return [
    line('head', event.type.split('/').at(-1) ?? event.type),
    line('small', event.type),
    line('text', `About: ${JSON.stringify(event.subject)}`),
    line('text', `Because: ${event.becauseOf.reason}`),
    ...reasonLines(event.payload),
    line('small', `event ${event.id}, decided ${at(event.acceptedAt)}`),
    ...(told.length === 0 ? [line('text', 'Nobody was told.')] : told),
  ]
}

const REASONS = [
  ['reason_admin', 'administrators'],
  ['reason_user', 'the user'],
] as const

/** What the apps were told as the reason, in each language (CAEP 1.0, Optional Event Claims). */
const reasonLines = (payload: Progress['events'][number]['payload']): Line[] =>
  REASONS.flatMap(([member, whom]) => {
    const said = payload[member]
    const texts = typeof said === 'object' && said !== null ? said : { '-': said }
    return Object.entries(texts).flatMap(([language, text]) =>
      typeof text === 'string'
        ? [line('text', `Reason for ${whom} (${language}): ${text.replaceAll(/\s+/g, ' ')}`)]
        : [],
    )
  })

function notToldLines({ notTold }: Progress): Line[] {
  if (notTold.length === 0) return []
  return [
    line('head', 'Not told, and why'),
    ...notTold.map(({ subscriber, streamId, because }) =>
      line('small', `${subscriber.name} (stream ${streamId}): ${because}`),
    ),
  ]
}
