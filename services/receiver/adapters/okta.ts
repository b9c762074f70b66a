import { z } from 'zod'
import { uriOf } from '../../../schemas/events/index.ts'
import type { NormalisedSignal } from '../../../schemas/signal.ts'
import type { Subject } from '../../../schemas/subject.ts'
import { whyNoSecret } from '../verifiers/diagnose.ts'
import { verifyStaticSecret } from '../verifiers/static-secret.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { checkSignal, instantOf, parseJson, plainText, secondsOf } from './normalised.ts'
import { OKTA_EVENTS, type OktaRow } from './okta-events.ts'
import { actingUser, LogEvent } from './okta-log-event.ts'

const CHALLENGE = 'x-okta-verification-challenge'

/** The envelope of an event hook: CloudEvents 0.1 in name, System Log events in `data.events`. */
const Envelope = z.looseObject({
  eventType: z.literal('com.okta.event_hook'),
  source: z.string().optional(),
  data: z.looseObject({ events: z.array(z.unknown()).max(1_000) }),
})

/** Okta event hooks. Okta signs nothing: a static Authorization header is all the proof there is. */
export const okta: Adapter = {
  kind: 'okta',
  authenticity: 'static',
  handshake: ({ method, headers }) =>
    method === 'GET' && headers[CHALLENGE] !== undefined
      ? {
          status: 200,
          contentType: 'application/json',
          body: JSON.stringify({ verification: headers[CHALLENGE] }),
        }
      : undefined,
  authenticate: (request, secrets) => verifyStaticSecret(request, 'authorization', secrets),
  diagnose: (request) => whyNoSecret(request, 'authorization'),
  normalise,
}

function normalise(request: RawRequest, source: { issuer?: string | undefined }): Normalised {
  const envelope = Envelope.safeParse(parseJson(request.body))
  if (!envelope.success) return { ok: false, reason: 'not the envelope of an Okta event hook' }
  const org = source.issuer ?? originOf(envelope.data.source)
  if (!org)
    return { ok: false, reason: '"source" names no Okta org; set the issuer of this source' }
  const signals: NormalisedSignal[] = []
  const skipped: string[] = []
  for (const element of envelope.data.data.events) {
    const event = LogEvent.safeParse(element)
    const result = event.success ? toSignal(event.data, org) : { reason: 'unreadable log event' }
    if ('signal' in result) signals.push(result.signal)
    else skipped.push(result.reason)
  }
  return { ok: true, signals, skipped }
}

function toSignal(event: LogEvent, org: string): ReturnType<typeof checkSignal> {
  const rows = [OKTA_EVENTS.get(event.eventType) ?? []].flat()
  for (const row of rows) {
    const payload = holds(event, row) ? (row.payload ? row.payload(event) : {}) : undefined
    const subject = payload && row.subject(event, org)
    if (!subject) continue
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
  return { reason: plainText(event.eventType, 256) }
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
  const actor = actingUser(event)
  const user = subject.format === 'complex' ? subject.user : subject
  const isOwn = user?.format === 'iss_sub' && user.sub === actor
  if (actor && !isOwn) return 'admin'
  if (row.byPolicy) return 'policy'
  return actor ? 'user' : 'system'
}

function originOf(source: string | undefined): string | undefined {
  const url = source === undefined ? null : URL.parse(source)
  return url?.protocol === 'https:' ? url.origin : undefined
}
