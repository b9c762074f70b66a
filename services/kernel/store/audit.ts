// Sole writer of: audit. Rows are added; what they say of somebody may be erased, never that something was done, when and by whom.
import { createHash, randomBytes } from 'node:crypto'
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
  const said = { target, txn, detail: JSON.stringify(entry.detail ?? {}) }
  const salt = randomBytes(16).toString('base64url')
  const commitment = commitmentTo(said, salt)
  const done = { seq, at, actor, action, tenantId }
  await sql.query(
    `insert into audit (seq, at, actor, action, tenant_id, target, txn, detail, salt, commitment, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[seq, at, actor, action, tenantId, target, txn, said.detail, salt, commitment],
      hashOf(rows[0]?.hash ?? '', done, [commitment]),
    ],
  )
}

/** That something was done: this stays for ever. */
type Done = Pick<AuditRecord, 'seq' | 'at' | 'actor' | 'action' | 'tenantId'>
/** What was said about it: this may be erased. */
type Said = { target: string; txn: string | null; detail: string }

const digest = (values: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex')

/** Nobody who guesses what was said can tell whether that is so, once the salt is gone. */
const commitmentTo = ({ target, txn, detail }: Said, salt: string): string =>
  digest([salt, target, txn, detail])

const hashOf = (
  previous: string,
  { seq, at, actor, action, tenantId }: Done,
  said: readonly unknown[],
): string => digest([previous, seq, at.toISOString(), actor, action, tenantId, ...said])

/** Rows from before there were commitments. */
const hashOfText = (previous: string, row: Row): string =>
  digest([
    ...[previous, Number(row.seq), row.at.toISOString(), row.actor, row.action],
    ...[row.target, row.tenant_id, row.txn, row.detail],
  ])

async function verify(pool: Pool): Promise<AuditVerification> {
  let checked = 0
  let head = ''
  // Erased rows are told by a later one: who erases otherwise is seen.
  const untold = new Set<number>()
  for (;;) {
    const { rows } = await pool.query<Row>(
      'select * from audit where seq > $1 order by seq limit $2',
      [checked, VERIFY_ROWS],
    )
    for (const row of rows) {
      if (Number(row.seq) !== checked + 1 || !fits(row, head))
        return { checked, head, brokenAt: checked + 1 }
      head = row.hash
      checked += 1
      if (row.erased_at) untold.add(checked)
      for (const seq of erasedBy(row)) untold.delete(seq)
    }
    if (rows.length < VERIFY_ROWS) break
  }
  return untold.size === 0 ? { checked, head } : { checked, head, brokenAt: Math.min(...untold) }
}

/** Whether a row is as it was written, as far as it is not erased. */
function fits(row: Row, head: string): boolean {
  if (row.commitment === null) return row.erased_at !== null || hashOfText(head, row) === row.hash
  const done = { ...row, seq: Number(row.seq), tenantId: row.tenant_id }
  if (hashOf(head, done, [row.commitment]) !== row.hash) return false
  return row.erased_at !== null || commitmentTo(row, row.salt ?? '') === row.commitment
}

/** What an erasure's own entry is called. */
const ERASURE = 'audit.expunge'

function erasedBy({ action, detail }: Row): number[] {
  if (action !== ERASURE) return []
  return (JSON.parse(detail) as { entries: number[] }).entries // written by eraseSaid alone
}

/** What an entry said, and what of it may stay. */
export type Erasure = { seq: number; target: string; txn: string | null }

/** Takes out what these entries said, and adds one that tells so. */
export async function eraseSaid(
  sql: Sql,
  erasures: readonly Erasure[],
  { actor, target, at }: { actor: string; target: string; at: Date },
): Promise<void> {
  if (erasures.length === 0) return
  await sql.query(
    `update audit a set target = e.target, txn = e.txn, detail = '{}', salt = null, erased_at = $4
     from unnest($1::bigint[], $2::text[], $3::text[]) as e(seq, target, txn) where a.seq = e.seq`,
    [
      erasures.map(({ seq }) => seq),
      erasures.map((one) => one.target),
      erasures.map(({ txn }) => txn),
      at,
    ],
  )
  const entries = erasures.map(({ seq }) => seq)
  await recordAudit(sql, { actor, action: ERASURE, target, detail: { entries } }, at)
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
  salt: string | null
  commitment: string | null
  erased_at: Date | null
  hash: string
}

const toRecord = (row: Row): AuditRecord => ({
  seq: Number(row.seq),
  at: row.at,
  actor: row.actor,
  action: row.action,
  target: row.target,
  tenantId: row.tenant_id,
  ...(row.txn === null ? {} : { txn: row.txn }),
  detail: JSON.parse(row.detail) as AuditRecord['detail'], // written by recordAudit alone
  ...(row.erased_at ? { erasedAt: row.erased_at } : {}),
  hash: row.hash,
})
