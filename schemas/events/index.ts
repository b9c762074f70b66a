import { isObject, jsonFault } from '../json.ts'
import { reasonOf } from '../reason.ts'
import { CAEP_EVENTS } from './caep.ts'
import type { EventFamily, EventType } from './event-type.ts'
import { OAUTH_EVENTS } from './oauth.ts'
import { RISC_EVENTS } from './risc.ts'
import { SSF_EVENTS } from './ssf.ts'

export type { EventFamily, EventType } from './event-type.ts'

/** Every event type that the hub knows: URI → name, family and schema. */
export const EVENT_TYPES = { ...CAEP_EVENTS, ...RISC_EVENTS, ...OAUTH_EVENTS, ...SSF_EVENTS }

export type EventTypeUri = keyof typeof EVENT_TYPES
export type EventName = (typeof EVENT_TYPES)[EventTypeUri]['name']

const BY_URI: ReadonlyMap<string, EventType> = new Map(Object.entries(EVENT_TYPES))

export const isEventTypeUri = (uri: string): uri is EventTypeUri => BY_URI.has(uri)

/** The known event types, of one family or of all. */
export const eventTypeUris = (family?: EventFamily): EventTypeUri[] =>
  [...BY_URI].flatMap(([uri, type]) =>
    isEventTypeUri(uri) && (family === undefined || type.family === family) ? [uri] : [],
  )

const BY_NAME: ReadonlyMap<string, EventTypeUri> = new Map(
  eventTypeUris().map((uri) => [EVENT_TYPES[uri].name, uri]),
)

/** The URI of a known event type, so that code can say `uriOf('session-revoked')`. */
export function uriOf(name: EventName): EventTypeUri {
  const uri = BY_NAME.get(name)
  if (!uri) throw new TypeError(`No event type is called ${name}`)
  return uri
}

/** The URI of a known event type's name; anything else is taken as it is. */
export const eventUriOf = (nameOrUri: string): string => BY_NAME.get(nameOrUri) ?? nameOrUri

export const isEventName = (name: string): name is EventName => BY_NAME.has(name)

/** The short name of a known event type; else the URI. */
export const eventName = (uri: string): string => BY_URI.get(uri)?.name ?? uri

export type ParsedEvent =
  { ok: true; payload: Record<string, unknown> } | { ok: false; reason: string }

/** Everything a stream can carry; verification and stream-updated come unasked (SSF 1.0 §8.1.4, §8.1.5). */
const SUPPORTED: readonly string[] = [
  ...eventTypeUris('caep'),
  ...eventTypeUris('risc'),
  ...eventTypeUris('oauth'),
]

/** What a subscriber may be told; an empty list of allowed event types allows every one that the hub supports. */
export const eventsSupported = ({
  allowedEvents,
}: {
  allowedEvents: readonly string[]
}): readonly string[] => (allowedEvents.length === 0 ? SUPPORTED : allowedEvents)

/** Checks an event's payload against its type; of an unknown type it must only be an object (RFC 8417 §2.2). */
export function parseEvent(uri: string, payload: unknown): ParsedEvent {
  if (!isObject(payload)) return refuse(uri, 'the event is a JSON object (RFC 8417 §2.2)')
  const fault = jsonFault(payload)
  if (fault) return refuse(uri, fault)
  const type = BY_URI.get(uri)
  if (!type) return { ok: true, payload }
  const parsed = type.schema.safeParse(payload)
  return parsed.success
    ? { ok: true, payload: parsed.data }
    : refuse(type.name, reasonOf(parsed.error))
}

/** Some event types are about some kinds of subject only (RISC 1.0 §2, SSF 1.0 §8.1.4.1). */
export function checkSubjectFormat(
  uri: string,
  subject: { format: string },
): { ok: true } | { ok: false; reason: string } {
  const type = BY_URI.get(uri)
  if (!type?.subjectFormats || type.subjectFormats.includes(subject.format)) return { ok: true }
  return refuse(type.name, `the subject's format is one of ${type.subjectFormats.join(', ')}`)
}

const refuse = (name: string, why: string) => ({ ok: false, reason: `${name}: ${why}` }) as const

/** The last instant that is not certainly milliseconds: the year 5138 in seconds, 1973 in milliseconds. */
const LAST_SECONDS = 1e11

/** When an event happened, by its own account. Seconds (CAEP 1.0 §2), or the milliseconds that Okta sends. */
export function occurredAt(payload: Readonly<Record<string, unknown>>): Date | undefined {
  const at = payload['event_timestamp']
  if (typeof at !== 'number' || !Number.isFinite(at)) return undefined
  const instant = new Date(at > LAST_SECONDS ? at : at * 1000)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}
