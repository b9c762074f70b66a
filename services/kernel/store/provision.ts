// What a directory's word on a user changes in the identity graph. Writes of principal, identifier and link_dispute: whose they are.
import type { Directory } from '../../../schemas/directory.ts'
import type { ScimUser } from '../../../schemas/scim.ts'
import {
  namesOfUser,
  planProvision,
  type NameHolder,
  type ProvisionPlan,
} from '../identity/provision-plan.ts'
import { newId } from '../ids.ts'
import type { Sql } from './database.ts'
import { end, learn } from './links.ts'
import { findPrincipal } from './principal-reads.ts'
import { namesOf, ownersOf } from './principals.ts'
import { lock } from './turns.ts'

/** A user before and after; `principalId` and `before` are undefined for a new one. */
export type Provisioned = {
  directory: Directory
  userId: string
  user: ScimUser
  before: ScimUser | undefined
  principalId: string | undefined
  now: Date
}

/** Under the locks of all whom it is about. Undefined where a name changed hands meanwhile: then nothing may count. */
export async function provision(sql: Sql, given: Provisioned): Promise<ProvisionPlan | undefined> {
  const { directory, userId, user, before, now } = given
  const { tenantId } = directory
  const keys = namesOfUser(user, userId, directory).map(({ key }) => ({ tenantId, key }))
  const ownId = await standingId(sql, given.principalId)
  const seen = await ownersOf(sql, keys)
  const ids = [...new Set([...[...seen.values()].map(({ id }) => id), ...(ownId ? [ownId] : [])])]
  await lock(sql, { own: ids, shared: [], isSharedForItself: false })
  const owners = await ownersOf(sql, keys)
  const isStill = (await standingId(sql, given.principalId)) === ownId
  if (!isStill || [...owners.values()].some(({ id }) => !ids.includes(id))) return undefined
  const holders = await holdersOf(sql, ids, directory.id)
  const plan = planProvision({
    ...{ directory, userId, user },
    principal: ownId === undefined ? undefined : holders.get(ownId),
    former: before ? namesOfUser(before, userId, directory) : [],
    holders: new Map(
      [...owners].flatMap(([key, { id }]) => {
        const holder = holders.get(id)
        return holder ? [[key, holder]] : []
      }),
    ),
    newId: () => newId(now),
  })
  return (await write(sql, plan, { tenantId, now })) ? plan : undefined
}

async function write(
  sql: Sql,
  plan: ProvisionPlan,
  { tenantId, now }: { tenantId: string; now: Date },
): Promise<boolean> {
  if (plan.isNew)
    await sql.query(
      `insert into principal (id, tenant_id, kind, created_at) values ($1, $2, 'user', $3)`,
      [plan.principalId, tenantId, now],
    )
  await end(sql, plan.endings, now)
  return learn(sql, { ...plan, endings: [] }, now)
}

/** Who a principal is by now, where it has been merged. */
async function standingId(sql: Sql, id: string | undefined): Promise<string | undefined> {
  const found = id === undefined ? undefined : await findPrincipal(sql, id)
  return found?.mergedInto ?? found?.id
}

/** Primary key of principal; indexes identifier(principal_id), directory_user(principal_id). */
async function holdersOf(
  sql: Sql,
  ids: readonly string[],
  directoryId: string,
): Promise<Map<string, NameHolder>> {
  const names = await namesOf(sql, ids)
  const { rows } = await sql.query<{ id: string; display_name: string | null; is_live: boolean }>(
    `select p.id, p.display_name, exists (
       select from directory_user u where u.principal_id = p.id and u.directory_id = $2) as is_live
     from principal p where p.id = any($1::uuid[])`,
    [ids, directoryId],
  )
  return new Map(
    rows.map(({ id, display_name: displayName, is_live: isLive }) => [
      id,
      { id, displayName: displayName ?? undefined, names: names.get(id) ?? [], isLive },
    ]),
  )
}
