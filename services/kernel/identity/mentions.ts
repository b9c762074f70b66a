import { isSubject, mentionsOf, type Mention } from '../../../schemas/identity.ts'
import type { Signal } from '../../../schemas/signal.ts'

/** Whose token it is, as the event says it (OAuth Event Types, 2018, §2): `token_subject`. */
export const TOKEN_SUBJECT = 'token_subject'

/** Pure: everybody whom a signal names; the first is whose access is in question. `scope`: whose names these are. */
export const mentionsIn = (
  signal: Pick<Signal, 'type' | 'subject' | 'payload'>,
  scope: string,
): Mention[] => [
  ...mentionsOf(signal.type, signal.subject, scope),
  ...tokenSubject(signal.payload[TOKEN_SUBJECT], scope),
]

function tokenSubject(owner: unknown, scope: string): Mention[] {
  if (!isSubject(owner) || owner.format === 'complex') return []
  const [mention] = mentionsOf('', { format: 'complex', user: owner }, scope)
  return mention ? [{ ...mention, member: TOKEN_SUBJECT }] : []
}
