// Sole writer of: directory_user, and of directory.users.
import type { Pool } from 'pg'
import type { Directory } from '../../../schemas/directory.ts'
import type { ScimUser } from '../../../schemas/scim.ts'
import type { ProvisionPlan } from '../identity/provision-plan.ts'
import { newId } from '../ids.ts'
import { recordAudit } from './audit.ts'
import { transaction, type Sql } from './database.ts'
import {
  count,
  find,
  list,
  lookUp,
  toUser,
  type DirectoryUser,
  type Row,
  type UserLookup,
} from './directory-user-reads.ts'
import { provision } from './provision.ts'

export type DirectoryUserStore = ReturnType<typeof createDirectoryUserStore>

/** What was done and what an operator is asked; or why nothing was: `taken` by another user of the directory. */
export type SavedUser<Refusal = never> =
  | { done: true; saved: DirectoryUser; asked: ProvisionPlan['disputes'] }
  | { done: false; taken: 'userName' | 'externalId' }
  | { done: false; missing: true }
  | { done: false; refused: Refusal }

/** What a change makes of a user as it is, or why it cannot. */
export type Revise<Refusal> = (current: DirectoryUser) => { user: ScimUser } | { refused: Refusal }

export type ProvisionAt = { directory: Directory; now: Date }

/** A name may change hands while a request waits for it; more often than that, something else is wrong. */
const MOST_TRIES = 10

export function createDirectoryUserStore({ pool }: { pool: Pool }) {
  return {
    create: (user: ScimUser, at: ProvisionAt): Promise<SavedUser> =>
      attempt(pool, (sql) => create(sql, user, at)),

    /** One change of a user after the other. */
    change: <Refusal>(
      id: string,
      revise: Revise<Refusal>,
      at: ProvisionAt,
    ): Promise<SavedUser<Refusal>> => attempt(pool, (sql) => change(sql, id, revise, at)),

    /** What it taught of people stays, for revocation; audited. `check` may refuse. */
    delete: <Refusal>(
      id: string,
      check: (current: DirectoryUser) => Refusal | undefined,
      at: ProvisionAt,
    ): Promise<{ done: true } | { done: false; refused: Refusal | undefined }> =>
      transaction(pool, (sql) => remove(sql, id, check, at)),

    find: (directoryId: string, id: string): Promise<DirectoryUser | undefined> =>
      find(pool, directoryId, id),

    list: (directoryId: string, offset: number, limit: number): Promise<DirectoryUser[]> =>
      list(pool, directoryId, { offset, limit }),
    count: (directoryId: string): Promise<number> => count(pool, directoryId),
    lookUp: (directoryId: string, lookups: readonly UserLookup[]): Promise<DirectoryUser[]> =>
      lookUp(pool, directoryId, lookups),
  }
}

async function attempt<Result>(
  pool: Pool,
  work: (sql: Sql) => Promise<Result | undefined>,
): Promise<Result | SavedUser> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      const result = await transaction(pool, async (sql) => {
        const done = await work(sql)
        if (done === undefined) await sql.query('rollback')
        return done
      })
      if (result !== undefined) return result
    } catch (error) {
      const taken = takenBy(error)
      if (taken === undefined) throw error
      return { done: false, taken }
    }
  }
  throw new Error('a directory’s user: its names kept changing hands')
}

/** The unique index that another user stands in the way of. */
function takenBy(error: unknown): 'userName' | 'externalId' | undefined {
  const constraint = error instanceof Error && 'constraint' in error ? error.constraint : undefined
  if (constraint === 'directory_user_directory_id_user_name_key') return 'userName'
  return constraint === 'directory_user_directory_id_external_id_key' ? 'externalId' : undefined
}

async function create(
  sql: Sql,
  user: ScimUser,
  { directory, now }: ProvisionAt,
): Promise<SavedUser | undefined> {
  const id = newId(now)
  const given = { directory, userId: id, user, now, before: undefined, principalId: undefined }
  const plan = await provision(sql, given)
  if (!plan) return undefined
  const { rows } = await sql.query<Row>(
    `insert into directory_user (user_name, external_id, emails, attributes, principal_id, id, directory_id, created_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8) returning *`,
    [...columnsOf(user), plan.principalId, id, directory.id, now],
  )
  await sql.query('update directory set users = users + 1 where id = $1', [directory.id])
  const [row] = rows
  return row && { done: true, saved: toUser(row), asked: plan.disputes }
}

async function change<Refusal>(
  sql: Sql,
  id: string,
  revise: Revise<Refusal>,
  at: ProvisionAt,
): Promise<SavedUser<Refusal> | undefined> {
  const { directory, now } = at
  const current = await find(sql, directory.id, id, 'for update')
  if (!current) return { done: false, missing: true }
  const revised = revise(current)
  if ('refused' in revised) return { done: false, refused: revised.refused }
  const { user } = revised
  if (JSON.stringify(user) === JSON.stringify(current.user))
    return { done: true, saved: current, asked: [] }
  const { user: before, principalId } = current
  const plan = await provision(sql, { directory, userId: id, user, before, principalId, now })
  if (!plan) return undefined
  const { rows } = await sql.query<Row>(
    `update directory_user set user_name = $1, external_id = $2, emails = $3, attributes = $4, principal_id = $5,
       version = version + 1, changed_at = $7 where id = $6 returning *`,
    [...columnsOf(user), plan.principalId, id, now],
  )
  if (user.active !== before.active)
    await audit(sql, { ...at, current, action: user.active ? 'activate' : 'deactivate' })
  const [row] = rows
  return row && { done: true, saved: toUser(row), asked: plan.disputes }
}

async function remove<Refusal>(
  sql: Sql,
  id: string,
  check: (current: DirectoryUser) => Refusal | undefined,
  at: ProvisionAt,
): Promise<{ done: true } | { done: false; refused: Refusal | undefined }> {
  const current = await find(sql, at.directory.id, id, 'for update')
  const refused = current && check(current)
  if (!current || refused !== undefined) return { done: false, refused }
  await sql.query('delete from directory_user where id = $1', [id])
  await sql.query('update directory set users = users - 1 where id = $1', [at.directory.id])
  await audit(sql, { ...at, current, action: 'delete' })
  return { done: true }
}

/** That somebody left is written down, whatever comes of it. */
const audit = (
  sql: Sql,
  {
    directory,
    now,
    current,
    action,
  }: ProvisionAt & { current: DirectoryUser; action: 'activate' | 'deactivate' | 'delete' },
) =>
  recordAudit(
    sql,
    {
      actor: `directory:${directory.id}`,
      action: `directory-user.${action}`,
      target: `principal:${current.principalId}`,
      tenantId: directory.tenantId,
      detail: { directory: directory.id, user: current.id },
    },
    now,
  )

const columnsOf = (user: ScimUser) => [
  user.userName.toLowerCase(),
  user.externalId ?? null,
  (user.emails ?? []).flatMap(({ value }) => value?.toLowerCase() ?? []),
  JSON.stringify(user),
]
