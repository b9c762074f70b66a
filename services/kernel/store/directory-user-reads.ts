// Reads only: a directory's users.
import type { Pool } from 'pg'
import { ScimUser } from '../../../schemas/scim.ts'
import type { Sql } from './database.ts'

/** A user as its directory knows it, and who it is in the identity graph. */
export type DirectoryUser = {
  id: string
  user: ScimUser
  principalId: string
  version: number
  createdAt: Date
  changedAt: Date
}

/** How a user is found: each is one look-up by index. */
export type UserLookup = { by: 'id' | 'externalId' | 'userName' | 'email'; value: string }

/** In the order in which they came. Index directory_user(directory_id, id). */
export async function list(
  pool: Pool,
  directoryId: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<DirectoryUser[]> {
  const { rows } = await pool.query<Row>(
    `select u.* from (select id from directory_user where directory_id = $1 order by id offset $2 limit $3) page
     cross join lateral (select * from directory_user where id = page.id offset 0) u order by u.id`,
    [directoryId, offset, limit],
  )
  return rows.map(toUser)
}

export async function count(pool: Pool, directoryId: string): Promise<number> {
  const { rows } = await pool.query<{ users: number }>(
    'select users from directory where id = $1',
    [directoryId],
  )
  return rows[0]?.users ?? 0
}

export async function find(
  sql: Sql | Pool,
  directoryId: string,
  id: string,
  locking: 'for update' | '' = '',
): Promise<DirectoryUser | undefined> {
  const { rows } = await sql.query<Row>(
    `select * from directory_user where id = $1 and directory_id = $2 ${locking}`,
    [id, directoryId],
  )
  return rows[0] && toUser(rows[0])
}

/** More than this many users found at once are no answer to a question about one. */
export const MOST_FOUND = 1_000

/** Primary key, the two unique indexes, index directory_user(emails); at most one more than MOST_FOUND. */
export async function lookUp(
  pool: Pool,
  directoryId: string,
  lookups: readonly UserLookup[],
): Promise<DirectoryUser[]> {
  const valuesOf = (by: UserLookup['by']) =>
    lookups.filter((one) => one.by === by).map(({ value }) => value)
  const lower = (by: UserLookup['by']) => valuesOf(by).map((value) => value.toLowerCase())
  const { rows } = await pool.query<Row>(
    `select u.* from (
       select id from directory_user where id = any($2::uuid[])
       union select id from directory_user where directory_id = $1 and external_id = any($3::text[])
       union select id from directory_user where directory_id = $1 and user_name = any($4::text[])
       union (select id from directory_user where emails && $5::text[] and directory_id = $1 limit ${String(MOST_FOUND + 1)})) found
     cross join lateral (select * from directory_user where id = found.id and directory_id = $1 offset 0) u
     order by u.id limit ${String(MOST_FOUND + 1)}`,
    [
      directoryId,
      valuesOf('id').filter((value) => UUID.test(value)),
      valuesOf('externalId'),
      lower('userName'),
      lower('email'),
    ],
  )
  return rows.map(toUser)
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export type Row = {
  id: string
  attributes: string
  principal_id: string
  version: number
  created_at: Date
  changed_at: Date
}

export const toUser = (row: Row): DirectoryUser => ({
  id: row.id,
  user: ScimUser.parse(JSON.parse(row.attributes)),
  principalId: row.principal_id,
  version: row.version,
  createdAt: row.created_at,
  changedAt: row.changed_at,
})
