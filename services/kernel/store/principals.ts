// Sole writer of: principal, identifier (but for moves: links.ts and merges.ts), principal_term.
import type { Identifier, Principal } from '../../../schemas/principal.ts'
import type { Name } from '../../../schemas/identity.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import { newId } from '../ids.ts'
import type { Sql } from './database.ts'
import { searchTerms } from './search-terms.ts'

/** A name within its tenant. */
export type Known = { tenantId: string; key: string }

/** The reason of a name that nobody has linked to anything yet. */
export const FIRST_SEEN = 'first seen by this name'

/** Somebody new, by the name under which they are first seen. */
export type Newcomer = { tenantId: string; name: Name; origin: string; reason: string }

/** A name of a principal. `isDisputed`: somebody says that it is another's. `isScoped`: it means this only at one source. */
export type HeldName = Pick<Identifier, 'origin' | 'reason' | 'linkedAt'> & {
  tenantId: string
  key: string
  subject: LooseSubject
  principalId: string
  isDisputed: boolean
  isScoped: boolean
}

export type PrincipalRow = {
  id: string
  tenant_id: string
  kind: string
  display_name: string | null
  merged_into: string | null
  created_at: Date
}

export type NameRow = {
  tenant_id: string
  key: string
  base: string | null
  subject: string
  principal_id: string
  origin: string
  reason: string
  disputed: boolean
  linked_at: Date
}

/** One string for a name within its tenant. */
export const knownKey = ({ tenantId, key }: Known): string => `${tenantId}\n${key}`

/** Whose names these are, by `knownKey`. Primary keys of identifier and principal. */
export async function ownersOf(sql: Sql, names: readonly Known[]): Promise<Map<string, Principal>> {
  const { rows } = await sql.query<PrincipalRow & { key: string }>({
    name: 'owners',
    text: `select n.key, p.* from unnest($1::text[], $2::text[]) as n(tenant_id, key)
      cross join lateral (select principal_id from identifier where tenant_id = n.tenant_id and key = n.key offset 0) i
      cross join lateral (select * from principal where id = i.principal_id offset 0) p`,
    values: [names.map(({ tenantId }) => tenantId), names.map(({ key }) => key)],
  })
  return new Map(
    rows.map((row) => [knownKey({ tenantId: row.tenant_id, key: row.key }), toPrincipal(row)]),
  )
}

/** Whose names these are where only their scoped forms are known and are all of one principal. Index identifier_base. */
export async function ownersOfUnscoped(
  sql: Sql,
  names: readonly Known[],
): Promise<Map<string, Principal>> {
  if (names.length === 0) return new Map()
  const { rows } = await sql.query<PrincipalRow & { key: string }>(
    `select n.key, p.* from unnest($1::text[], $2::text[]) as n(tenant_id, key)
     cross join lateral (
       select min(principal_id::text)::uuid as principal_id from (
         select principal_id from identifier where tenant_id = n.tenant_id and base = n.key limit 50) each
       having count(distinct principal_id) = 1) i
     join principal p on p.id = i.principal_id`,
    [names.map(({ tenantId }) => tenantId), names.map(({ key }) => key)],
  )
  return new Map(
    rows.map((row) => [knownKey({ tenantId: row.tenant_id, key: row.key }), toPrincipal(row)]),
  )
}

/** Makes a principal for each; where somebody else has just made one for that name, nothing. */
export async function welcome(sql: Sql, newcomers: readonly Newcomer[], now: Date): Promise<void> {
  if (newcomers.length === 0) return
  const rows = newcomers.map((one, position) => ({ ...one, id: newId(now, position % 4096) }))
  const terms = rows.flatMap(({ id, tenantId, name }) =>
    searchTerms(name).map((term) => ({ id, tenantId, term })),
  )
  await sql.query({
    name: 'welcome',
    text: WELCOME,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ tenantId }) => tenantId),
      rows.map(({ name }) => name.kind),
      rows.map(({ name }) => name.key),
      rows.map(({ name }) => name.base ?? null),
      rows.map(({ name }) => JSON.stringify(name.subject)),
      rows.map(({ origin }) => origin),
      rows.map(({ reason }) => reason),
      now,
      terms.map(({ id }) => id),
      terms.map(({ tenantId }) => tenantId),
      terms.map(({ term }) => term),
    ],
  })
}

/** Keys in order, so that no two wait for each other in a circle. `(… in …) is true` is hashed: a join would compare each with each. */
const WELCOME = `
with given as (
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
  as g(id, tenant_id, kind, key, base, subject, origin, reason)),
named as (
  insert into identifier (tenant_id, key, base, subject, principal_id, origin, reason, linked_at)
  select tenant_id, key, base, subject, id, origin, reason, $9 from given order by tenant_id, key collate "C"
  on conflict do nothing returning principal_id),
made as (
  insert into principal (id, tenant_id, kind, created_at)
  select id, tenant_id, kind, $9 from given where (id in (select principal_id from named)) is true)
insert into principal_term (tenant_id, term, principal_id)
select tenant_id, term, id from unnest($10::uuid[], $11::text[], $12::text[]) as t(id, tenant_id, term)
where (id in (select principal_id from named)) is true`

/** How many names of one principal are looked at: more are no person's. */
export const MOST_NAMES = 50

/** The names of each, the eldest first. Index identifier(principal_id). */
export async function namesOf(
  sql: Sql,
  principalIds: readonly string[],
): Promise<Map<string, HeldName[]>> {
  const held = new Map<string, HeldName[]>()
  if (principalIds.length === 0) return held
  const { rows } = await sql.query<NameRow>({
    name: 'names',
    text: `select i.* from unnest($1::uuid[]) as p(id) cross join lateral (
        select * from identifier where principal_id = p.id order by linked_at, key limit ${MOST_NAMES}) i`,
    values: [principalIds],
  })
  for (const row of rows) {
    const list = held.get(row.principal_id) ?? []
    list.push(toHeldName(row))
    held.set(row.principal_id, list)
  }
  return held
}

export const toHeldName = (row: NameRow): HeldName => ({
  tenantId: row.tenant_id,
  key: row.key,
  subject: JSON.parse(row.subject) as LooseSubject, // written by this file alone
  principalId: row.principal_id,
  origin: row.origin,
  reason: row.reason,
  isDisputed: row.disputed,
  isScoped: row.base !== null,
  linkedAt: row.linked_at,
})

export const toPrincipal = (row: PrincipalRow): Principal =>
  ({
    id: row.id,
    tenantId: row.tenant_id,
    kind: row.kind,
    ...(row.display_name === null ? {} : { displayName: row.display_name }),
    ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }),
    createdAt: row.created_at,
  }) as Principal // written by the stores alone, after their schemas
