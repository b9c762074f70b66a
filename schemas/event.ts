import { z } from 'zod'
import { EventId, SignalId, TenantId } from './ids.ts'
import { JsonObject } from './json.ts'
import { BecauseOf, Tags } from './policy.ts'
import { EventUri } from './set.ts'
import { Txn } from './signal.ts'
import { LooseSubject } from './subject.ts'

/** What receivers will be told. */
export const HubEvent = z
  .object({
    /** Derived from the signal's id and the rule, so that routing twice makes one event. */
    id: EventId,
    signalId: SignalId,
    type: EventUri,
    subject: LooseSubject,
    payload: JsonObject,
    txn: Txn,
    tenantId: TenantId,
    acceptedAt: z.date(),
    becauseOf: BecauseOf,
    /** Only streams with one of these tags, or whose subscriber has one, are told; absent = all. */
    tags: Tags.optional(),
    /** A stream that was told of this key within so many seconds is not told again. */
    suppress: z.object({ key: z.string(), seconds: z.int().min(1) }).optional(),
    /** It waits: `stop`, `approval:…` or `rate:…`. */
    heldFor: z.string().max(256).optional(),
  })
  .meta({ id: 'HubEvent' })
export type HubEvent = z.infer<typeof HubEvent>
