// Sole writer of: control_set.
import type { Pool } from 'pg'
import type { StreamVerification } from '../../../schemas/admin.ts'
import { uriOf } from '../../../schemas/events/index.ts'
import type { Sql } from './database.ts'

/** A SET about a stream itself (verification, stream-updated), owed ahead of the stream's log. */
export type ControlSet = {
  jti: string
  streamId: string
  type: string
  payload: object
  jws: string | null
  attempts: number
  createdAt: Date
}

type Row = {
  jti: string
  stream_id: string
  type: string
  payload: string
  jws: string | null
  attempts: number
  created_at: Date
}

export type NewControlSet = { jti: string; streamId: string; type: string; payload: object }
export type NewVerification = Omit<NewControlSet, 'type'>

/** What is said about a stream's status goes out whatever it is; this waits until the stream is enabled. */
export const VERIFICATION = uriOf('verification')

export type ControlSetStore = ReturnType<typeof createControlSetStore>

export function createControlSetStore({ pool }: { pool: Pool }) {
  return {
    /** A verification is owed: a paused stream holds it, a disabled one takes none: false (SSF 1.0 §8.1.2.1). */
    async appendVerification({ jti, streamId, payload }: NewVerification): Promise<boolean> {
      const { rowCount } = await pool.query(
        `insert into control_set (jti, stream_id, type, payload, next_at)
         select $1, id, $3, $4, case status when 'paused' then 'infinity'::timestamptz else now() end
         from stream where id = $2 and status <> 'disabled' for share`,
        [jti, streamId, VERIFICATION, JSON.stringify(payload)],
      )
      return rowCount === 1
    },

    /** The newest that is kept. Index control_set(stream_id, created_at). */
    latestVerification: (streamId: string): Promise<StreamVerification | undefined> =>
      latestVerification(pool, streamId),

    /** How many of a stream's control SETs are not settled, up to `limit`. */
    async open(streamId: string, limit: number): Promise<number> {
      const { rows } = await pool.query<{ n: string }>(
        'select count(*) as n from (select 1 from control_set where stream_id = $1 and settled_at is null limit $2) counted',
        [streamId, limit],
      )
      return Number(rows[0]?.n ?? 0)
    },

    /** Those due now on push streams of these shards, but for those that are under way, oldest first. Index control_set_open. */
    due: (shards: readonly number[], wanted: Wanted): Promise<ControlSet[]> =>
      due(pool, shards, wanted),

    /** Those of these shards that wait to be tried again are due, whatever the clock says or will say. */
    async hurry(shards: readonly number[]): Promise<void> {
      await pool.query(HURRY, [shards])
    },

    /** Done with it, whatever the outcome was. */
    async settle(jti: string, outcome: string, now: Date): Promise<void> {
      await pool.query(
        'update control_set set settled_at = $2, outcome = $3, attempts = attempts + 1 where jti = $1',
        [jti, now, outcome],
      )
    },

    /** Tries it again in a while, with the same bytes. Times are the database's own: those who write and read them may be two. */
    async postpone(
      jti: string,
      { jws, kid }: { jws: string; kid: string | null },
      inMs: number,
    ): Promise<void> {
      await pool.query(POSTPONE, [jti, jws, kid, inMs])
    },
  }
}

const HURRY = `
update control_set c set next_at = '-infinity' from stream s
where s.id = c.stream_id and s.shard = any($1::smallint[]) and c.settled_at is null and c.next_at > now() and c.next_at < 'infinity'`

const POSTPONE = `
update control_set set jws = $2, kid = coalesce($3, kid), next_at = now() + make_interval(secs => $4::float8 / 1000),
  attempts = attempts + 1 where jti = $1`

type Wanted = { limit: number; underWay: readonly string[] }

async function due(
  pool: Pool,
  shards: readonly number[],
  { limit, underWay }: Wanted,
): Promise<ControlSet[]> {
  const { rows } = await pool.query<Row>(
    `select c.* from control_set c join stream s on s.id = c.stream_id
     where c.settled_at is null and c.next_at <= now() and s.shard = any($1::smallint[]) and s.method = 'urn:ietf:rfc:8935'
     and c.jti <> all($3::text[]) and (s.status = 'enabled' or c.type <> $4) order by c.created_at limit $2`,
    [shards, limit, underWay, VERIFICATION],
  )
  return rows.map(rowToControlSet)
}

async function latestVerification(
  pool: Pool,
  streamId: string,
): Promise<StreamVerification | undefined> {
  const { rows } = await pool.query<Row & { settled_at: Date | null; outcome: string | null }>(
    'select * from control_set where stream_id = $1 and type = $2 order by created_at desc limit 1',
    [streamId, VERIFICATION],
  )
  const [row] = rows
  return (
    row && {
      jti: row.jti,
      askedAt: row.created_at,
      attempts: row.attempts,
      ...(row.settled_at ? { settledAt: row.settled_at } : {}),
      ...(row.outcome === null ? {} : { outcome: row.outcome }),
    }
  )
}

/** Also inside another store file's transaction, where a change and its notice must be one. */
export async function insertControlSet(
  sql: Sql,
  { jti, streamId, type, payload }: NewControlSet,
): Promise<void> {
  await sql.query(
    'insert into control_set (jti, stream_id, type, payload) values ($1, $2, $3, $4)',
    [jti, streamId, type, JSON.stringify(payload)],
  )
}

const rowToControlSet = (row: Row): ControlSet => ({
  jti: row.jti,
  streamId: row.stream_id,
  type: row.type,
  payload: JSON.parse(row.payload) as object, // written by append alone
  jws: row.jws,
  attempts: row.attempts,
  createdAt: row.created_at,
})

/** Verifications follow their stream's status, in the transaction of its change. */
export async function followStatus(sql: Sql, streamId: string, status: string): Promise<void> {
  const open = 'stream_id = $1 and type = $2 and settled_at is null'
  const change = {
    enabled: `set next_at = '-infinity' where ${open} and next_at = 'infinity'`,
    paused: `set next_at = 'infinity' where ${open}`,
    disabled: `set settled_at = now(), outcome = 'dropped' where ${open}`,
  }[status]
  if (change !== undefined)
    await sql.query(`update control_set ${change}`, [streamId, VERIFICATION])
}
