// Sole writer of: audit. Rows are added, never changed.
import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import type { AuditEntry, AuditQuery, AuditRecord } from '../../../schemas/audit.ts'
import type { Clock } from '../clock.ts'
import { ADVISORY_LOCKS } from './advisory-locks.ts'
import { transaction, type Sql } from './database.ts'

export type AuditStore = ReturnType<typeof createAuditStore>

/** Whether every row from the first on fits the one before; if not, the first that does not. */
export type AuditVerification = { checked: number; head: string; brokenAt?: number }

const VERIFY_ROWS = 1_000

export function createAuditStore({ pool, clock }: { pool: Pool; clock: Clock }) {
  return {
    /** Resolves when the entry is on disk. A change that has a transaction at hand uses `recordAudit` in it instead. */
    record: (entry: AuditEntry): Promise<void> =>
      transaction(pool, (sql) => recordAudit(sql, entry, clock.now())),

    /** Newest first; `after` is the `seq` that ended the page before. Primary key, audit(target), audit(actor), audit(txn). */
    async list({ target, actor, txn, limit, after }: AuditQuery): Promise<AuditRecord[]> {
      const { rows } = await pool.query<Row>(
        `select * from audit where ($1::text is null or target = $1) and ($2::text is null or actor = $2)
         and ($3::text is null or txn = $3) and ($4::bigint is null or seq < $4) order by seq desc limit $5`,
        [target ?? null, actor ?? null, txn ?? null, after ?? null, limit],
      )
      return rows.map(toRecord)
    },

    /** Reads the whole log, some rows at a time. */
    verify: (): Promise<AuditVerification> => verify(pool),
  }
}

/** Adds an entry in the transaction of the change that it tells. One at a time, so that no row is hashed over the wrong one. */
export async function recordAudit(sql: Sql, entry: AuditEntry, at: Date): Promise<void> {
  await sql.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.audit])
  const { rows } = await sql.query<{ seq: string; hash: string }>(
    'select seq, hash from audit order by seq desc limit 1',
  )
  const { actor, action, target, tenantId = 'default', txn = null } = entry
  const seq = Number(rows[0]?.seq ?? 0) + 1
  const told = {
    seq,
    at,
    actor,
    action,
    target,
    tenantId,
    txn,
    detail: JSON.stringify(entry.detail ?? {}),
  }
  await sql.query(
    `insert into audit (seq, at, actor, action, target, tenant_id, txn, detail, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...Object.values(told), hashOf(rows[0]?.hash ?? '', told)],
  )
}

type Told = Omit<AuditRecord, 'hash' | 'detail' | 'txn'> & { detail: string; txn: string | null }

function hashOf(previous: string, told: Told): string {
  const { seq, at, actor, action, target, tenantId, txn, detail } = told
  const text = JSON.stringify([
    previous,
    seq,
    at.toISOString(),
    actor,
    action,
    target,
    tenantId,
    txn,
    detail,
  ])
  return createHash('sha256').update(text).digest('hex')
}

async function verify(pool: Pool): Promise<AuditVerification> {
  let checked = 0
  let head = ''
  for (;;) {
    const { rows } = await pool.query<Row>(
      'select * from audit where seq > $1 order by seq limit $2',
      [checked, VERIFY_ROWS],
    )
    for (const row of rows) {
      const told = toTold(row)
      if (told.seq !== checked + 1 || hashOf(head, told) !== row.hash)
        return { checked, head, brokenAt: checked + 1 }
      head = row.hash
      checked = told.seq
    }
    if (rows.length < VERIFY_ROWS) return { checked, head }
  }
}

type Row = {
  seq: string
  at: Date
  actor: string
  action: string
  target: string
  tenant_id: string
  txn: string | null
  detail: string
  hash: string
}

const toTold = ({ seq, tenant_id: tenantId, hash: _hash, ...row }: Row): Told => ({
  ...row,
  seq: Number(seq),
  tenantId,
})

function toRecord(row: Row): AuditRecord {
  const { txn, detail, ...told } = toTold(row)
  const parsed = JSON.parse(detail) as AuditRecord['detail'] // written by recordAudit alone
  return { ...told, ...(txn === null ? {} : { txn }), detail: parsed, hash: row.hash }
}
