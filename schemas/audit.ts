import { z } from 'zod'
import { pageOf, PageQuery } from './page.ts'
import { TenantId } from './ids.ts'
import { JsonObject } from './json.ts'
import { Txn } from './signal.ts'

const who = z.string().min(1).max(256)

/** What somebody did: noun first (`stream.status`), and to what (`stream:f67e…`). Never a secret. */
export const AuditEntry = z.object({
  /** The operator's or subscriber's name, or `hub`. */
  actor: who,
  action: z.string().regex(/^[a-z][a-z-]*(?:\.[a-z][a-z-]*)+$/),
  target: z.string().min(1).max(1024),
  tenantId: TenantId.optional(),
  txn: Txn.optional(),
  detail: JsonObject.optional(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** An entry as it was written; `hash` covers it and every one before it. */
export const AuditRecord = AuditEntry.required({ tenantId: true, detail: true })
  .extend({
    seq: z.int().min(1),
    at: z.date(),
    hash: z.string(),
    /** What it said of somebody whose data were erased is gone: `target` without names, `detail` empty. */
    erasedAt: z.date().optional(),
  })
  .meta({ id: 'AuditRecord' })
export type AuditRecord = z.infer<typeof AuditRecord>

export const AuditQuery = PageQuery.extend({
  target: AuditEntry.shape.target.optional(),
  actor: who.optional(),
  txn: Txn.optional(),
  after: z.coerce.number().int().min(1).optional(),
})
export type AuditQuery = z.infer<typeof AuditQuery>

export const AuditPage = pageOf(AuditRecord).meta({ id: 'AuditPage' })

/** `head` is the newest row's hash: noted elsewhere, it shows that nothing was cut off. `brokenAt`: the first row that does not fit. */
export const AuditVerification = z
  .object({ checked: z.int().min(0), head: z.string(), brokenAt: z.int().optional() })
  .meta({ id: 'AuditVerification' })
