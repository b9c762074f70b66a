// Reads signal, principal and incident: what a backtest looks at.
import type { PrincipalKind } from '../../../schemas/principal.ts'
import type { Signal } from '../../../schemas/signal.ts'
import { derivedId, firstIdOf } from '../ids.ts'
import type { Sql } from './database.ts'
import { rowToSignal, type SignalRow } from './rows.ts'

/** The ids of a stretch of time: above the first, below the last. */
export type Stretch = { afterId: string; beforeId: string }

export const stretchOf = (from: Date, to: Date): Stretch => ({
  afterId: firstIdOf(from),
  beforeId: firstIdOf(to),
})

/** A signal by what tells whether a policy is about it. */
export type Glimpse = Pick<Signal, 'id' | 'type'> & {
  vendorType?: string
  state: 'decided' | 'undecided' | 'held'
}

/** The next signals in the order of receipt. Primary key of signal. */
export async function glimpse(
  sql: Sql,
  { afterId, beforeId }: Stretch,
  limit: number,
): Promise<Glimpse[]> {
  const { rows } = await sql.query<{
    id: Signal['id']
    type: string
    vendor_type: string | null
    state: Glimpse['state']
  }>(
    `select id, type, vendor_type, case when held then 'held' when routed_at is null then 'undecided' else 'decided' end as state
     from signal where id > $1 and id < $2 order by id limit $3`,
    [afterId, beforeId, limit],
  )
  return rows.map(({ vendor_type, ...row }) => ({
    ...row,
    ...(vendor_type === null ? {} : { vendorType: vendor_type }),
  }))
}

const COUNTED = 50_000

/** How many there are in the next part of a stretch, and where it ended; null at the end. */
export async function countStretch(
  sql: Sql,
  { afterId, beforeId }: Stretch,
): Promise<{ signals: number; lastId: string | null }> {
  const { rows } = await sql.query<{ n: string; last: string | null }>(
    `select count(*) as n, max(id::text) as last
     from (select id from signal where id > $1 and id < $2 order by id limit ${COUNTED}) part`,
    [afterId, beforeId],
  )
  const signals = Number(rows[0]?.n ?? 0)
  return { signals, lastId: signals === COUNTED ? (rows[0]?.last ?? null) : null }
}

/** `principal`: as it is known by now. `opened`: an incident began with it. */
export type Decided = {
  signal: Signal
  scope: string
  principal: { id: string; kind: PrincipalKind } | undefined
  incidentId: string | null
  opened: boolean
}

/** These, in the order of receipt. Primary keys. */
export async function loadDecided(sql: Sql, ids: readonly string[]): Promise<Decided[]> {
  if (ids.length === 0) return []
  const { rows } = await sql.query<
    SignalRow & { who: string | null; who_kind: PrincipalKind; opened: boolean }
  >({
    name: 'backtest-signals',
    text: `select s.*, coalesce(r.id, p.id) as who, coalesce(r.kind, p.kind) as who_kind, i.id is not null as opened
      from unnest($1::uuid[], $2::uuid[]) as g(id, incident)
      cross join lateral (select * from signal where id = g.id offset 0) s
      left join lateral (select id, kind, merged_into from principal where id = s.principal_id offset 0) p on true
      left join lateral (select id, kind from principal where id = p.merged_into offset 0) r on true
      left join lateral (select id from incident where id = g.incident offset 0) i on true
      order by s.id`,
    values: [ids, ids.map((id) => derivedId(id, 'incident'))],
  })
  return rows.map((row) => ({
    signal: rowToSignal(row),
    scope: row.scope,
    principal: row.who === null ? undefined : { id: row.who, kind: row.who_kind },
    incidentId: row.incident_id,
    opened: row.opened,
  }))
}
