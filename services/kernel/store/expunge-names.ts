// The last of an erasure: the names themselves. Writes of identifier, identifier_history, principal_term, relation, link_dispute,
// principal_merge, upstream_subject, directory_user, directory.users and principal.
import type { Sql } from './database.ts'
import type { Subject } from './expunge-who.ts'

/**
 * Has the transmitters of sources told that they are not asked for this subject any more; answers how many wait for that.
 * One that refused goes at once.
 */
export async function leaveUpstreams(sql: Sql, { tenantId, scrubber }: Subject): Promise<number> {
  const { rows } = await sql.query<{
    source_id: string
    subject_key: string
    subject: string
    state: string
    failed_removal: boolean
  }>(
    `select u.source_id, u.subject_key, u.subject, u.state from upstream_subject u join source s on s.id = u.source_id
     where s.tenant_id = $1 and lower(u.subject) like any($2::text[])`,
    [tenantId, scrubber.patterns],
  )
  const ours = rows.filter(({ subject }) => scrubber.clean(subject) !== subject)
  const refused = ours.filter(({ state }) => state === 'failed')
  const told = ours.filter(({ state }) => state !== 'failed')
  await sql.query(
    `delete from upstream_subject u using unnest($1::text[], $2::text[]) as g(source_id, subject_key)
     where u.source_id = g.source_id and u.subject_key = g.subject_key`,
    [refused.map((row) => row.source_id), refused.map((row) => row.subject_key)],
  )
  await sql.query(
    `update upstream_subject u set state = 'removing', changed_at = now() from unnest($1::text[], $2::text[]) as g(source_id, subject_key)
     where u.source_id = g.source_id and u.subject_key = g.subject_key and u.state <> 'removing'`,
    [told.map((row) => row.source_id), told.map((row) => row.subject_key)],
  )
  await sql.query(
    'update upstream set nudges = nudges + 1 where source_id = any($1::text[]) and not is_removed',
    [told.flatMap((row) => (row.state === 'removing' ? [] : [row.source_id]))],
  )
  return told.length
}

/** False where something new has come about the subject: then it is to be erased first. Under the principals' locks. */
export async function forgetNames(sql: Sql, { principalIds }: Subject): Promise<boolean> {
  await sql.query('select from principal where id = any($1::uuid[]) order by id for update', [
    principalIds,
  ])
  const { rows } = await sql.query<{ is_new: boolean }>(
    `select exists (select from signal where principal_id = any($1::uuid[]) and expunged_at is null)
       or exists (select from event where principal_id = any($1::uuid[]) and expunged_at is null) as is_new`,
    [principalIds],
  )
  if (rows[0]?.is_new) return false
  for (const statement of FORGET) await sql.query(statement, [principalIds])
  return true
}

/** The principals stay without a name, for what was about them points to them. */
const FORGET = [
  'delete from identifier where principal_id = any($1::uuid[])',
  'delete from identifier_history where principal_id = any($1::uuid[])',
  'delete from principal_term where principal_id = any($1::uuid[])',
  'delete from relation where from_id = any($1::uuid[]) or to_id = any($1::uuid[])',
  'delete from link_dispute where holder_id = any($1::uuid[]) or claimant_id = any($1::uuid[])',
  `update principal_merge set moved = '{"identifiers":[],"relations":[]}', reason = 'expunged'
   where survivor_id = any($1::uuid[]) or merged_id = any($1::uuid[])`,
  `with gone as (delete from directory_user where principal_id = any($1::uuid[]) returning directory_id)
   update directory d set users = d.users - g.n
   from (select directory_id, count(*)::int as n from gone group by 1) g where d.id = g.directory_id`,
  'update principal set display_name = null where id = any($1::uuid[])',
]
