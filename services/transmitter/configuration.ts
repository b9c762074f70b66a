import { eventTypeUris } from '../../schemas/events/index.ts'
import { PUSH, type StreamDelivery } from '../../schemas/stream.ts'
import { HubError } from '../kernel/errors.ts'
import type { StreamRecord, StreamSettings } from '../kernel/store/streams.ts'
import type { Subscriber } from '../kernel/store/subscribers.ts'

/** Everything a stream can carry; verification and stream-updated come unasked (SSF 1.0 §8.1.4, §8.1.5). */
const SUPPORTED: readonly string[] = [
  ...eventTypeUris('caep'),
  ...eventTypeUris('risc'),
  ...eventTypeUris('oauth'),
]

/** What this subscriber may be told. */
export const eventsSupported = ({ allowedEvents }: Pick<Subscriber, 'allowedEvents'>): string[] =>
  allowedEvents.length === 0 ? [...SUPPORTED] : allowedEvents

/** The subset of what is supported that was asked for; what we do not understand is ignored (SSF 1.0 §8.1.1). */
const eventsDelivered = (subscriber: Subscriber, requested: readonly string[]): string[] =>
  eventsSupported(subscriber).filter((uri) => requested.includes(uri))

/** One value as a string, several as an array: in the configuration as in the SETs. */
export const audienceOf = (audience: readonly string[]): string | string[] => {
  const [only] = audience
  return audience.length === 1 && only !== undefined ? only : [...audience]
}

/** A stream as its subscriber sees it (SSF 1.0 §8.1.1). */
export function toConfiguration(stream: StreamRecord, subscriber: Subscriber, issuer: string) {
  return {
    stream_id: stream.id,
    iss: issuer,
    aud: audienceOf(stream.audience),
    events_supported: eventsSupported(subscriber),
    events_requested: stream.eventsRequested,
    events_delivered: stream.eventsDelivered,
    delivery: {
      method: stream.method,
      endpoint_url: stream.endpointUrl,
      ...(stream.authorizationHeader === null
        ? {}
        : { authorization_header: stream.authorizationHeader }),
    },
    ...(stream.description === null ? {} : { description: stream.description }),
  }
}

type ReceiverSupplied = {
  delivery: StreamDelivery
  events_requested?: string[] | undefined
  description?: string | undefined
}

/** What a subscriber supplies, as the hub keeps it. @throws HubError `invalid_request` for a delivery method we lack */
export function toSettings(supplied: ReceiverSupplied, subscriber: Subscriber): StreamSettings {
  const { delivery, events_requested: requested = [], description } = supplied
  if (delivery.method !== PUSH)
    throw new HubError(
      'invalid_request',
      `delivery.method: this hub delivers by ${PUSH}; a missing delivery means urn:ietf:rfc:8936`,
    )
  return {
    audience: subscriber.audience,
    method: delivery.method,
    endpointUrl: delivery.endpoint_url,
    authorizationHeader: delivery.authorization_header ?? null,
    eventsRequested: requested,
    eventsDelivered: eventsDelivered(subscriber, requested),
    description: description ?? null,
  }
}

type Patch = { [Member in keyof ReceiverSupplied]?: ReceiverSupplied[Member] | undefined }

/** PATCH: what is missing stays (SSF 1.0 §8.1.1.3). */
export const patched = (stream: StreamRecord, patch: Patch): ReceiverSupplied => ({
  delivery: patch.delivery ?? currentDelivery(stream),
  events_requested: patch.events_requested ?? stream.eventsRequested,
  ...(patch.description === undefined && stream.description === null
    ? {}
    : { description: patch.description ?? stream.description ?? '' }),
})

const currentDelivery = (stream: StreamRecord): StreamDelivery => ({
  method: PUSH,
  endpoint_url: stream.endpointUrl,
  ...(stream.authorizationHeader === null
    ? {}
    : { authorization_header: stream.authorizationHeader }),
})

type TransmitterSupplied = {
  iss?: string | undefined
  aud?: string | string[] | undefined
  events_supported?: string[] | undefined
  events_delivered?: string[] | undefined
  min_verification_interval?: number | undefined
  inactivity_timeout?: number | undefined
}

/** Transmitter-supplied members may be sent back, but must then be what they are (SSF 1.0 §8.1.1.3, §8.1.1.4). @throws HubError */
export function checkTransmitterSupplied(
  sent: TransmitterSupplied,
  current: ReturnType<typeof toConfiguration>,
): void {
  const expected: Record<keyof TransmitterSupplied, unknown> = {
    iss: current.iss,
    aud: current.aud,
    events_supported: current.events_supported,
    events_delivered: current.events_delivered,
    min_verification_interval: undefined,
    inactivity_timeout: undefined,
  }
  for (const [name, value] of Object.entries(expected)) {
    const given = sent[name as keyof TransmitterSupplied] // Object.entries loses the key's type
    if (given !== undefined && !isSameSet(given, value))
      throw new HubError(
        'invalid_request',
        `${name} is supplied by the transmitter and differs from its value`,
      )
  }
}

/** Order means nothing in these arrays, and one value may stand alone. */
function isSameSet(a: unknown, b: unknown): boolean {
  const items = (value: unknown) =>
    JSON.stringify((Array.isArray(value) ? value : [value]).map(String).sort())
  return items(a) === items(b)
}
