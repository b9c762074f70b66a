import { eventName } from '../../../schemas/events/index.ts'
import type { Signal } from '../../../schemas/signal.ts'
import type { Facts } from './facts.ts'

/** A signal as conditions see it (docs/policies.md). */
export const viewOf = (signal: Signal) => ({
  id: signal.id,
  type: eventName(signal.type),
  uri: signal.type,
  vendorType: signal.vendorType ?? '',
  source: signal.sourceId,
  certainty: signal.certainty,
  tenant: signal.tenantId,
  txn: signal.txn,
  occurredAt: signal.occurredAt,
  receivedAt: signal.receivedAt,
  subject: signal.subject,
  payload: signal.payload,
})

/** The variables of a condition over one signal. What is not known is an empty text. */
export const variablesOf = (signal: Signal, facts: Facts) => ({
  signal: viewOf(signal),
  principal: {
    id: facts.principals.primary?.id ?? '',
    kind: facts.principals.primary?.kind ?? '',
  },
  incident: { severity: facts.severity, isNew: facts.incident?.isNew ?? false },
})
