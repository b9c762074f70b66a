// Sole writer of: decisions of link_dispute. Writes of identifier and relation: what an operator believes.
import type { Pool } from 'pg'
import { changedName, nameOf, type Name } from '../../../schemas/identity.ts'
import type { LinkDispute } from '../../../schemas/principal-admin.ts'
import type { Principal } from '../../../schemas/principal.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import { recordAudit } from './audit.ts'
import { transaction, type Sql } from './database.ts'
import { end, link } from './links.ts'
import { mergeInto } from './merges.ts'
import { findPrincipal } from './principal-reads.ts'
import { namesOf } from './principals.ts'
import { lock } from './turns.ts'

export type DisputeStore = ReturnType<typeof createDisputeStore>

export type Deciding = {
  decision: 'accept' | 'reject'
  comment: string | undefined
  author: string
  now: Date
}

/** `undefined` where there is none; `done: false` where it is decided. */
export type DecidedDispute = { done: boolean; dispute: LinkDispute } | undefined

export function createDisputeStore({ pool }: { pool: Pool }) {
  return {
    /** The newest first; `after` is the id that ended the page before. Index link_dispute(state, id). */
    async list(state: string, limit: number, after?: string): Promise<LinkDispute[]> {
      const { rows } = await pool.query<Row>(
        'select * from link_dispute where state = $1 and ($3::uuid is null or id < $3) order by id desc limit $2',
        [state, limit, after ?? null],
      )
      return rows.map(toDispute)
    },

    /** The open ones that somebody raised about its names, or for it. Indexes link_dispute_open, link_dispute_claimant. */
    async ofPrincipal(principalId: string, limit: number, after?: string): Promise<LinkDispute[]> {
      const { rows } = await pool.query<Row>(OF_PRINCIPAL, [principalId, limit, after ?? null])
      return rows.map(toDispute)
    },

    /** Once; audited. What is believed counts from now on, what is not is never asked again. */
    decide: (id: string, deciding: Deciding): Promise<DecidedDispute> =>
      transaction(pool, (sql) => decide(sql, id, deciding)),
  }
}

const OF_PRINCIPAL = `
select distinct on (id) d.* from (
  select d.* from (select tenant_id, key from identifier where principal_id = $1 limit 200) i cross join lateral (
    select * from link_dispute where tenant_id = i.tenant_id and key = i.key and state = 'open' limit 100) d
  union all
  (select * from link_dispute where claimant_id = $1 and state = 'open' order by id desc limit 200)) d
where $3::uuid is null or d.id < $3 order by d.id desc limit $2`

type Row = {
  id: string
  tenant_id: string
  kind: string
  key: string
  subject: string
  holder_id: string | null
  claimant_id: string
  origin: string
  signal_id: string | null
  reason: string
  times: number
  state: string
  decided_by: string | null
  decided_at: Date | null
  created_at: Date
  last_seen_at: Date
}

const toDispute = (row: Row): LinkDispute =>
  ({
    id: row.id,
    tenantId: row.tenant_id,
    kind: row.kind,
    subject: JSON.parse(row.subject) as LooseSubject,
    ...(row.holder_id === null ? {} : { holderId: row.holder_id }),
    claimantId: row.claimant_id,
    origin: row.origin,
    ...(row.signal_id === null ? {} : { signalId: row.signal_id }),
    reason: row.reason,
    times: row.times,
    state: row.state,
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  }) as LinkDispute // written by the stores alone, after their schemas

async function decide(
  sql: Sql,
  id: string,
  { decision, comment, author, now }: Deciding,
): Promise<DecidedDispute> {
  const { rows } = await sql.query<Row>(
    `update link_dispute set state = $2, decided_by = $3, decided_at = $4 where id = $1 and state = 'open' returning *`,
    [id, decision === 'accept' ? 'accepted' : 'rejected', author, now],
  )
  const [row] = rows
  if (!row) {
    const found = await sql.query<Row>('select * from link_dispute where id = $1', [id])
    return found.rows[0] && { done: false, dispute: toDispute(found.rows[0]) }
  }
  if (decision === 'accept') await believe(sql, row, { author, now })
  await freeName(sql, row)
  const dispute = toDispute(row)
  await recordAudit(
    sql,
    {
      actor: author,
      action: `link-dispute.${decision}`,
      target: `link-dispute:${id}`,
      tenantId: row.tenant_id,
      detail: { kind: row.kind, claimant: row.claimant_id, comment: comment ?? null },
    },
    now,
  )
  return { done: true, dispute }
}

/** A name about which nothing is asked any more may be told again. */
const freeName = (sql: Sql, { tenant_id, key }: Row) =>
  sql.query(
    `update identifier set disputed = false where tenant_id = $1 and key = $2 and disputed and not exists (
       select from link_dispute where tenant_id = $1 and key = $2 and state = 'open' and kind = 'contradiction')`,
    [tenant_id, key],
  )

type By = { author: string; now: Date }

async function believe(sql: Sql, row: Row, by: By): Promise<void> {
  const claimant = await standing(sql, row.claimant_id)
  const holder = row.holder_id === null ? undefined : await standing(sql, row.holder_id)
  const ids = [...new Set([claimant, holder].flatMap((one) => one?.id ?? []))]
  await lock(sql, { own: ids, shared: [], isSharedForItself: false })
  if (!claimant) return
  switch (row.kind) {
    case 'relation':
      return moveRelation(sql, row, claimant)
    case 'recycled':
    case 'changed':
      return passOn(sql, row, { claimant, ...by })
    default:
      return giveName(sql, row, { claimant, holder, ...by })
  }
}

/** Who it is by now. */
async function standing(sql: Sql, id: string): Promise<Principal | undefined> {
  const found = await findPrincipal(sql, id)
  return found?.mergedInto === undefined ? found : findPrincipal(sql, found.mergedInto)
}

/** The name is the claimant's; somebody who was known by nothing else is the claimant. */
async function giveName(
  sql: Sql,
  row: Row,
  { claimant, holder, author, now }: By & { claimant: Principal; holder: Principal | undefined },
): Promise<void> {
  const origin = `operator:${author}`.slice(0, 128)
  const reason = `${row.reason}; believed by ${author}`.slice(0, 512)
  const held = holder ? ((await namesOf(sql, [holder.id])).get(holder.id) ?? []) : []
  if (holder && holder.id !== claimant.id && held.length === 1 && held[0]?.key === row.key) {
    const { tenant_id: tenantId } = row
    await mergeInto(
      sql,
      { tenantId, survivorId: claimant.id, mergedId: holder.id, origin, reason },
      now,
    )
    return
  }
  await end(sql, [{ tenantId: row.tenant_id, key: row.key, because: reason }], now)
  const name = nameIn(row, claimant)
  await link(
    sql,
    [{ tenantId: row.tenant_id, name, principalId: claimant.id, origin, reason }],
    now,
  )
}

/** The name as it was claimed, with its scope where it has one. */
function nameIn({ subject, key }: Row, { kind }: Principal): Name {
  const parsed = JSON.parse(subject) as LooseSubject // written by links.ts alone
  const base = nameOf(parsed, kind, '')?.key
  return { key, base: base === key ? undefined : base, kind, subject: parsed }
}

/** The old name is nobody's; where it was changed, the new one is its former owner's. */
async function passOn(
  sql: Sql,
  row: Row,
  { claimant, author, now }: By & { claimant: Principal },
): Promise<void> {
  const because = `${row.kind}, says ${row.origin}; believed by ${author}`
  await end(sql, [{ tenantId: row.tenant_id, key: row.key, because }], now)
  if (row.kind !== 'changed' || row.signal_id === null) return
  const { rows } = await sql.query<{ payload: string }>(
    'select payload from signal where id = $1',
    [row.signal_id],
  )
  const payload = JSON.parse(rows[0]?.payload ?? '{}') as Record<string, unknown> // written by signals.ts alone
  const name = changedName(nameIn(row, claimant), payload)
  if (!name) return
  const origin = `operator:${author}`.slice(0, 128)
  await link(
    sql,
    [{ tenantId: row.tenant_id, name, principalId: claimant.id, origin, reason: because }],
    now,
  )
}

/** A session or token is the claimant's, and not whose it was. */
async function moveRelation(sql: Sql, row: Row, claimant: Principal): Promise<void> {
  await sql.query(
    `update relation r set to_id = $3 from identifier i
     where i.tenant_id = $1 and i.key = $2 and r.from_id = i.principal_id and r.to_id = $4
       and r.kind in ('session-of-user', 'token-of-user', 'token-for-integration')
       and not exists (select from relation x where x.from_id = r.from_id and x.kind = r.kind and x.to_id = $3)`,
    [row.tenant_id, row.key, claimant.id, row.holder_id],
  )
}
