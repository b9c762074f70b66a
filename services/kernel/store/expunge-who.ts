// Whom an erasure takes in, and every name by which texts may call them.
import type { Pool } from 'pg'
import type { ExpungeRequest } from '../../../schemas/expunge.ts'
import { nameOf } from '../../../schemas/identity.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import { HubError } from '../errors.ts'
import { createScrubber, type Scrubber } from '../identity/scrub.ts'
import type { Sql } from './database.ts'
import { findPrincipal } from './principal-reads.ts'
import { ownersOf, ownersOfUnscoped, welcome } from './principals.ts'

/** Somebody to be erased: one principal, those that became it, and the sessions, tokens and devices that are nobody else's. */
export type Subject = {
  id: string
  tenantId: string
  /** In order. */
  principalIds: string[]
  /** Order keys of signals that nobody has decided on. */
  orderKeys: string[]
  scrubber: Scrubber
}

/** Undefined where there is no such principal. Primary keys of principal and relation; identifier(principal_id), relation(to_id). */
export async function findSubject(sql: Sql, principalId: string): Promise<Subject | undefined> {
  const { rows } = await sql.query<{ id: string; tenant_id: string; own: string[]; all: string[] }>(
    WHO,
    [principalId],
  )
  const [who] = rows
  if (!who) return undefined
  const names = await namesOf(sql, who.own, who.tenant_id)
  const keys = await orderKeysOf(sql, who.all)
  return {
    id: who.id,
    tenantId: who.tenant_id,
    principalIds: who.all,
    orderKeys: [...who.all, ...keys],
    scrubber: createScrubber(names.subjects, names.displayName, who.id),
  }
}

const WHO = `
with root as (select coalesce(merged_into, id) as id, tenant_id from principal where id = $1),
own as (
  select id from root union select m.id from root cross join lateral (
    select id from principal where merged_into = root.id offset 0) m),
theirs as (
  select r.from_id as id from own join relation r on r.to_id = own.id
  where r.kind in ('session-of-user', 'token-of-user', 'device-of-user') and not exists (
    select from relation o where o.from_id = r.from_id and o.kind = r.kind and o.to_id not in (select id from own)))
select root.id, root.tenant_id, array(select id::text from own) as own,
  array(select id::text from own union select id::text from theirs order by 1) as all
from root`

/** A name that is somebody else's by now stays theirs. */
async function namesOf(
  sql: Sql,
  principalIds: readonly string[],
  tenantId: string,
): Promise<{ subjects: LooseSubject[]; displayName: string | undefined }> {
  const { rows } = await sql.query<{ subject: string }>(
    `select subject from identifier where principal_id = any($1::uuid[])
     union
     select h.subject from identifier_history h where h.principal_id = any($1::uuid[]) and not exists (
       select from identifier i where i.tenant_id = $2 and i.key = h.key and i.principal_id <> all($1::uuid[]))`,
    [principalIds, tenantId],
  )
  const shown = await sql.query<{ display_name: string }>(
    'select display_name from principal where id = any($1::uuid[]) and display_name is not null limit 1',
    [principalIds],
  )
  return {
    subjects: rows.map(({ subject }) => JSON.parse(subject) as LooseSubject), // written by the stores alone
    displayName: shown.rows[0]?.display_name,
  }
}

async function orderKeysOf(sql: Sql, principalIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ key: string }>(
    `select key from identifier where principal_id = any($1::uuid[])
     union select base from identifier where principal_id = any($1::uuid[]) and base is not null`,
    [principalIds],
  )
  return rows.map(({ key }) => key)
}

export type Wanted = Pick<ExpungeRequest, 'principalId' | 'subject' | 'kind' | 'tenantId'>

/**
 * Who is to be erased. A name that is nobody's yet becomes somebody's: it may stand in lists and texts that were never about
 * a signal. Undefined where there is no principal of this id.
 */
export async function subjectOfErasure(
  pool: Pool,
  { principalId, subject, kind, tenantId }: Wanted,
  now: Date,
): Promise<string | undefined> {
  if (principalId !== undefined) return (await findPrincipal(pool, principalId))?.id
  const name = subject && nameOf(subject, kind, '')
  if (!name) throw new HubError('invalid_request', 'subject: identifies nobody')
  const known = [{ tenantId, key: name.key }]
  const owner = async () =>
    [
      ...(await ownersOf(pool, known)).values(),
      ...(await ownersOfUnscoped(pool, known)).values(),
    ][0]?.id
  const found = await owner()
  if (found !== undefined) return found
  const origin = 'operator'
  await welcome(pool, [{ tenantId, name, origin, reason: 'to be erased' }], now)
  return owner()
}
