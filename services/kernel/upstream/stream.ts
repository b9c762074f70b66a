import { z } from 'zod'
import { isObject, jsonFault } from '../../../schemas/json.ts'
import { reasonOf } from '../../../schemas/reason.ts'
import { Audience, HttpUrl, StreamStatus } from '../../../schemas/stream.ts'
import { deliveryOf, type Delivery } from './words.ts'

const uris = z.array(z.string().max(1024)).max(1_000).optional().catch(undefined)
const seconds = z.number().min(0).optional().catch(undefined)
const text = z.string().max(4_096).optional().catch(undefined)

/** A stream's configuration, of which what the hub acts on must be right, and what it shows may be anything. */
const Configuration = z.object({
  stream_id: z.string().min(1).max(512).optional(),
  iss: z.string().max(2048),
  aud: Audience,
  events_supported: uris,
  events_requested: uris,
  events_delivered: uris,
  min_verification_interval: seconds,
  inactivity_timeout: seconds,
  description: text,
})

/** A stream of ours, as its transmitter describes it, whatever its dialect. */
export type UpstreamStream = {
  /** The transmitter's own id; its issuer where it has one stream and no ids. */
  id: string
  audience: readonly string[]
  delivery: Delivery
  endpointUrl: string | undefined
  eventsRequested?: readonly string[]
  eventsDelivered?: readonly string[]
  minVerificationIntervalSeconds?: number
  inactivityTimeoutSeconds?: number
  description?: string
  /** As it came. */
  document: Record<string, unknown>
}

export type ReadStream = { ok: true; stream: UpstreamStream } | { ok: false; reason: string }

/** Pure: `iss` must be the issuer that the metadata came from, else nothing of the answer is used (SSF 1.0 §8.1.1.1). */
export function readStream(document: unknown, issuer: string): ReadStream {
  if (!isObject(document)) return { ok: false, reason: 'the stream is not a JSON object' }
  const fault = jsonFault(document)
  if (fault) return { ok: false, reason: `the stream ${fault}` }
  const parsed = Configuration.safeParse(document)
  if (!parsed.success) return { ok: false, reason: `the stream's ${reasonOf(parsed.error)}` }
  const found = parsed.data
  if (found.iss !== issuer)
    return {
      ok: false,
      reason: `the stream's iss is ${JSON.stringify(found.iss).slice(0, 200)}, not ${issuer} (SSF 1.0 §8.1.1.1)`,
    }
  const where = readDelivery(document['delivery'])
  if (!where) return { ok: false, reason: 'the stream has no delivery that is understood' }
  return {
    ok: true,
    stream: {
      id: found.stream_id ?? issuer,
      audience: typeof found.aud === 'string' ? [found.aud] : found.aud,
      ...where,
      ...named('eventsRequested', found.events_requested),
      ...named('eventsDelivered', found.events_delivered),
      ...named('minVerificationIntervalSeconds', found.min_verification_interval),
      ...named('inactivityTimeoutSeconds', found.inactivity_timeout),
      ...named('description', found.description),
      document,
    },
  }
}

const named = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> =>
  value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, Value>>) // one member, of that name

/** In the words of any draft: `method` and `endpoint_url`, or `delivery_method` and `url`. */
function readDelivery(
  value: unknown,
): Pick<UpstreamStream, 'delivery' | 'endpointUrl'> | undefined {
  if (!isObject(value)) return undefined
  const delivery = deliveryOf(value['method'] ?? value['delivery_method'])
  const url = HttpUrl.safeParse(value['endpoint_url'] ?? value['url'])
  return delivery && { delivery, endpointUrl: url.data }
}

const Status = z.object({ status: StreamStatus, reason: text })
export type UpstreamStatus = { status: StreamStatus; reason?: string }

/** Pure: undefined where the answer is none. */
export function readStatus(document: unknown): UpstreamStatus | undefined {
  const parsed = Status.safeParse(document)
  if (!parsed.success) return undefined
  const { status, reason } = parsed.data
  return { status, ...(reason === undefined ? {} : { reason: reason.replaceAll('\0', '') }) }
}
