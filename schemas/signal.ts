import { z } from 'zod'
import { SignalId, TenantId } from './ids.ts'
import { JsonObject } from './json.ts'
import { EventUri } from './set.ts'
import { LooseSubject, SimpleSubject } from './subject.ts'

/** Groups everything of one underlying cause (SSF 1.0 §4.1.9). */
export const Txn = z.string().min(1).max(512)

/**
 * How sure it is that the source says this. `proven`: a signature, or the vendor's own API. `trusted`: a shared secret
 * alone, which the operator trusts. `hint`: less than that; it ends nobody's access by itself.
 */
export const Certainty = z.enum(['proven', 'trusted', 'hint']).meta({ id: 'Certainty' })
export type Certainty = z.infer<typeof Certainty>

/** What a source calls a member of a signal's subject beside the name in it; `member` is empty for a simple subject. */
export const KnownAs = z.object({
  member: z.string().max(64),
  identifiers: z.array(SimpleSubject).max(10),
  displayName: z.string().min(1).max(256).optional(),
})
export type KnownAs = z.infer<typeof KnownAs>

/** One verified, normalised thing that happened. */
export const Signal = z
  .object({
    id: SignalId,
    sourceId: z.string().min(1).max(63),
    /** Unique within its source: the `jti` or the vendor's delivery id. */
    dedupeKey: z.string().min(1).max(1024),
    type: EventUri,
    subject: LooseSubject,
    payload: JsonObject,
    txn: Txn,
    tenantId: TenantId,
    occurredAt: z.date(),
    receivedAt: z.date(),
    certainty: Certainty,
    /** What the vendor calls it. */
    vendorType: z.string().max(256).optional(),
    knownAs: z.array(KnownAs).max(10).optional(),
  })
  .meta({ id: 'Signal' })
export type Signal = z.infer<typeof Signal>

/** What an adapter or the verification of a SET makes; storing it adds the rest. */
export const NormalisedSignal = Signal.omit({
  id: true,
  sourceId: true,
  receivedAt: true,
  certainty: true,
  tenantId: true,
  txn: true,
  occurredAt: true,
}).extend({ txn: Txn.optional(), occurredAt: z.date().optional() })
export type NormalisedSignal = z.infer<typeof NormalisedSignal>
