// Sole writer of: approval; and of event.held_for and event.fanned_out_at where an approval is decided.
import type { Pool } from 'pg'
import type { Approval, ApprovalState } from '../../../schemas/approval.ts'
import { transaction, type Sql } from './database.ts'
import { discardHeld, releaseHeld } from './held-events.ts'
import { storeSignals, type NewSignal, type StoredSignal } from './signals.ts'

export type ApprovalStore = ReturnType<typeof createApprovalStore>

/** What a policy asks for. */
export type NewAsk = {
  id: string
  tenantId: string
  policyId: string
  about: string
  summary: string
  affected: number
  seconds: number
}

/** What an operator asks for, or has done at once (`break-glass`). */
export type NewRequest = {
  id: string
  kind: 'revocation' | 'break-glass'
  tenantId: string
  /** What it is known by, however often it is asked for. */
  key: string
  /** What it will be told by: the same, or an incident's. */
  txn: string
  about: string
  summary: string
  affected: number
  request: unknown
  askedBy: Operator
  expiresAt: Date
}

/** Who asks or decides: `person` tells two operators apart, `name` is for people to read. */
export type Operator = { person: string; name: string }

/** Pure: an approved revocation as the signals that it enters as. */
export type Enter = (request: unknown, called: { key: string; txn: string }) => NewSignal[]

/** `released` are events to publish, `stored` signals; `state` is how the approval stands where it was not open any more. */
export type DecidedApproval =
  | {
      done: true
      approval: Approval
      released: { id: string; key: string }[]
      stored: StoredSignal[]
    }
  | { done: false; state: ApprovalState | undefined; reason: 'unknown' | 'decided' | 'own' }

export type Deciding = { id: string; by: Operator; comment: string | undefined; now: Date }

export function createApprovalStore({ pool }: { pool: Pool }) {
  return {
    /** An operator asks; asked under the same key again, it is the same approval. */
    ask: (wanted: NewRequest, now: Date): Promise<Approval> => ask(pool, wanted, now),

    /** The one that was asked for under this key. Index approval_txn_key. */
    ofKey: (key: string): Promise<Approval | undefined> => ofKey(pool, key),

    async find(id: string): Promise<Approval | undefined> {
      const { rows } = await pool.query<Row>('select * from approval where id = $1', [id])
      return rows[0] && toApproval(rows[0])
    },

    /** The newest first; `after` is the id that ended the page before. Index approval(state, id). */
    async list({ state, kind, limit, after }: Listing) {
      const { rows } = await pool.query<Row>(
        `select * from approval where ($1::text is null or state = $1) and ($3::uuid is null or id < $3)
           and ($4::text is null or kind = $4) order by id desc limit $2`,
        [state ?? null, limit, after ?? null, kind ?? null],
      )
      return rows.map(toApproval)
    },

    /**
     * Another operator says yes: a policy's events are let go, a revocation's signals stored in the same transaction, so
     * exactly once.
     */
    approve: (deciding: Deciding, enter: Enter): Promise<DecidedApproval> =>
      transaction(pool, async (sql) => {
        const { key, ...decided } = await decide(sql, deciding, 'approved')
        if (!decided.done || decided.approval.kind !== 'revocation') return decided
        const { request, id, txn = id } = decided.approval
        const signals = enter(request, { key: key ?? id, txn })
        return { ...decided, stored: await storeSignals(sql, signals, deciding.now) }
      }),

    reject: (deciding: Deciding): Promise<DecidedApproval> =>
      transaction(pool, async (sql) => {
        const { key: _key, ...decided } = await decide(sql, deciding, 'rejected')
        return decided
      }),

    /** Ends those whose time is over; what waited for them is discarded. Index approval_due. */
    expire: (now: Date): Promise<string[]> => transaction(pool, (sql) => expire(sql, now)),
  }
}

type Listing = {
  state?: ApprovalState
  kind?: Approval['kind']
  limit: number
  after?: string
}

async function ask(pool: Pool, wanted: NewRequest, now: Date): Promise<Approval> {
  const { rows } = await pool.query<Row>(
    `insert into approval (id, kind, tenant_id, about, summary, affected, request, asked_by, asked_person, asked_at, expires_at, txn, cause)
     values ($1, $11, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, $13) on conflict (txn) do nothing returning *`,
    [
      wanted.id,
      wanted.tenantId,
      wanted.about,
      wanted.summary,
      wanted.affected,
      JSON.stringify(wanted.request),
      wanted.askedBy.name,
      wanted.askedBy.person,
      now,
      wanted.expiresAt,
      wanted.kind,
      wanted.key,
      wanted.txn === wanted.key ? null : wanted.txn,
    ],
  )
  const approval = rows[0] ? toApproval(rows[0]) : await ofKey(pool, wanted.key)
  if (!approval) throw new Error('insert answered no row')
  return approval
}

async function ofKey(pool: Pool, key: string): Promise<Approval | undefined> {
  const { rows } = await pool.query<Row>('select * from approval where txn = $1', [key])
  return rows[0] && toApproval(rows[0])
}

/**
 * Opens a question for each ask, or joins the one that is open for the same policy and principal; answers which it is.
 * The partial index approval_open keeps two routers from opening two.
 */
export async function askForApproval(
  sql: Sql,
  asks: readonly NewAsk[],
  now: Date,
): Promise<Map<string, string>> {
  const joined = new Map<string, string>()
  for (const ask of asks) {
    const { rows } = await sql.query<{ id: string }>(
      `insert into approval as a (id, kind, tenant_id, policy_id, about, summary, affected, asked_by, asked_at, expires_at)
       values ($1, 'policy', $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (tenant_id, policy_id, about) where state = 'open' do update set affected = a.affected + excluded.affected
       returning id`,
      [
        ask.id,
        ask.tenantId,
        ask.policyId,
        ask.about,
        ask.summary,
        ask.affected,
        `policy ${ask.policyId}`,
        now,
        new Date(now.getTime() + ask.seconds * 1000),
      ],
    )
    if (rows[0]) joined.set(ask.id, rows[0].id)
  }
  return joined
}

async function decide(
  sql: Sql,
  { id, by, comment, now }: Deciding,
  state: 'approved' | 'rejected',
): Promise<DecidedApproval & { key?: string | null }> {
  const { rows } = await sql.query<Row>('select * from approval where id = $1 for update', [id])
  const row = rows[0]
  if (!row) return { done: false, state: undefined, reason: 'unknown' }
  const refused = refusal(row, state, { by, now })
  if (refused) return refused
  const updated = await sql.query<Row>(
    'update approval set state = $2, decided_by = $3, decided_at = $4, comment = $5 where id = $1 returning *',
    [id, state, by.name, now, comment ?? null],
  )
  const heldFor = `approval:${id}`
  const released = state === 'approved' ? await releaseHeld(sql, heldFor) : []
  if (state === 'rejected') await discardHeld(sql, heldFor, now)
  const approval = toApproval(updated.rows[0] ?? row)
  return { done: true, approval, released, stored: [], key: row.txn }
}

/** Who asked may take it back, but not say yes; what was done at once they may judge neither way, however late it is. */
function refusal(
  row: Row,
  state: 'approved' | 'rejected',
  { by, now }: Pick<Deciding, 'by' | 'now'>,
): DecidedApproval | undefined {
  const isDone = row.kind === 'break-glass'
  if (row.state !== 'open') return { done: false, state: row.state, reason: 'decided' }
  if (!isDone && row.expires_at <= now) return { done: false, state: 'expired', reason: 'decided' }
  return (isDone || state === 'approved') && row.asked_person === by.person
    ? { done: false, state: 'open', reason: 'own' }
    : undefined
}

async function expire(sql: Sql, now: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `update approval set state = 'expired', decided_at = $1 where id in (
       select id from approval where state = 'open' and kind <> 'break-glass' and expires_at <= $1 order by expires_at limit 100
       for update skip locked) returning id`,
    [now],
  )
  for (const { id } of rows) await discardHeld(sql, `approval:${id}`, now)
  return rows.map(({ id }) => id)
}

type Row = {
  id: string
  kind: Approval['kind']
  tenant_id: string
  policy_id: string | null
  about: string
  summary: string
  affected: number
  request: unknown
  /** Its key, and what it is told by where that is another. */
  txn: string | null
  cause: string | null
  asked_by: string
  asked_person: string | null
  asked_at: Date
  expires_at: Date
  state: ApprovalState
  decided_by: string | null
  decided_at: Date | null
  comment: string | null
}

const toApproval = (row: Row): Approval => ({
  id: row.id,
  kind: row.kind,
  tenantId: row.tenant_id,
  about: row.about,
  summary: row.summary,
  affected: row.affected,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  expiresAt: row.expires_at,
  state: row.state,
  ...(row.policy_id === null ? {} : { policyId: row.policy_id }),
  ...(row.request === null ? {} : { request: row.request }),
  ...(row.txn === null ? {} : { txn: row.cause ?? row.txn }),
  ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
  ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
  ...(row.comment === null ? {} : { comment: row.comment }),
})
