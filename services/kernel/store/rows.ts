import type { HubEvent } from '../../../schemas/event.ts'
import type { Signal } from '../../../schemas/signal.ts'

export type SignalRow = {
  id: string
  source_id: string
  dedupe_key: string
  type: string
  subject: string
  subject_key: string
  order_key: string
  payload: string
  txn: string
  vendor_type: string | null
  certainty: string
  tenant_id: string
  occurred_at: Date
  received_at: Date
  routed_at: Date | null
  decisions: string | null
  place: string
  scope: string
  known_as: string | null
  principal_id: string | null
  incident_id: string | null
}

export type EventRow = {
  id: string
  signal_id: string
  type: string
  subject: string
  subject_key: string
  order_key: string
  payload: string
  txn: string
  because: string
  tenant_id: string
  accepted_at: Date
  fanned_out_at: Date | null
  tags: string[]
  suppress_key: string | null
  suppress_seconds: number | null
  held_for: string | null
}

// Rows were parsed by their schemas before they were written; reading them again casts, for this is the hot path.

export const rowToSignal = (row: SignalRow): Signal =>
  ({
    id: row.id,
    sourceId: row.source_id,
    dedupeKey: row.dedupe_key,
    type: row.type,
    subject: JSON.parse(row.subject) as unknown,
    payload: JSON.parse(row.payload) as unknown,
    txn: row.txn,
    certainty: row.certainty,
    tenantId: row.tenant_id,
    ...(row.vendor_type === null ? {} : { vendorType: row.vendor_type }),
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    ...(row.known_as === null ? {} : { knownAs: JSON.parse(row.known_as) as unknown }),
  }) as Signal

export const rowToEvent = (row: EventRow): HubEvent =>
  ({
    id: row.id,
    signalId: row.signal_id,
    type: row.type,
    subject: JSON.parse(row.subject) as unknown,
    payload: JSON.parse(row.payload) as unknown,
    txn: row.txn,
    tenantId: row.tenant_id,
    acceptedAt: row.accepted_at,
    becauseOf: JSON.parse(row.because) as unknown,
    ...(row.tags.length === 0 ? {} : { tags: row.tags }),
    ...(row.suppress_key === null || row.suppress_seconds === null
      ? {}
      : { suppress: { key: row.suppress_key, seconds: row.suppress_seconds } }),
    ...(row.held_for === null ? {} : { heldFor: row.held_for }),
  }) as HubEvent
