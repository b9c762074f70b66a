import type { LooseSubject } from '../../schemas/subject.ts'
import type { OwedEvent } from '../kernel/store/owed-events.ts'
import type { StreamRecord } from '../kernel/store/streams.ts'
import { writeClaims } from './claims.ts'
import { tellable, translate, type OtherNames } from '../kernel/identity/subject-formats.ts'

/**
 * Pure: an event as the claims of one stream's SET, its subject in a format that the stream understands; undefined where
 * the hub knows no such identifier. `iss` where the tenant has no issuer of its own.
 */
export function tell(
  event: OwedEvent,
  stream: StreamRecord,
  { iss, jti, at }: { iss: string; jti: string; at: Date },
): string | undefined {
  const subject = toldSubject(event, stream)
  if (subject === undefined) return undefined
  const { type, payload, txn } = event
  const to = { iss: stream.issuer ?? iss, audience: stream.audience }
  return writeClaims({ type, subject, payload, txn }, to, jti, at)
}

function toldSubject(
  { subject, names }: Pick<OwedEvent, 'subject' | 'names'>,
  stream: Pick<StreamRecord, 'formats' | 'tellFormats' | 'tellIssuers'>,
): string | undefined {
  if (stream.formats.length === 0) return subject
  const others = names === null ? [] : tellable(JSON.parse(names) as OtherNames[], stream)
  const told = translate(JSON.parse(subject) as LooseSubject, stream.formats, others) // both written by the store
  return told && JSON.stringify(told)
}
