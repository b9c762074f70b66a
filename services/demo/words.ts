import { EVENT_TYPES, isEventTypeUri } from '../../schemas/events/index.ts'
import { isObject } from '../../schemas/json.ts'

/** An event type as people call it. */
export const eventName = (uri: string): string =>
  isEventTypeUri(uri) ? EVENT_TYPES[uri].name : uri

/** The member that names the subject, for the formats that have one. */
const NAMING_MEMBERS = [
  'email',
  'phone_number',
  'uri',
  'id',
  'jti',
  'url',
  'assertion_id',
  'sub',
] as const

/** A subject in a few words for a person; the whole of it is in the claims. */
export function subjectName(subject: Readonly<Record<string, unknown>>): string {
  for (const member of NAMING_MEMBERS) {
    const value = subject[member]
    if (typeof value === 'string') return value
  }
  const parts = Object.entries(subject).flatMap(([name, part]) =>
    isObject(part) ? `${name} ${subjectName(part)}` : [],
  )
  return parts.length > 0 ? parts.join(', ') : String(subject['format'])
}
