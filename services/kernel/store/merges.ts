// Sole writer of: principal_merge; and of principal.merged_into. Writes of identifier, relation, principal_term, incident_principal, incident_fact and event: whose they are.
import { newId } from '../ids.ts'
import type { Sql } from './database.ts'
import type { Absorption } from './link-plan.ts'
import { refreshTerms } from './principal-terms.ts'

/** What was the merged one's, so that it can be given back. */
export type Moved = { identifiers: string[]; relations: [from: string, kind: string, to: string][] }

/**
 * Makes two principals one: every name, relation and open story of the merged one is the survivor's. Under the locks of
 * both. Order holds: what is undecided is found under either id (turns.ts), and what is made and not fanned out yet takes
 * the survivor's key. Answers the merge's id.
 */
export async function mergeInto(
  sql: Sql,
  { tenantId, survivorId, mergedId, origin, reason }: Absorption,
  now: Date,
): Promise<string> {
  const { rows: names } = await sql.query<{ key: string }>(
    'update identifier set principal_id = $1 where principal_id = $2 returning key',
    [survivorId, mergedId],
  )
  const moved: Moved = {
    identifiers: names.map(({ key }) => key),
    relations: await moveRelations(sql, survivorId, mergedId),
  }
  for (const statement of MOVES) await sql.query(statement, [survivorId, mergedId])
  await refreshTerms(sql, [survivorId, mergedId])
  const id = newId(now)
  await sql.query(
    `insert into principal_merge (id, tenant_id, survivor_id, merged_id, moved, origin, reason, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, tenantId, survivorId, mergedId, JSON.stringify(moved), origin, reason, now],
  )
  return id
}

/** A relation between the two would be one to itself, so it goes. */
async function moveRelations(
  sql: Sql,
  survivorId: string,
  mergedId: string,
): Promise<Moved['relations']> {
  const { rows } = await sql.query<{ from_id: string; kind: string; to_id: string }>(
    `with gone as (
       delete from relation where from_id = $2 or to_id = $2 returning *),
     kept as (
       insert into relation (from_id, kind, to_id, origin, first_seen_at, last_seen_at)
       select distinct on (f, kind, t) f, kind, t, origin, first_seen_at, last_seen_at from (
         select *, case from_id when $2 then $1::uuid else from_id end as f, case to_id when $2 then $1::uuid else to_id end as t
         from gone) g
       where f <> t order by f, kind, t on conflict do nothing)
     select from_id, kind, to_id from gone`,
    [survivorId, mergedId],
  )
  return rows.map((row) => [row.from_id, row.kind, row.to_id])
}

/** $1 the survivor, $2 the merged one. */
const MOVES = [
  `update principal set display_name = coalesce(display_name, (select display_name from principal where id = $2)) where id = $1`,
  'update principal set merged_into = $1 where id = $2 or merged_into = $2',
  `with gone as (delete from incident_principal where principal_id = $2 returning *)
   insert into incident_principal (principal_id, incident_id, role, first_at, last_at)
   select $1::uuid, incident_id, role, first_at, last_at from gone
   on conflict (principal_id, incident_id, role, first_at) do update
     set last_at = greatest(incident_principal.last_at, excluded.last_at)`,
  `with gone as (delete from incident_fact where principal_id = $2 returning *)
   insert into incident_fact (incident_id, principal_id, type, first_at, last_at, signals, sources)
   select incident_id, $1::uuid, type, first_at, last_at, signals, sources from gone
   on conflict (incident_id, principal_id, type, first_at) do update
     set last_at = greatest(incident_fact.last_at, excluded.last_at), signals = incident_fact.signals + excluded.signals`,
  `update event set order_key = $1::uuid::text, principal_id = $1 where principal_id = $2 and fanned_out_at is null`,
]
