import type { EncryptionKey } from '../set/encrypt.ts'
import type { Seal } from '../set/seal.ts'
import type { DefaultSubjects } from './subscribers.ts'

export type PushOrder = 'principal' | 'stream'
export type StreamStatus = 'enabled' | 'paused' | 'disabled'

/** An SSF stream as the hub keeps it; `authorizationHeader` is in the clear here and sealed in the database. */
export type StreamRecord = {
  id: string
  subscriberId: string
  tenantId: string
  /** Of its tenant, where that has one of its own. */
  issuer: string | null
  defaultSubjects: DefaultSubjects
  audience: string[]
  method: string
  /** Where SETs are pushed; empty for a poll stream, whose URL follows from its id. */
  endpointUrl: string
  authorizationHeader: string | null
  eventsRequested: string[]
  eventsDelivered: string[]
  description: string | null
  /** Formats of subject identifiers that it names itself; empty: its subscriber's. */
  subjectFormats: string[]
  /** Those in force, the best first; empty: as a subject came. */
  formats: string[]
  /** Formats, and issuers of `iss_sub`, by which it may be told a principal beside what was said of it. */
  tellFormats: string[]
  tellIssuers: string[]
  status: StreamStatus
  statusReason: string | null
  alg: string
  /** SETs under way at once. */
  pushWindow: number
  /** SETs a second at the most; null: as many as it takes. */
  pushRate: number | null
  /** `principal`: one principal's SETs keep their order; `stream`: all do, one after another. */
  pushOrder: PushOrder
  /** SETs are encrypted to this key of the subscriber's. */
  encryption: EncryptionKey | null
  activeAt: Date
  createdAt: Date
  updatedAt: Date
}

export type StreamRow = {
  id: string
  subscriber_id: string
  tenant_id: string
  issuer: string | null
  default_subjects: DefaultSubjects
  audience: string[]
  method: string
  endpoint_url: string
  sealed_authorization: string | null
  events_requested: string[]
  events_delivered: string[]
  description: string | null
  subject_formats: string[]
  formats: string[]
  tell_formats: string[]
  tell_issuers: string[]
  status: StreamStatus
  status_reason: string | null
  alg: string
  push_window: number
  push_rate: number | null
  push_order: PushOrder
  encryption: EncryptionKey | null
  active_at: Date
  created_at: Date
  updated_at: Date
}

/** Every column of StreamRow, by name: one that a later version adds does not break the statements of processes that run. */
export const SELECT_STREAM = `select s.id, s.subscriber_id, s.tenant_id, s.default_subjects, s.audience, s.method, s.endpoint_url,
   s.sealed_authorization, s.events_requested, s.events_delivered, s.description, s.subject_formats,
   s.status, s.status_reason, s.alg, s.push_window, s.push_rate, s.push_order, s.encryption,
   s.active_at, s.created_at, s.updated_at, t.issuer,
   case when s.subject_formats = '{}' then coalesce(b.subject_formats, '{}') else s.subject_formats end as formats,
   coalesce(b.tell_formats, '{}') as tell_formats, coalesce(b.tell_issuers, '{}') as tell_issuers
 from stream s left join tenant t on t.id = s.tenant_id left join subscriber b on b.id = s.subscriber_id`

export const toStream = async (row: StreamRow, seal: Seal): Promise<StreamRecord> => ({
  id: row.id,
  subscriberId: row.subscriber_id,
  tenantId: row.tenant_id,
  issuer: row.issuer,
  defaultSubjects: row.default_subjects,
  audience: row.audience,
  method: row.method,
  endpointUrl: row.endpoint_url,
  authorizationHeader: row.sealed_authorization && (await seal.open(row.sealed_authorization)),
  eventsRequested: row.events_requested,
  eventsDelivered: row.events_delivered,
  description: row.description,
  subjectFormats: row.subject_formats,
  formats: row.formats,
  tellFormats: row.tell_formats,
  tellIssuers: row.tell_issuers,
  status: row.status,
  statusReason: row.status_reason,
  alg: row.alg,
  pushWindow: row.push_window,
  pushRate: row.push_rate,
  pushOrder: row.push_order,
  encryption: row.encryption,
  activeAt: row.active_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
