// Sole writer of: approval; and of event.held_for and event.fanned_out_at where an approval is decided.
import type { Pool } from 'pg'
import type { Approval, ApprovalState } from '../../../schemas/approval.ts'
import { transaction, type Sql } from './database.ts'
import { discardHeld, releaseHeld } from './held-events.ts'

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

export type NewRequest = {
  id: string
  tenantId: string
  about: string
  summary: string
  affected: number
  request: unknown
  askedBy: Operator
  expiresAt: Date
}

/** Who asks or decides: `person` tells two operators apart, `name` is for people to read. */
export type Operator = { person: string; name: string }

/** `released` are events to publish; `state` is how the approval stands where it was not open any more. */
export type DecidedApproval =
  | { done: true; approval: Approval; released: { id: string; key: string }[] }
  | { done: false; state: ApprovalState | undefined; reason: 'unknown' | 'decided' | 'own' }

export type Deciding = { id: string; by: Operator; comment: string | undefined; now: Date }

export function createApprovalStore({ pool }: { pool: Pool }) {
  return {
    /** An operator asks. */
    ask: (wanted: NewRequest, now: Date): Promise<Approval> => ask(pool, wanted, now),

    async find(id: string): Promise<Approval | undefined> {
      const { rows } = await pool.query<Row>('select * from approval where id = $1', [id])
      return rows[0] && toApproval(rows[0])
    },

    /** The newest first; `after` is the id that ended the page before. Index approval(state, id). */
    async list({ state, limit, after }: { state?: string; limit: number; after?: string }) {
      const { rows } = await pool.query<Row>(
        `select * from approval where ($1::text is null or state = $1) and ($3::uuid is null or id < $3)
         order by id desc limit $2`,
        [state ?? null, limit, after ?? null],
      )
      return rows.map(toApproval)
    },

    /** Another operator says yes: a policy's events are let go in the same transaction, so exactly once. */
    approve: (deciding: Deciding): Promise<DecidedApproval> =>
      transaction(pool, (sql) => decide(sql, deciding, 'approved')),

    reject: (deciding: Deciding): Promise<DecidedApproval> =>
      transaction(pool, (sql) => decide(sql, deciding, 'rejected')),

    /** Ends those whose time is over; what waited for them is discarded. Index approval_due. */
    expire: (now: Date): Promise<string[]> => transaction(pool, (sql) => expire(sql, now)),
  }
}

async function ask(sql: Sql, wanted: NewRequest, now: Date): Promise<Approval> {
  const { rows } = await sql.query<Row>(
    `insert into approval (id, kind, tenant_id, about, summary, affected, request, asked_by, asked_person, asked_at, expires_at)
     values ($1, 'revocation', $2, $3, $4, $5, $6, $7, $8, $9, $10) returning *`,
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
    ],
  )
  if (!rows[0]) throw new Error('insert answered no row')
  return toApproval(rows[0])
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
): Promise<DecidedApproval> {
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
  return { done: true, approval: toApproval(updated.rows[0] ?? row), released }
}

/** Who asked may take it back, but not say yes. */
function refusal(
  row: Row,
  state: 'approved' | 'rejected',
  { by, now }: Pick<Deciding, 'by' | 'now'>,
): DecidedApproval | undefined {
  if (row.state !== 'open') return { done: false, state: row.state, reason: 'decided' }
  if (row.expires_at <= now) return { done: false, state: 'expired', reason: 'decided' }
  return state === 'approved' && row.asked_person === by.person
    ? { done: false, state: 'open', reason: 'own' }
    : undefined
}

async function expire(sql: Sql, now: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `update approval set state = 'expired', decided_at = $1 where id in (
       select id from approval where state = 'open' and expires_at <= $1 order by expires_at limit 100
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
  ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
  ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
  ...(row.comment === null ? {} : { comment: row.comment }),
})
