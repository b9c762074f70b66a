// Reads only: who is around a principal.
import type { Pool } from 'pg'
import { RelationKind } from '../../../schemas/principal.ts'

/** Relations of one kind in one direction: the newest of those others, and how many there are, counted up to a bound. */
export type Around = {
  direction: 'in' | 'out'
  kind: RelationKind
  count: number
  otherIds: string[]
}

export type Edge = { fromId: string; kind: RelationKind; toId: string }

/** More than so many of a kind are told as this many. */
export const MOST_COUNTED = 1_000
const FEW = 6
/** Relations of one of those others that are looked at. */
const MOST_OF_ONE = 20

export type PrincipalGraphReads = ReturnType<typeof createPrincipalGraphReads>

export function createPrincipalGraphReads({ pool }: { pool: Pool }) {
  return {
    /** Of each kind a look-up of its own, in the primary key of relation and in relation(to_id, kind, from_id). */
    async around(id: string): Promise<Around[]> {
      const [out, into] = await Promise.all([around(pool, id, 'out'), around(pool, id, 'in')])
      return [...out, ...into]
    },

    /** How these are related among each other. Primary key of relation. */
    async edges(ids: readonly string[]): Promise<Edge[]> {
      const { rows } = await pool.query<{ from_id: string; kind: RelationKind; to_id: string }>(
        `select r.* from unnest($1::uuid[]) as f(id) cross join lateral (
           select from_id, kind, to_id from relation where from_id = f.id order by kind, to_id limit ${MOST_OF_ONE}) r
         where r.to_id = any($1::uuid[])`,
        [ids],
      )
      return rows.map((row) => ({ fromId: row.from_id, kind: row.kind, toId: row.to_id }))
    },
  }
}

async function around(pool: Pool, id: string, direction: Around['direction']): Promise<Around[]> {
  const [own, other] = direction === 'out' ? ['from_id', 'to_id'] : ['to_id', 'from_id']
  const { rows } = await pool.query<{ kind: RelationKind; count: string; others: string[] }>(
    `select k.kind, c.count, o.others from unnest($2::text[]) as k(kind)
     cross join lateral (
       select count(*) as count from (
         select from relation where ${own} = $1 and kind = k.kind limit ${MOST_COUNTED + 1}) counted) c
     cross join lateral (
       select array(select ${other}::text from relation where ${own} = $1 and kind = k.kind
         order by ${other} desc limit ${FEW}) as others) o
     where c.count > 0`,
    [id, RelationKind.options],
  )
  return rows.map(({ kind, count, others }) => ({
    direction,
    kind,
    count: Number(count),
    otherIds: others,
  }))
}
