import { eventsSupported } from '../../schemas/events/index.ts'
import { POLL, PUSH, type StreamDelivery } from '../../schemas/stream.ts'
import type { Config } from '../kernel/config.ts'
import { HubError } from '../kernel/errors.ts'
import type { StreamRecord, StreamSettings } from '../kernel/store/streams.ts'
import type { Subscriber } from '../kernel/store/subscribers.ts'
import { endpointOf } from './discovery.routes.ts'
import { checkPushUrl } from './push-url.ts'

/** The subset of what is supported that was asked for; what we do not understand is ignored (SSF 1.0 §8.1.1). */
const eventsDelivered = (subscriber: Subscriber, requested: readonly string[]): string[] =>
  eventsSupported(subscriber).filter((uri) => requested.includes(uri))

/** One value as a string, several as an array: in the configuration as in the SETs. */
export const audienceOf = (audience: readonly string[]): string | string[] => {
  const [only] = audience
  return audience.length === 1 && only !== undefined ? only : [...audience]
}

/** A stream as its subscriber sees it (SSF 1.0 §8.1.1). */
export function toConfiguration(
  stream: StreamRecord,
  subscriber: Subscriber,
  limits: Limits & { issuer: string },
) {
  const { issuer, minVerificationIntervalSeconds, inactivityTimeoutSeconds } = limits
  return {
    stream_id: stream.id,
    iss: issuer,
    aud: audienceOf(stream.audience),
    events_supported: [...eventsSupported(subscriber)],
    events_requested: stream.eventsRequested,
    events_delivered: stream.eventsDelivered,
    delivery: deliveryOf(stream, issuer),
    // Told only where they are enforced.
    ...(minVerificationIntervalSeconds === 0
      ? {}
      : { min_verification_interval: minVerificationIntervalSeconds }),
    ...(inactivityTimeoutSeconds === undefined
      ? {}
      : { inactivity_timeout: inactivityTimeoutSeconds }),
    ...(stream.description === null ? {} : { description: stream.description }),
    ...(stream.subjectFormats.length === 0 ? {} : { subject_formats: stream.subjectFormats }),
  }
}

/** The URL of a poll stream is ours, one a stream (SSF 1.0 §6.1.2). */
const deliveryOf = (
  { id, method, endpointUrl, authorizationHeader }: StreamRecord,
  issuer: string,
) =>
  method === POLL
    ? { method, endpoint_url: `${endpointOf(issuer, 'poll')}/${id}` }
    : {
        method,
        endpoint_url: endpointUrl,
        ...(authorizationHeader === null ? {} : { authorization_header: authorizationHeader }),
      }

type Limits = Pick<Config, 'minVerificationIntervalSeconds' | 'inactivityTimeoutSeconds'>

type ReceiverSupplied = {
  delivery: StreamDelivery
  events_requested?: string[] | undefined
  description?: string | undefined
  subject_formats?: string[] | undefined
}

/** What a subscriber supplies, as the hub keeps it. @throws HubError for a push URL that cannot be dialled or is not allowed */
export function toSettings(
  supplied: ReceiverSupplied,
  subscriber: Subscriber,
  { outbound }: Pick<Config, 'outbound'>,
): StreamSettings {
  const { delivery, events_requested: requested = [], description } = supplied
  if (delivery.method === PUSH)
    checkPushUrl(delivery.endpoint_url, {
      allow: outbound.allow,
      pushHosts: subscriber.pushHosts,
    })
  return {
    audience: subscriber.audience,
    method: delivery.method,
    endpointUrl: delivery.method === PUSH ? delivery.endpoint_url : '',
    authorizationHeader: delivery.method === PUSH ? (delivery.authorization_header ?? null) : null,
    eventsRequested: requested,
    eventsDelivered: eventsDelivered(subscriber, requested),
    description: description ?? null,
    subjectFormats: supplied.subject_formats ?? [],
  }
}

type Patch = { [Member in keyof ReceiverSupplied]?: ReceiverSupplied[Member] | undefined }

/** PATCH: what is missing stays (SSF 1.0 §8.1.1.3). */
export const patched = (stream: StreamRecord, patch: Patch): ReceiverSupplied => ({
  delivery: patch.delivery ?? currentDelivery(stream),
  events_requested: patch.events_requested ?? stream.eventsRequested,
  description: patch.description ?? stream.description ?? undefined,
  subject_formats: patch.subject_formats ?? stream.subjectFormats,
})

const currentDelivery = ({
  method,
  endpointUrl,
  authorizationHeader,
}: StreamRecord): StreamDelivery =>
  method === POLL
    ? { method: POLL }
    : {
        method: PUSH,
        endpoint_url: endpointUrl,
        ...(authorizationHeader === null ? {} : { authorization_header: authorizationHeader }),
      }

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
  sent: TransmitterSupplied & { delivery?: StreamDelivery | undefined },
  current: ReturnType<typeof toConfiguration>,
): void {
  const expected: Record<keyof TransmitterSupplied, unknown> = {
    iss: current.iss,
    aud: current.aud,
    events_supported: current.events_supported,
    events_delivered: current.events_delivered,
    min_verification_interval: current.min_verification_interval,
    inactivity_timeout: current.inactivity_timeout,
  }
  checkPollUrl(sent.delivery, current.delivery)
  for (const [name, value] of Object.entries(expected)) {
    const given = sent[name as keyof TransmitterSupplied] // Object.entries loses the key's type
    if (given !== undefined && !isSameSet(given, value))
      throw new HubError(
        'invalid_request',
        `${name} is supplied by the transmitter and differs from its value`,
      )
  }
}

/** A poll URL that is sent back must be ours (SSF 1.0 §6.1.2). */
function checkPollUrl(
  delivery: StreamDelivery | undefined,
  current: { method: string; endpoint_url: string },
): void {
  if (delivery?.method !== POLL || delivery.endpoint_url === undefined || current.method !== POLL)
    return
  if (delivery.endpoint_url !== current.endpoint_url)
    throw new HubError(
      'invalid_request',
      'delivery.endpoint_url of a poll stream is supplied by the transmitter and differs from its value',
    )
}

/** Order means nothing in these arrays, and one value may stand alone. */
function isSameSet(a: unknown, b: unknown): boolean {
  const items = (value: unknown) =>
    JSON.stringify((Array.isArray(value) ? value : [value]).map(String).sort())
  return items(a) === items(b)
}
