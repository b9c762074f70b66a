import { parseEvent, uriOf } from '../../schemas/events/index.ts'
import type { LooseSubject } from '../../schemas/subject.ts'
import type { Dialect } from '../../schemas/vendor-sources.ts'
import { STREAM_EVENTS } from '../kernel/set/legacy-subject.ts'
import { CREDENTIAL_TYPES } from './adapters/okta-payload.ts'

type Event = { type: string; payload: Record<string, unknown> }
type Told = Event & { subject: LooseSubject }
type Words = {
  /** What they call an event type → what the final specifications call it. */
  eventTypes: ReadonlyMap<string, string>
  /** What they call a kind of credential → CAEP 1.0 §3.3. */
  credentialTypes: ReadonlyMap<unknown, string>
}

/** Words that every older draft had, whoever still sends them. Their subjects are lifted when a SET is verified. */
const DRAFTS: Words = {
  // An early spelling, which an example of SSF's drafts kept.
  eventTypes: new Map([[`${uriOf('token-claims-change')}d`, uriOf('token-claims-change')]]),
  credentialTypes: new Map(),
}

/** Transmitters in the field that speak words of their own. */
const DIALECTS: Readonly<Record<Dialect, Words>> = {
  // RISC 1.0 §2 deprecates its sessions-revoked for CAEP's.
  google: {
    eventTypes: new Map([
      ...DRAFTS.eventTypes,
      [uriOf('sessions-revoked'), uriOf('session-revoked')],
    ]),
    credentialTypes: new Map(),
  },
  okta: { eventTypes: DRAFTS.eventTypes, credentialTypes: CREDENTIAL_TYPES },
  sse: DRAFTS,
}

/** An event in the words of the final specifications. Where it would not be right there, it stays as it came. */
export function inToday({ subject, ...event }: Told, dialect?: Dialect): Event {
  const { eventTypes, credentialTypes } = dialect ? DIALECTS[dialect] : DRAFTS
  const credential = credentialTypes.get(event.payload['credential_type'])
  // The first draft also updated a stream for one subject, which is no news of the stream itself.
  const ofStream = subject.format === 'opaque' ? STREAM_EVENTS.get(event.type) : undefined
  const translated = {
    type: ofStream ?? eventTypes.get(event.type) ?? event.type,
    payload: credential ? { ...event.payload, credential_type: credential } : event.payload,
  }
  return parseEvent(translated.type, translated.payload).ok ? translated : event
}
