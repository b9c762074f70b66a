// Sole writer of: relation (but for merges: merges.ts).
import type { RelationKind } from '../../../schemas/principal.ts'
import type { Sql } from './database.ts'

/** What a principal is of, on, or for. */
export type Owner = { fromId: string; kind: RelationKind; toId: string; toKind: string }

export type NewRelation = { fromId: string; kind: RelationKind; toId: string; origin: string }

/** From a session or a token to whom it belongs: one step, and only where that is few. */
const UPWARD = [
  'session-of-user',
  'session-on-device',
  'token-of-user',
  'token-of-session',
  'token-for-integration',
] as const satisfies readonly RelationKind[]

const MOST_OWNERS = 8

/** Whom sessions and tokens belong to. Primary key of relation. */
export async function ownersAbove(
  sql: Sql,
  principalIds: readonly string[],
): Promise<Map<string, Owner[]>> {
  const owners = new Map<string, Owner[]>()
  if (principalIds.length === 0) return owners
  const { rows } = await sql.query<{
    from_id: string
    kind: RelationKind
    to_id: string
    to_kind: string
  }>({
    name: 'owners-above',
    text: `select r.*, p.kind as to_kind from unnest($1::uuid[]) as f(id)
      cross join lateral (
        select from_id, kind, to_id from relation where from_id = f.id and kind = any($2::text[])
        order by kind, to_id limit ${MOST_OWNERS}) r
      cross join lateral (select kind from principal where id = r.to_id offset 0) p`,
    values: [principalIds, UPWARD],
  })
  for (const row of rows) {
    const list = owners.get(row.from_id) ?? []
    list.push({ fromId: row.from_id, kind: row.kind, toId: row.to_id, toKind: row.to_kind })
    owners.set(row.from_id, list)
  }
  return owners
}

/** Adds those that are new; of the others it keeps when they were last seen, to the hour. Keys in order. */
export async function relate(
  sql: Sql,
  relations: readonly NewRelation[],
  now: Date,
): Promise<void> {
  if (relations.length === 0) return
  await sql.query({
    name: 'relate',
    text: `insert into relation (from_id, kind, to_id, origin, first_seen_at, last_seen_at)
      select distinct on (from_id, kind, to_id) from_id, kind, to_id, origin, $5::timestamptz, $5::timestamptz
      from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[]) as r(from_id, kind, to_id, origin)
      order by from_id, kind, to_id
      on conflict (from_id, kind, to_id) do update set last_seen_at = excluded.last_seen_at
        where relation.last_seen_at < excluded.last_seen_at - interval '1 hour'`,
    values: [
      relations.map(({ fromId }) => fromId),
      relations.map(({ kind }) => kind),
      relations.map(({ toId }) => toId),
      relations.map(({ origin }) => origin),
      now,
    ],
  })
}
