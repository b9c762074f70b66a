import { z } from 'zod'
import { StreamStatus } from './events/ssf.ts'
import { StreamId, SubscriberId } from './ids.ts'
import { StreamSubjectFormats } from './subject-formats.ts'
import { LooseSubject } from './subject.ts'

export { StreamStatus } from './events/ssf.ts'

/** RFC 8935 and RFC 8936 as SSF 1.0 §6.1 names them. */
export const PUSH = 'urn:ietf:rfc:8935'
export const POLL = 'urn:ietf:rfc:8936'

/** An http or https URL; which addresses may be dialled is decided where the connection is opened. */
export const HttpUrl = z
  .url({ protocol: /^https?$/, error: 'not an http or https URL' })
  .max(2048)
  // URL parsers read "\\" as "/", and a user name hides the host from a reader
  .regex(/^https?:\/\/[^\s/?#@\\]+(?:[/?#][^\s\\]*)?$/i, 'has a space, a backslash or a user name')
  .meta({ id: 'HttpUrl' })

export const PushDelivery = z
  .looseObject({
    method: z.literal(PUSH),
    endpoint_url: HttpUrl,
    /** Sent verbatim with every push (SSF 1.0 §6.1.1). */
    authorization_header: z
      .string()
      .min(1)
      .max(8192)
      .regex(/^[\t\x20-\x7e]+$/, 'not a header value')
      .optional(),
  })
  .meta({ id: 'PushDelivery' })
export type PushDelivery = z.infer<typeof PushDelivery>

/** The endpoint is the transmitter's to choose (SSF 1.0 §6.1.2). */
export const PollDelivery = z
  .looseObject({ method: z.literal(POLL), endpoint_url: HttpUrl.optional() })
  .meta({ id: 'PollDelivery' })
export type PollDelivery = z.infer<typeof PollDelivery>

export const StreamDelivery = z
  .discriminatedUnion('method', [PushDelivery, PollDelivery])
  .meta({ id: 'StreamDelivery' })
export type StreamDelivery = z.infer<typeof StreamDelivery>

/** Values that we do not understand are ignored, not refused (SSF 1.0 §8.1.1). */
const eventUris = z.array(z.string().max(1024)).max(1000)

const audienceValue = z.string().min(1).max(2048)
export const Audience = z
  .union([audienceValue, z.array(audienceValue).min(1).max(100)])
  .meta({ id: 'Audience' })

const description = z.string().max(4096)
const seconds = z.int().min(0)

/** A stream as its transmitter describes it (SSF 1.0 §8.1.1). */
export const StreamConfiguration = z
  .looseObject({
    stream_id: StreamId,
    iss: HttpUrl,
    aud: Audience,
    events_supported: eventUris.optional(),
    events_requested: eventUris.optional(),
    events_delivered: eventUris,
    delivery: StreamDelivery,
    min_verification_interval: seconds.optional(),
    description: description.optional(),
    inactivity_timeout: seconds.optional(),
    /** Ours, receiver-supplied: subject identifier formats that it understands, the best first. */
    subject_formats: StreamSubjectFormats.optional(),
  })
  .meta({ id: 'StreamConfiguration' })
export type StreamConfiguration = z.infer<typeof StreamConfiguration>

const pollIfAbsent = StreamDelivery.default({ method: POLL }) // SSF 1.0 §8.1.1.1

/** POST (SSF 1.0 §8.1.1.1). */
export const CreateStreamRequest = z
  .looseObject({
    delivery: pollIfAbsent,
    events_requested: eventUris.optional(),
    description: description.optional(),
    subject_formats: StreamSubjectFormats.optional(),
  })
  .meta({ id: 'CreateStreamRequest' })
export type CreateStreamRequest = z.infer<typeof CreateStreamRequest>

/** May be sent, must then equal what the transmitter has (SSF 1.0 §8.1.1.3). */
const transmitterSupplied = {
  iss: z.string().max(2048).optional(),
  aud: Audience.optional(),
  events_supported: eventUris.optional(),
  events_delivered: eventUris.optional(),
  min_verification_interval: seconds.optional(),
  inactivity_timeout: seconds.optional(),
}

/** PATCH (SSF 1.0 §8.1.1.3): what is missing stays as it is. */
export const UpdateStreamRequest = z
  .looseObject({
    stream_id: StreamId,
    delivery: StreamDelivery.optional(),
    events_requested: eventUris.optional(),
    description: description.optional(),
    subject_formats: StreamSubjectFormats.optional(),
    ...transmitterSupplied,
  })
  .meta({ id: 'UpdateStreamRequest' })
export type UpdateStreamRequest = z.infer<typeof UpdateStreamRequest>

/** PUT (SSF 1.0 §8.1.1.4): what is missing is deleted, so a missing delivery means poll. */
export const ReplaceStreamRequest = z
  .looseObject({
    stream_id: StreamId,
    delivery: pollIfAbsent,
    events_requested: eventUris.optional(),
    description: description.optional(),
    subject_formats: StreamSubjectFormats.optional(),
    ...transmitterSupplied,
  })
  .meta({ id: 'ReplaceStreamRequest' })
export type ReplaceStreamRequest = z.infer<typeof ReplaceStreamRequest>

/** Answer to GET and body and answer of POST on the status endpoint (SSF 1.0 §8.1.2). */
export const StreamStatusBody = z
  .looseObject({
    stream_id: StreamId,
    status: StreamStatus,
    reason: z.string().max(4096).optional(),
  })
  .meta({ id: 'StreamStatusBody' })
export type StreamStatusBody = z.infer<typeof StreamStatusBody>

/** SSF 1.0 §8.1.4.2. */
export const VerificationRequest = z
  .looseObject({ stream_id: StreamId, state: z.string().max(4096).optional() })
  .meta({ id: 'VerificationRequest' })
export type VerificationRequest = z.infer<typeof VerificationRequest>

/** SSF 1.0 §8.1.3.2; a subject counts as verified unless it is said not to be. */
export const AddSubjectRequest = z
  .looseObject({
    stream_id: StreamId,
    subject: LooseSubject,
    verified: z.boolean().default(true),
  })
  .meta({ id: 'AddSubjectRequest' })
export type AddSubjectRequest = z.infer<typeof AddSubjectRequest>

/** SSF 1.0 §8.1.3.3. */
export const RemoveSubjectRequest = z
  .looseObject({ stream_id: StreamId, subject: LooseSubject })
  .meta({ id: 'RemoveSubjectRequest' })
export type RemoveSubjectRequest = z.infer<typeof RemoveSubjectRequest>

/** A stream as the hub keeps it. */
export const Stream = z
  .object({
    id: StreamId,
    subscriberId: SubscriberId,
    audience: z.array(audienceValue).min(1),
    status: StreamStatus,
    statusReason: z.string().optional(),
    delivery: StreamDelivery,
    eventsRequested: eventUris,
    eventsDelivered: eventUris,
    description: description.optional(),
    createdAt: z.date(),
  })
  .meta({ id: 'Stream' })
export type Stream = z.infer<typeof Stream>
