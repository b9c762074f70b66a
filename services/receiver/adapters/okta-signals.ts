import { uriOf } from '../../../schemas/events/index.ts'
import type { NormalisedSignal } from '../../../schemas/signal.ts'
import type { Subject } from '../../../schemas/subject.ts'
import { checkSignal, instantOf, plainText, secondsOf } from './normalised.ts'
import { OKTA_EVENTS, type OktaRow } from './okta-events.ts'
import { actingUser, LogEvent } from './okta-log-event.ts'
import { OKTA_LOG_EVENTS } from './okta-log-events.ts'

/** What System Log events of the org at this URL say, whether a hook brought them or the log was read. */
export function signalsOfLog(
  events: readonly unknown[],
  org: string,
): { signals: NormalisedSignal[]; skipped: string[] } {
  const signals: NormalisedSignal[] = []
  const skipped: string[] = []
  for (const element of events) {
    const event = LogEvent.safeParse(element)
    const results = event.success
      ? signalsOf(event.data, org)
      : [{ reason: 'unreadable log event' }]
    for (const result of results)
      if ('signal' in result) signals.push(result.signal)
      else skipped.push(result.reason)
  }
  return { signals, skipped }
}

type Result = ReturnType<typeof checkSignal>

/** Of several rows the first that applies, and what goes with it. */
function signalsOf(event: LogEvent, org: string): Result[] {
  const rows = [OKTA_EVENTS.get(event.eventType) ?? OKTA_LOG_EVENTS.get(event.eventType) ?? []]
  const results: Result[] = []
  for (const row of rows.flat()) {
    const signal = toSignal(event, row, org)
    if (!signal) continue
    results.push(signal)
    if (row.alone !== false) break
  }
  return results.length > 0 ? results : [{ reason: plainText(event.eventType, 256) }]
}

function toSignal(event: LogEvent, row: OktaRow, org: string): Result | undefined {
  const payload = holds(event, row) ? (row.payload ? row.payload(event) : {}) : undefined
  const subject = payload && row.subject(event, org)
  if (!subject) return undefined
  const type = uriOf(row.name)
  const occurredAt = instantOf(event.published)
  return checkSignal({
    dedupeKey: `${event.uuid} ${type}`,
    txn: event.uuid, // the one underlying event, whatever it becomes (SSF 1.0 §4.1.9)
    type,
    subject,
    payload: { ...payload, ...circumstances(event, initiator(event, row, subject), occurredAt) },
    vendorType: event.eventType,
    ...(occurredAt && { occurredAt }),
  })
}

/** A refused sign-in or a failed change changed nothing. */
const holds = (event: LogEvent, row: OktaRow): boolean =>
  row.whateverOutcome === true || !['FAILURE', 'DENY'].includes(event.outcome?.result ?? '')

/** When, by whom and why: the members that every CAEP event may have (CAEP 1.0 §2). */
function circumstances(
  event: LogEvent,
  initiatingEntity: ReturnType<typeof initiator>,
  occurredAt: Date | undefined,
): object {
  const message = plainText(event.displayMessage ?? '', 1_024)
  return {
    ...(occurredAt && { event_timestamp: secondsOf(occurredAt) }),
    initiating_entity: initiatingEntity,
    ...(message && { reason_admin: { en: message } }),
  }
}

function initiator(
  event: LogEvent,
  row: OktaRow,
  subject: Subject,
): 'admin' | 'user' | 'policy' | 'system' {
  if (row.bySystem) return 'system'
  const actor = actingUser(event)
  const user = subject.format === 'complex' ? subject.user : subject
  const isOwn = user?.format === 'iss_sub' && user.sub === actor
  if (actor && !isOwn) return 'admin'
  if (row.byPolicy) return 'policy'
  return actor ? 'user' : 'system'
}
