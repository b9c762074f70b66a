import { z } from 'zod'
import { EVENT_TYPES, eventUriOf, isEventTypeUri } from '../../../schemas/events/index.ts'
import { jsonFault } from '../../../schemas/json.ts'
import { reasonOf } from '../../../schemas/reason.ts'
import type { NormalisedSignal } from '../../../schemas/signal.ts'
import { LooseSubject } from '../../../schemas/subject.ts'
import { withoutRawToken } from '../raw-token.ts'
import { instantFrom } from './facts.ts'
import { checkSignal, instantOf, secondsOf } from './normalised.ts'

/** More than one delivery can sensibly say. */
const MAX_EVENTS = 500

/** What an operator's mapping makes of a payload: one event. */
const MappedEvent = z.strictObject({
  /** A name such as `session-revoked`, or an event type's URI. */
  type: z.string().min(1).max(1024),
  subject: LooseSubject,
  payload: z.record(z.string(), z.unknown()).optional(),
  /** ISO 8601, or seconds or milliseconds since the epoch. */
  occurredAt: z.union([z.string(), z.number()]).optional(),
  /** Under which the sender sends it again. */
  id: z.union([z.string().min(1).max(256), z.number()]).optional(),
  txn: z.string().min(1).max(512).optional(),
  vendorType: z.string().max(256).optional(),
})
type MappedEvent = z.infer<typeof MappedEvent>

export type Mapped = { ok: true; signals: NormalisedSignal[] } | { ok: false; reason: string }

/** The signals of what a mapping gave. One event that is wrong is a mistake of the mapping's: then there are none. */
export function signalsOfMapping(value: unknown, deliveryId: string): Mapped {
  if (value === undefined || value === null) return { ok: true, signals: [] }
  const fault = jsonFault(value)
  if (fault) return { ok: false, reason: fault }
  const parsed = z
    .array(MappedEvent)
    .max(MAX_EVENTS)
    .safeParse(Array.isArray(value) ? value : [value])
  if (!parsed.success) return { ok: false, reason: reasonOf(parsed.error) }
  const signals: NormalisedSignal[] = []
  for (const [position, event] of parsed.data.entries()) {
    const made = toSignal(event, { deliveryId, position })
    if ('reason' in made) return { ok: false, reason: `event ${String(position)}: ${made.reason}` }
    signals.push(made.signal)
  }
  return { ok: true, signals }
}

function toSignal(
  event: MappedEvent,
  { deliveryId, position }: { deliveryId: string; position: number },
): ReturnType<typeof checkSignal> {
  const { subject, occurredAt } = event
  const type = eventUriOf(event.type)
  if (isEventTypeUri(type) && EVENT_TYPES[type].family === 'ssf')
    return { reason: `${event.type} is about streams, not about access` }
  const at = instantFrom(occurredAt) ?? instantOf(occurredAt)
  if (occurredAt !== undefined && !at) return { reason: 'occurredAt is no instant' }
  // Without an id of its own, an event is known by its place in the delivery.
  const [key, place] =
    event.id === undefined ? [deliveryId, `${String(position)} `] : [event.id, '']
  return checkSignal({
    dedupeKey: `${String(key)} ${place}${type}`,
    txn: event.txn ?? String(key), // the one underlying event, whatever it becomes (SSF 1.0 §4.1.9)
    type,
    subject: withoutRawToken(subject),
    payload: { ...event.payload, ...(at && { event_timestamp: secondsOf(at) }) },
    ...vendorTypeOf(event),
    ...(at && { occurredAt: at }),
  })
}

const vendorTypeOf = ({ vendorType }: MappedEvent) =>
  vendorType === undefined ? {} : { vendorType }
