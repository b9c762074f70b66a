// Sole writer of: directory (but for users: directory-users.ts), directory_token.
import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type {
  CreateDirectoryRequest,
  Directory,
  DirectoryRefusal,
  DirectoryToken,
} from '../../../schemas/directory.ts'
import type { Clock } from '../clock.ts'
import { newToken } from '../ids.ts'
import { tokenHash } from '../set/seal.ts'

export type DirectoryStore = ReturnType<typeof createDirectoryStore>

export type NewDirectory = CreateDirectoryRequest & { createdBy: string }

/** `issuer`: null takes it away. */
export type DirectoryChanges = {
  issuer?: string | null
  subject?: Directory['subject']
  speaksFor?: string[]
}

/** While tokens are changed there are two; more than this are forgotten ones. */
export const MOST_TOKENS = 20

export function createDirectoryStore({ pool, clock }: { pool: Pool; clock: Clock }) {
  return {
    /** Undefined where the id is taken. */
    async create(wanted: NewDirectory): Promise<Directory | undefined> {
      const { id, tenantId, issuer, subject, speaksFor, createdBy } = wanted
      const { rows } = await pool.query<Row>(
        `insert into directory (id, tenant_id, issuer, subject, speaks_for, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning *`,
        [id, tenantId, issuer ?? null, subject, speaksFor, createdBy, clock.now()],
      )
      return rows[0] && toDirectory(rows[0])
    },

    find: (id: string): Promise<Directory | undefined> => find(pool, id),

    async list(limit: number, after = ''): Promise<Directory[]> {
      const { rows } = await pool.query<Row>(
        'select * from directory where id > $2 order by id limit $1',
        [limit, after],
      )
      return rows.map(toDirectory)
    },

    async update(id: string, changes: DirectoryChanges): Promise<Directory | undefined> {
      const { rows } = await pool.query<Row>(
        `update directory set issuer = case when $2 then $3 else issuer end,
           subject = coalesce($4, subject), speaks_for = coalesce($5::text[], speaks_for)
         where id = $1 returning *`,
        [
          id,
          changes.issuer !== undefined,
          changes.issuer ?? null,
          changes.subject ?? null,
          changes.speaksFor ?? null,
        ],
      )
      return rows[0] && toDirectory(rows[0])
    },

    /** Its tokens and users go with it. False where there is none. */
    async delete(id: string): Promise<boolean> {
      return (await pool.query('delete from directory where id = $1', [id])).rowCount === 1
    },

    ...tokens(pool, clock),
  }
}

const tokens = (pool: Pool, clock: Clock) => ({
  /** The token is told this once; undefined where the directory has as many as it may. */
  async createToken(
    directoryId: string,
    { createdBy, expiresAt }: { createdBy: string; expiresAt: Date | undefined },
  ): Promise<{ token: string; made: DirectoryToken } | undefined> {
    const token = newToken('ssfscim')
    const { rows } = await pool.query<TokenRow>(
      `insert into directory_token (token_hash, id, directory_id, created_by, created_at, expires_at)
       select $1, $2, $3, $4, $5, $6
       where (select count(*) from directory_token where directory_id = $3) < ${String(MOST_TOKENS)} returning *`,
      [tokenHash(token), randomUUID(), directoryId, createdBy, clock.now(), expiresAt ?? null],
    )
    return rows[0] && { token, made: toToken(rows[0]) }
  },

  async tokensOf(directoryId: string): Promise<DirectoryToken[]> {
    const { rows } = await pool.query<TokenRow>(
      'select * from directory_token where directory_id = $1 order by created_at, id',
      [directoryId],
    )
    return rows.map(toToken)
  },

  async deleteToken(directoryId: string, id: string): Promise<boolean> {
    const { rowCount } = await pool.query(
      'delete from directory_token where directory_id = $1 and id = $2',
      [directoryId, id],
    )
    return rowCount === 1
  },

  ofToken: (token: string): Promise<Directory | undefined> => ofToken(pool, token, clock.now()),

  /** The last within a second: however many there are, the row is not written more often. */
  async noteRefusal(
    directoryId: string,
    { status, request, because }: Omit<DirectoryRefusal, 'at'>,
  ): Promise<void> {
    await pool.query(
      `update directory set refused_at = $2, refused_status = $3, refused_request = $4, refused_because = $5
       where id = $1 and (refused_at is null or refused_at < $2::timestamptz - interval '1 second')`,
      [directoryId, clock.now(), status, request, because],
    )
  },
})

/** Whose token this is, while it is valid. Primary key; a use is noted once a minute. */
async function ofToken(pool: Pool, token: string, now: Date): Promise<Directory | undefined> {
  const { rows } = await pool.query<Row & { token_id: string; is_unnoted: boolean }>(OF_TOKEN, [
    tokenHash(token),
    now,
  ])
  const [row] = rows
  if (row?.is_unnoted) await pool.query(NOTE_USE, [row.token_id, now])
  return row && toDirectory(row)
}

const OF_TOKEN = `
select d.*, t.id as token_id, t.used_at is null or t.used_at < $2::timestamptz - interval '1 minute' as is_unnoted
from directory_token t join directory d on d.id = t.directory_id
where t.token_hash = $1 and (t.expires_at is null or t.expires_at > $2)`

const NOTE_USE = `
with used as (update directory_token set used_at = $2 where id = $1 returning directory_id)
update directory set contacted_at = $2 from used where id = used.directory_id`

async function find(sql: Pool, id: string): Promise<Directory | undefined> {
  const { rows } = await sql.query<Row>('select * from directory where id = $1', [id])
  return rows[0] && toDirectory(rows[0])
}

type Row = {
  id: string
  tenant_id: string
  issuer: string | null
  subject: string
  speaks_for: string[]
  users: number
  created_by: string
  created_at: Date
  contacted_at: Date | null
  refused_at: Date | null
  refused_status: number | null
  refused_request: string | null
  refused_because: string | null
}

const toDirectory = (row: Row): Directory =>
  ({
    id: row.id,
    tenantId: row.tenant_id,
    ...(row.issuer === null ? {} : { issuer: row.issuer }),
    subject: row.subject,
    speaksFor: row.speaks_for,
    users: row.users,
    createdBy: row.created_by,
    createdAt: row.created_at,
    ...(row.contacted_at === null ? {} : { contactedAt: row.contacted_at }),
    ...(row.refused_at === null ? {} : { lastRefusal: refusalOf(row, row.refused_at) }),
  }) as Directory // written by this file alone, after its schema

/** The four are written together. */
const refusalOf = (row: Row, at: Date): DirectoryRefusal => ({
  at,
  status: row.refused_status ?? 0,
  request: row.refused_request ?? '',
  because: row.refused_because ?? '',
})

type TokenRow = {
  id: string
  created_by: string
  created_at: Date
  expires_at: Date | null
  used_at: Date | null
}

const toToken = (row: TokenRow): DirectoryToken => ({
  id: row.id,
  createdBy: row.created_by,
  createdAt: row.created_at,
  ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
  ...(row.used_at === null ? {} : { usedAt: row.used_at }),
})
