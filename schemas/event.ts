import { z } from 'zod'
import { EventId, SignalId, TenantId } from './ids.ts'
import { JsonObject } from './json.ts'
import { BecauseOf } from './policy.ts'
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
  })
  .meta({ id: 'HubEvent' })
export type HubEvent = z.infer<typeof HubEvent>
