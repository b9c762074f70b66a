// Sole writer of: identifier_history, link_dispute (but for decisions: disputes.ts); writes of identifier and principal: what signals and operators teach.
import { newId } from '../ids.ts'
import type { Sql } from './database.ts'
import type { Ending, LinkPlan, NewDispute, NewLink } from './link-plan.ts'
import { mergeInto } from './merges.ts'
import { knownKey } from './principals.ts'
import { relate } from './relations.ts'
import { addTerms, refreshTerms } from './principal-terms.ts'
import { displayTerms, searchTerms } from './search-terms.ts'

/**
 * Writes what a turn has learnt but for endings, which follow its events. Under the locks of all principals concerned. False
 * where a name that was nobody's has been seen meanwhile: then it is to be asked again whose it is.
 */
export async function learn(sql: Sql, plan: LinkPlan, now: Date): Promise<boolean> {
  const linked = await link(sql, plan.links, now)
  const wanted = new Set(
    plan.links.map(({ tenantId, name }) => knownKey({ tenantId, key: name.key })),
  )
  if (linked.length < wanted.size) return false
  for (const absorption of plan.absorptions) await mergeInto(sql, absorption, now)
  await nameForPeople(sql, plan.displayNames)
  await dispute(sql, plan.disputes, now)
  await relate(sql, plan.relations, now)
  return true
}

/** A name that somebody else has taken meanwhile stays theirs. Answers the keys that are linked, each once a tenant. */
export async function link(sql: Sql, links: readonly NewLink[], now: Date): Promise<string[]> {
  if (links.length === 0) return []
  const { rows } = await sql.query<{ key: string }>({
    name: 'link',
    text: `insert into identifier (tenant_id, key, base, subject, principal_id, origin, reason, linked_at)
      select distinct on (tenant_id, key) tenant_id, key, base, subject, principal_id, origin, reason, $8::timestamptz
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[])
        as l(tenant_id, key, base, subject, principal_id, origin, reason)
      order by tenant_id, key on conflict do nothing returning key`,
    values: [
      links.map(({ tenantId }) => tenantId),
      links.map(({ name }) => name.key),
      links.map(({ name }) => name.base ?? null),
      links.map(({ name }) => JSON.stringify(name.subject)),
      links.map(({ principalId }) => principalId),
      links.map(({ origin }) => origin),
      links.map(({ reason }) => reason),
      now,
    ],
  })
  const linked = new Set(rows.map(({ key }) => key))
  await addTerms(
    sql,
    links
      .filter(({ name }) => linked.has(name.key))
      .flatMap(({ tenantId, principalId, name }) =>
        searchTerms(name).map((term) => ({ tenantId, principalId, term })),
      ),
  )
  return rows.map(({ key }) => key)
}

/** Who has a name for people keeps it. */
async function nameForPeople(sql: Sql, names: LinkPlan['displayNames']): Promise<void> {
  if (names.length === 0) return
  await sql.query(
    `update principal p set display_name = n.display_name
     from unnest($1::uuid[], $2::text[]) as n(id, display_name) where p.id = n.id and p.display_name is null`,
    [names.map(({ principalId }) => principalId), names.map(({ displayName }) => displayName)],
  )
  await addTerms(
    sql,
    names.flatMap(({ displayName, ...rest }) =>
      displayTerms(displayName).map((term) => ({ ...rest, term })),
    ),
  )
}

/**
 * Keeps each question once while it is open, and does not ask again what was rejected. A name that somebody with a say in it
 * gives to another is told to nobody until that is decided.
 */
export async function dispute(sql: Sql, disputes: readonly NewDispute[], now: Date): Promise<void> {
  if (disputes.length === 0) return
  await sql.query(DISPUTE, [
    disputes.map((_, position) => newId(now, position % 4096)),
    disputes.map(({ tenantId }) => tenantId),
    disputes.map(({ kind }) => kind),
    disputes.map(({ key }) => key),
    disputes.map(({ subject }) => JSON.stringify(subject)),
    disputes.map(({ holderId }) => holderId ?? null),
    disputes.map(({ claimantId }) => claimantId),
    disputes.map(({ origin }) => origin),
    disputes.map(({ signalId }) => signalId ?? null),
    disputes.map(({ reason }) => reason.slice(0, 512)),
    now,
  ])
}

const DISPUTE = `
with given as (
  select distinct on (tenant_id, key, claimant_id, origin, kind) *
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::uuid[], $10::text[])
    as d(id, tenant_id, kind, key, subject, holder_id, claimant_id, origin, signal_id, reason)
  order by tenant_id, key, claimant_id, origin, kind),
asked as (
  insert into link_dispute (id, tenant_id, kind, key, subject, holder_id, claimant_id, origin, signal_id, reason, created_at, last_seen_at)
  select g.id, g.tenant_id, g.kind, g.key, g.subject, g.holder_id, g.claimant_id, g.origin, g.signal_id, g.reason, $11, $11
  from given g where not exists (
    select from link_dispute d where d.tenant_id = g.tenant_id and d.key = g.key and d.claimant_id = g.claimant_id
      and d.origin = g.origin and d.kind = g.kind and d.state = 'rejected')
  on conflict (tenant_id, key, claimant_id, origin, kind) where state = 'open'
  do update set times = link_dispute.times + 1, last_seen_at = excluded.last_seen_at
    where link_dispute.last_seen_at < excluded.last_seen_at - interval '1 minute'
  returning tenant_id, key, kind)
update identifier i set disputed = true from asked
where asked.kind = 'contradiction' and i.tenant_id = asked.tenant_id and i.key = asked.key and not i.disputed`

/** These names are nobody's from now on: whoever is seen under them next is somebody new. */
export async function end(sql: Sql, endings: readonly Ending[], now: Date): Promise<void> {
  if (endings.length === 0) return
  const { rows } = await sql.query<{ tenant_id: string; principal_id: string }>(
    `with gone as (
       delete from identifier i using unnest($1::text[], $2::text[], $3::text[]) as e(tenant_id, key, because)
       where i.tenant_id = e.tenant_id and i.key = e.key returning i.*, e.because)
     insert into identifier_history (tenant_id, key, subject, principal_id, origin, reason, linked_at, ended_at, ended_because)
     select tenant_id, key, subject, principal_id, origin, reason, linked_at, $4, because from gone
     returning tenant_id, principal_id`,
    [
      endings.map(({ tenantId }) => tenantId),
      endings.map(({ key }) => key),
      endings.map(({ because }) => because),
      now,
    ],
  )
  await refreshTerms(
    sql,
    rows.map((row) => row.principal_id),
  )
}
