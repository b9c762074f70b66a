import { isEventTypeUri, occurredAt } from '../../schemas/events/index.ts'
import { isObject } from '../../schemas/json.ts'
import type { NormalisedSignal } from '../../schemas/signal.ts'
import { canonicalSubjectKey } from '../../schemas/subject-key.ts'
import { LooseSubject } from '../../schemas/subject.ts'
import type { Dialect } from '../../schemas/vendor-sources.ts'
import { modernSubject } from '../kernel/set/legacy-subject.ts'
import type { VerifiedSet } from '../kernel/set/verify.ts'
import { inToday } from './dialects.ts'
import { withoutRawToken } from './raw-token.ts'

/** A verified SET as a signal: the same meaning, in the words of the final specifications. */
export function signalFromSet(verified: VerifiedSet, dialect?: Dialect): NormalisedSignal {
  const { claims, eventType } = verified
  const told = { type: eventType, payload: verified.payload, subject: claims.sub_id }
  const { type, payload } = inToday(told, dialect)
  const subject = withoutRawToken(claims.sub_id)
  return {
    dedupeKey: claims.jti, // of one issuer, for a source has one (RFC 8417 §2.2)
    type,
    subject,
    payload: isEventTypeUri(type) ? modernPayload(payload, claims.sub_id) : payload,
    occurredAt: occurredAt(payload) ?? new Date(claims.iat * 1_000),
    ...(claims.txn !== undefined && { txn: claims.txn }),
  }
}

/** Without the `subject` that `sub_id` repeats (SSF 1.0 §3.1), with the time in seconds (CAEP 1.0 §2). */
function modernPayload(
  payload: Record<string, unknown>,
  subId: LooseSubject,
): Record<string, unknown> {
  const { subject, ...rest } = payload
  const at = occurredAt(payload)
  const isMilliseconds = at !== undefined && at.getTime() === payload['event_timestamp']
  return {
    ...rest,
    ...(isMilliseconds && { event_timestamp: Math.floor(at.getTime() / 1_000) }),
    ...(subject !== undefined && !repeats(subject, subId) && { subject: scrubbed(subject) }),
  }
}

function repeats(subject: unknown, subId: LooseSubject): boolean {
  const modern = isObject(subject) ? LooseSubject.safeParse(modernSubject(subject)).data : undefined
  return modern !== undefined && canonicalSubjectKey(modern) === canonicalSubjectKey(subId)
}

const scrubbed = (subject: unknown): unknown => {
  const modern = isObject(subject) ? LooseSubject.safeParse(modernSubject(subject)).data : undefined
  return modern ? withoutRawToken(modern) : subject
}
