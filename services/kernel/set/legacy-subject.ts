import { uriOf } from '../../../schemas/events/index.ts'
import { isObject } from '../../../schemas/json.ts'

/**
 * What drafts call the events about a stream itself → what SSF 1.0 calls them: Google's is of a RISC draft, the others of the
 * first draft of SSF (SSE Framework 1.0 draft 01, §7.1.4, §7.1.5).
 */
export const STREAM_EVENTS: ReadonlyMap<string, string> = new Map([
  ['https://schemas.openid.net/secevent/risc/event-type/verification', uriOf('verification')],
  ['https://schemas.openid.net/secevent/sse/event-type/verification', uriOf('verification')],
  ['https://schemas.openid.net/secevent/sse/event-type/stream-updated', uriOf('stream-updated')],
])
const ABOUT_A_STREAM: ReadonlySet<string> = new Set([
  ...STREAM_EVENTS.keys(),
  ...STREAM_EVENTS.values(),
])

/** Their client is the one that `aud` names (OAuth Event Types, 2018, §3.4 to §3.6). */
const CLIENT_EVENTS: ReadonlySet<string> = new Set<string>(
  (['client-disabled', 'client-enabled', 'client-credential-changed'] as const).map(uriOf),
)

/** What older drafts called the formats that RFC 9493 registers now. */
const FORMAT_NOW: ReadonlyMap<string, string> = new Map([
  ['iss-sub', 'iss_sub'],
  ['id_token_claims', 'iss_sub'],
  ['phone', 'phone_number'],
])

/**
 * Gives the claims of an older draft their `sub_id` (SSF 1.0 §3.1): the `subject` inside the event,
 * in today's words. Claims with a `sub_id`, and claims that hold no subject at all, come back as they are.
 */
export function liftLegacySubject(claims: Record<string, unknown>): Record<string, unknown> {
  if ('sub_id' in claims || !isObject(claims['events'])) return claims
  const [type, event] = Object.entries(claims['events'])[0] ?? []
  const subject = isObject(event) ? event['subject'] : undefined
  if (isObject(subject)) return { ...claims, sub_id: modernSubject(subject) }
  if (type !== undefined && CLIENT_EVENTS.has(type))
    return { ...claims, sub_id: { format: 'oauth_client', client_id: first(claims['aud']) } }
  // Drafts before SSF 1.0 do not name the stream. Their issuer has one with us.
  if (type !== undefined && ABOUT_A_STREAM.has(type))
    return { ...claims, sub_id: { format: 'opaque', id: claims['iss'] } }
  return claims
}

/** One subject in RFC 9493 words; its other members are kept. */
export function modernSubject(subject: Record<string, unknown>): Record<string, unknown> {
  if (typeof subject['format'] === 'string')
    return { ...subject, format: formatNow(subject['format']) }
  const { subject_type: type, ...members } = subject
  if (typeof type === 'string') return { format: formatNow(type), ...members }
  const { user, ...others } = members
  if (isObject(user) && Object.keys(others).length === 0) return modernSubject(user)
  // The first drafts of complex subjects had members only (SSF 1.0 §3.3 adds the format).
  const parts = Object.entries(members).map(
    ([name, member]) => [name, isObject(member) ? modernSubject(member) : member] as const,
  )
  return { format: 'complex', ...Object.fromEntries<unknown>(parts) }
}

const formatNow = (format: string): string => FORMAT_NOW.get(format) ?? format

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
