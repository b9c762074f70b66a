// Reads only: what came in lately, for the operator.
import type { Pool } from 'pg'
import type { Certainty, Signal } from '../../../schemas/signal.ts'
import { rowToSignal, type SignalRow } from './rows.ts'

export type SignalFilter = {
  limit: number
  after?: string | undefined
  source?: string | undefined
  type?: string | undefined
  certainty?: Certainty | undefined
  principalId?: string | undefined
}

export type RecentSignal = Signal & { routedAt: Date | null }

export type RecentSignalStore = ReturnType<typeof createRecentSignalStore>

/** A filter looks through this many signals at a time, whatever it finds: there is no index for it, since each costs the hot insert. */
const LOOKED_THROUGH = 5_000

export function createRecentSignalStore({ pool }: { pool: Pool }) {
  return {
    /** Newest first; `next` goes on from where this part ended, which may be before anything was found. Primary key signal(id), index signal(principal_id, id). */
    list: (filter: SignalFilter) => list(pool, filter),
  }
}

async function list(
  pool: Pool,
  { limit, after, ...filter }: SignalFilter,
): Promise<{ items: RecentSignal[]; next: string | undefined }> {
  const wanted = [filter.source, filter.type, filter.certainty].map((value) => value ?? null)
  const window = wanted.every((value) => value === null) ? limit : LOOKED_THROUGH
  const { principalId } = filter
  const values = [after ?? null, window, ...wanted, limit]
  const { rows } = await (principalId === undefined
    ? pool.query<Row>(LIST, values)
    : pool.query<Row>(LIST_OF_PRINCIPAL, [...values, principalId]))
  const items = rows.flatMap((row) => (row.id === null ? [] : toRecent({ ...row, id: row.id })))
  const edge = edgeOf(rows, window)
  return { items, next: items.length === limit ? items.at(-1)?.id : edge }
}

/** Where to look on, where the window was full. */
const edgeOf = ([first]: readonly Row[], window: number): string | undefined =>
  first && Number(first.seen) === window ? first.edge : undefined

/** Where nothing was found there is one row, of nulls but for `seen` and `edge`. */
type Row = Omit<SignalRow, 'id'> & { seen: string; edge: string; id: string | null }

const listOf = (looked: string): string => `
with looked as materialized (${looked})
select ends.seen, ends.edge, s.*
from (select count(*) as seen, min(id::text) as edge from looked) ends
left join lateral (
  select id from looked where ($3::text is null or source_id = $3) and ($4::text is null or type = $4)
    and ($5::text is null or certainty = $5) order by id desc limit $6) found on true
left join signal s on s.id = found.id order by found.id desc`

const LIST = listOf(
  'select id, source_id, type, certainty from signal where $1::uuid is null or id < $1 order by id desc limit $2',
)

/** Also under the ids of those that are part of it by now. */
const LIST_OF_PRINCIPAL = listOf(`
  select s.* from (select $7::uuid as id union all (select id from principal where merged_into = $7 limit 50)) p
  cross join lateral (
    select id, source_id, type, certainty from signal
    where principal_id = p.id and ($1::uuid is null or id < $1) order by id desc limit $2) s
  order by s.id desc limit $2`)

const toRecent = (row: SignalRow): RecentSignal => ({
  ...rowToSignal(row),
  routedAt: row.routed_at,
})
