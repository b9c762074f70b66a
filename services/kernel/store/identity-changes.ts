// What operators change about who is who. Writes of principal, identifier, identifier_history and principal_merge.
import type { Pool } from 'pg'
import { nameOf } from '../../../schemas/identity.ts'
import type { Principal } from '../../../schemas/principal.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import { newId } from '../ids.ts'
import { recordAudit } from './audit.ts'
import { transaction, type Sql } from './database.ts'
import { mergeInto, type Moved } from './merges.ts'
import { findPrincipal } from './principal-reads.ts'
import { refreshTerms } from './principal-terms.ts'
import { lock } from './turns.ts'

export type IdentityChanges = ReturnType<typeof createIdentityChanges>

export type Change = { author: string; reason: string; now: Date }

/** The principal that the change was about afterwards; or why it was not made. */
export type Changed =
  { done: true; principalId: string } | { done: false; missing: boolean; because: string }

export function createIdentityChanges({ pool }: { pool: Pool }) {
  return {
    /** The other one becomes this one; audited. */
    merge: (id: string, otherId: string, change: Change): Promise<Changed> =>
      transaction(pool, (sql) => merge(sql, { id, otherId }, change)),

    /** These names are somebody new's; audited. Answers who. */
    split: (id: string, subjects: readonly LooseSubject[], change: Change): Promise<Changed> =>
      transaction(pool, (sql) => split(sql, { id, subjects }, change)),

    /** What a merge gave to this one is the other's again; audited. Answers the other. */
    undoMerge: (id: string, mergeId: string, change: Change): Promise<Changed> =>
      transaction(pool, (sql) => undo(sql, { id, mergeId }, change)),
  }
}

const refused = (because: string, missing = false): Changed => ({ done: false, missing, because })

/** Waits for the routers that decide about them. */
const lockBoth = (sql: Sql, ids: readonly string[]) =>
  lock(sql, { own: ids, shared: [], isSharedForItself: false })

async function merge(
  sql: Sql,
  { id, otherId }: { id: string; otherId: string },
  { author, reason, now }: Change,
): Promise<Changed> {
  await lockBoth(sql, [id, otherId])
  const [survivor, other] = [await findPrincipal(sql, id), await findPrincipal(sql, otherId)]
  if (!survivor || !other) return refused('No such principal', true)
  const because = whyNot(survivor, other)
  if (because !== undefined) return refused(because)
  const { tenantId } = survivor
  const origin = `operator:${author}`.slice(0, 128)
  const mergeId = await mergeInto(
    sql,
    { tenantId, survivorId: id, mergedId: otherId, origin, reason },
    now,
  )
  const detail = { other: otherId, mergeId, reason }
  await audit(sql, survivor, { action: 'principal.merge', author, detail, now })
  return { done: true, principalId: id }
}

const PEOPLE: ReadonlySet<string> = new Set(['user', 'service_account'])

function whyNot(one: Principal, other: Principal): string | undefined {
  if (one.id === other.id) return 'It is the same one'
  if (one.tenantId !== other.tenantId) return 'They are of two tenants'
  const gone = [one, other].find(({ mergedInto }) => mergedInto !== undefined)
  if (gone) return `${gone.id} is part of ${gone.mergedInto ?? ''}`
  const isAlike = one.kind === other.kind || (PEOPLE.has(one.kind) && PEOPLE.has(other.kind))
  return isAlike ? undefined : `A ${one.kind} is no ${other.kind}`
}

async function split(
  sql: Sql,
  { id, subjects }: { id: string; subjects: readonly LooseSubject[] },
  { author, reason, now }: Change,
): Promise<Changed> {
  await lockBoth(sql, [id])
  const principal = await findPrincipal(sql, id)
  if (!principal) return refused('No such principal', true)
  const keys = subjects.flatMap((subject) => nameOf(subject, principal.kind, '')?.key ?? [])
  const freshId = newId(now)
  const words = `split by ${author}: ${reason}`.slice(0, 512)
  const { rows } = await sql.query<{ own: string; taken: string }>(TAKE, [
    freshId,
    id,
    keys,
    words,
    now,
    `operator:${author}`.slice(0, 128),
  ])
  const [counts] = rows
  if (!counts || Number(counts.taken) === 0) return refused('It has none of these names')
  if (counts.own === counts.taken) return refused('These are all its names: nobody would be left')
  await sql.query(
    'insert into principal (id, tenant_id, kind, created_at) values ($1, $2, $3, $4)',
    [freshId, principal.tenantId, principal.kind, now],
  )
  await refreshTerms(sql, [id, freshId])
  const detail = { into: freshId, subjects, reason }
  await audit(sql, principal, { action: 'principal.split', author, detail, now })
  return { done: true, principalId: freshId }
}

/** $1 who takes, $2 from whom, $3 the names' keys, whatever source they are scoped to. */
const TAKE = `
with own as (select * from identifier where principal_id = $2),
taken as (
  update identifier i set principal_id = $1, reason = $4, linked_at = $5, origin = $6, disputed = false from own
  where i.tenant_id = own.tenant_id and i.key = own.key and (own.key = any($3::text[]) or own.base = any($3::text[]))
    and (select count(*) from own) > (select count(*) from own where key = any($3::text[]) or base = any($3::text[]))
  returning i.key),
kept as (
  insert into identifier_history (tenant_id, key, subject, principal_id, origin, reason, linked_at, ended_at, ended_because)
  select tenant_id, key, subject, principal_id, origin, reason, linked_at, $5, $4 from own where key in (select key from taken))
select (select count(*) from own) as own,
  (select count(*) from own where key = any($3::text[]) or base = any($3::text[])) as taken`

async function undo(
  sql: Sql,
  { id, mergeId }: { id: string; mergeId: string },
  { author, reason, now }: Change,
): Promise<Changed> {
  const { rows } = await sql.query<{ merged_id: string; moved: string }>(
    'update principal_merge set undone_at = $3 where id = $1 and survivor_id = $2 and undone_at is null returning merged_id, moved',
    [mergeId, id, now],
  )
  const [undone] = rows
  if (!undone) return refused('No such merge, or it is undone')
  const { merged_id: otherId } = undone
  await lockBoth(sql, [id, otherId])
  const principal = await findPrincipal(sql, id)
  if (!principal) return refused('No such principal', true)
  const moved = JSON.parse(undone.moved) as Moved // written by mergeInto alone
  await sql.query('update principal set merged_into = null where id = $1', [otherId])
  await sql.query(
    'update identifier set principal_id = $1 where principal_id = $2 and tenant_id = $3 and key = any($4::text[])',
    [otherId, id, principal.tenantId, moved.identifiers],
  )
  await giveBack(sql, { id, otherId, now }, moved.relations)
  await refreshTerms(sql, [id, otherId])
  const detail = { other: otherId, mergeId, reason }
  await audit(sql, principal, { action: 'principal.unmerge', author, detail, now })
  return { done: true, principalId: otherId }
}

/** Relations as they were before the merge; what it made of them goes. */
async function giveBack(
  sql: Sql,
  { id, otherId, now }: { id: string; otherId: string; now: Date },
  relations: Moved['relations'],
): Promise<void> {
  if (relations.length === 0) return
  await sql.query(
    `with old as (select * from unnest($1::uuid[], $2::text[], $3::uuid[]) as r(from_id, kind, to_id)),
     gone as (
       delete from relation r using old where r.kind = old.kind
         and r.from_id = case old.from_id when $5 then $4::uuid else old.from_id end
         and r.to_id = case old.to_id when $5 then $4::uuid else old.to_id end)
     insert into relation (from_id, kind, to_id, origin, first_seen_at, last_seen_at)
     select from_id, kind, to_id, 'operator', $6, $6 from old on conflict do nothing`,
    [
      relations.map(([from]) => from),
      relations.map(([, kind]) => kind),
      relations.map(([, , to]) => to),
      id,
      otherId,
      now,
    ],
  )
}

const audit = (
  sql: Sql,
  { id, tenantId }: Principal,
  entry: { action: string; author: string; detail: Record<string, unknown>; now: Date },
) =>
  recordAudit(
    sql,
    {
      actor: entry.author,
      action: entry.action,
      target: `principal:${id}`,
      tenantId,
      detail: JSON.parse(JSON.stringify(entry.detail)) as Record<string, never>, // plain JSON
    },
    entry.now,
  )
