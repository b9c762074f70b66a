import { z } from 'zod'

/** RFC 8935 §2.4, and `invalid_state` of SSF 1.0 §8.1.4.1. */
export const SET_ERROR_CODES = [
  'invalid_request',
  'invalid_key',
  'invalid_issuer',
  'invalid_audience',
  'authentication_failed',
  'access_denied',
  'invalid_state',
] as const

export const SetErrorCode = z.enum(SET_ERROR_CODES).meta({ id: 'SetErrorCode' })
export type SetErrorCode = z.infer<typeof SetErrorCode>

/** What we answer to a SET that we refuse (RFC 8935 §2.3). */
export const SetError = z
  .object({ err: SetErrorCode, description: z.string() })
  .meta({ id: 'SetError' })
export type SetError = z.infer<typeof SetError>

/** What a subscriber answers to a SET that it refuses: codes of its own are understood, and an odd description hides no code. */
export const SubscriberSetError = z.looseObject({
  err: z.string(),
  description: z.string().optional().catch(undefined),
})
export type SubscriberSetError = z.infer<typeof SubscriberSetError>

const attempts = z.int().min(0)

/** Where one event owed to one stream stands. */
export const DeliveryState = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('pending'), attempts, nextAttemptAt: z.date() }),
    z.object({ status: z.literal('held'), attempts, because: z.literal('paused') }),
    z.object({ status: z.literal('delivered'), attempts, deliveredAt: z.date() }),
    z.object({
      status: z.literal('rejected'),
      attempts,
      rejectedAt: z.date(),
      err: z.string(),
      description: z.string().optional(),
    }),
    z.object({
      status: z.literal('expired'),
      attempts,
      expiredAt: z.date(),
      lastReason: z.string(),
    }),
    z.object({
      status: z.literal('dropped'),
      attempts,
      droppedAt: z.date(),
      because: z.enum(['disabled', 'stream-deleted']),
    }),
  ])
  .meta({ id: 'DeliveryState' })
export type DeliveryState = z.infer<typeof DeliveryState>

/** Why no answer came: the reasons of the outbound connection. */
export const OutboundFailure = z.enum([
  'blocked-address',
  'dns',
  'connect',
  'tls',
  'timeout',
  'reset',
  'bad-url',
  'aborted',
])
export type OutboundFailure = z.infer<typeof OutboundFailure>

const ms = z.number().min(0).optional()

/**
 * How long each part of a request took, in milliseconds. On a kept connection there is nothing to look up and connect; what
 * was never reached is left out, and what was under way when it ended counts up to then.
 */
export const Phases = z
  .object({ dnsMs: ms, connectMs: ms, tlsMs: ms, firstByteMs: ms, bodyMs: ms })
  .meta({ id: 'Phases' })
export type Phases = z.infer<typeof Phases>

/**
 * Who should look first when it did not work: the hub's operators, the receiver's, or whoever runs what is between (names,
 * the network).
 */
export const Fault = z.enum(['hub', 'receiver', 'between']).meta({ id: 'Fault' })
export type Fault = z.infer<typeof Fault>

const attempt = {
  at: z.date(),
  durationMs: z.number().min(0),
  remoteAddress: z.string().optional(),
  phases: Phases.optional(),
}
const answered = {
  httpStatus: z.int().min(100).max(599),
  /** It went by a connection that had carried a request before. */
  reusedConnection: z.boolean().optional(),
}
const answer = { err: z.string().optional(), description: z.string().optional() }
/** `response`: the first 8 KiB of the answer, credentials taken out. */
const refused = { ...answer, response: z.string().optional(), fault: Fault }

/** One try to deliver, and what came of it. */
export const Attempt = z
  .discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('accepted'), ...attempt, ...answered }),
    z.object({ outcome: z.literal('rejected'), ...attempt, ...answered, ...refused }),
    z.object({ outcome: z.literal('retry'), ...attempt, ...answered, ...refused }),
    /** By poll: taken, or refused with `setErrs` (RFC 8936 §2.2). */
    z.object({ outcome: z.literal('acknowledged'), ...attempt }),
    z.object({ outcome: z.literal('refused'), ...attempt, ...answer }),
    z.object({
      outcome: z.literal('failed'),
      ...attempt,
      reason: OutboundFailure,
      fault: Fault,
      description: z.string().optional(),
    }),
  ])
  .meta({ id: 'Attempt' })
export type Attempt = z.infer<typeof Attempt>

/** Why a stream is not owed an event. */
export const NotDeliveredReason = z
  .enum([
    'disabled',
    'not-requested',
    'not-allowed',
    'subject-not-in-stream',
    'created-later',
    /** The event is for streams with other tags. */
    'not-tagged',
    /** It was told the same a short while before. */
    'suppressed',
    /** An operator discarded the event. */
    'discarded',
  ])
  .meta({ id: 'NotDeliveredReason' })
export type NotDeliveredReason = z.infer<typeof NotDeliveredReason>
