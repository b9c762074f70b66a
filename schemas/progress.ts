import { z } from 'zod'
import { DeliveryState, NotDeliveredReason } from './delivery.ts'
import { HubEvent } from './event.ts'
import { EventId, StreamId, SubscriberId } from './ids.ts'
import { Txn } from './signal.ts'

/** An app says that it has done what a SET told it. */
export const ReceiptRequest = z
  .strictObject({
    stream_id: StreamId,
    jti: z.string().min(1).max(256).describe('Of the SET that was carried out'),
    note: z.string().min(1).max(1024).optional().describe('For the evidence, in the app’s words'),
  })
  .meta({ id: 'ReceiptRequest' })

export const ProgressPath = z.object({ txn: Txn })

const subscriber = z.object({ id: SubscriberId, name: z.string() })

/** How far one event is at one stream: each time is there once it is reached. */
export const ProgressStep = z
  .object({
    eventId: EventId,
    jti: z.string(),
    state: DeliveryState,
    owedAt: z.date(),
    /** When the first try began, and with which key it was signed. */
    signedAt: z.date().optional(),
    kid: z.string().optional(),
    /** When the latest try ended. */
    sentAt: z.date().optional(),
    acknowledgedAt: z.date().optional(),
    enforcedAt: z.date().optional(),
    /** It said so by a receipt, or told of it itself as a source, under the same `txn`. */
    enforcedBy: z.enum(['receipt', 'signal']).optional(),
    note: z.string().optional(),
    attempts: z.int().min(0),
  })
  .meta({ id: 'ProgressStep' })
export type ProgressStep = z.infer<typeof ProgressStep>

/** Everything of one `txn`: who was told what, how far that is, and who was not told and why. */
export const Progress = z
  .object({
    txn: Txn,
    events: z.array(HubEvent),
    streams: z.array(z.object({ streamId: StreamId, subscriber, steps: z.array(ProgressStep) })),
    notTold: z.array(
      z.object({
        eventId: EventId,
        streamId: StreamId,
        subscriber,
        because: NotDeliveredReason,
      }),
    ),
    /** Steps that are not acknowledged yet, and may be. */
    open: z.int().min(0),
    /** When the last of those that were acknowledged was. */
    lastAcknowledgedAt: z.date().optional(),
    /** There are more events of it, or more streams, than are told here. */
    isCut: z.boolean().optional(),
  })
  .meta({ id: 'Progress' })
export type Progress = z.infer<typeof Progress>

/**
 * What happened, for others to keep. `signature` is a compact JWS (RFC 7515) over the JSON text of `evidence`, of the type
 * `ssf-evidence+jws`, by a key of the issuer's JWK set: it holds as long as that key is kept.
 */
export const EvidenceBundle = z
  .object({
    evidence: z.object({
      version: z.literal(1),
      issuer: z.string(),
      jwks_uri: z.string(),
      made_at: z.date(),
      made_by: z.string(),
      progress: Progress,
    }),
    signature: z.string(),
  })
  .meta({ id: 'EvidenceBundle' })
