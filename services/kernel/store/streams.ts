// Sole writer of: stream, stream_interest, stream_history; makes and deletes stream_head and stream_cursor with them.
import type { Pool } from 'pg'
import type { Seal } from '../set/seal.ts'
import { newOpaqueId } from '../ids.ts'
import { transaction, type Sql } from './database.ts'
import { shardOf } from './leases.ts'

export type StreamStatus = 'enabled' | 'paused' | 'disabled'

/** An SSF stream as the hub keeps it; `authorizationHeader` is in the clear here and sealed in the database. */
export type StreamRecord = {
  id: string
  subscriberId: string
  audience: string[]
  method: string
  endpointUrl: string
  authorizationHeader: string | null
  eventsRequested: string[]
  eventsDelivered: string[]
  description: string | null
  status: StreamStatus
  statusReason: string | null
  alg: string
  createdAt: Date
  updatedAt: Date
}

/** What a subscriber decides about a stream. */
export type StreamSettings = Pick<
  StreamRecord,
  | 'audience'
  | 'method'
  | 'endpointUrl'
  | 'authorizationHeader'
  | 'eventsRequested'
  | 'eventsDelivered'
  | 'description'
>

type Row = {
  id: string
  subscriber_id: string
  audience: string[]
  method: string
  endpoint_url: string
  sealed_authorization: string | null
  events_requested: string[]
  events_delivered: string[]
  description: string | null
  status: StreamStatus
  status_reason: string | null
  alg: string
  created_at: Date
  updated_at: Date
}

export type StreamStore = ReturnType<typeof createStreamStore>

export function createStreamStore({ pool, seal }: { pool: Pool; seal: Seal }) {
  const open = (row: Row) => toStream(row, seal)
  const select = async (where: string, values: unknown[]): Promise<StreamRecord[]> => {
    const ordered = `select * from stream where ${where} order by created_at, id`
    return Promise.all((await pool.query<Row>(ordered, values)).rows.map(open))
  }
  const sealed = async (header: string | null) => (header === null ? null : seal.seal(header))

  return {
    find: async (subscriberId: string, id: string): Promise<StreamRecord | undefined> =>
      (await select('id = $1 and subscriber_id = $2', [id, subscriberId]))[0],
    ofSubscriber: (subscriberId: string): Promise<StreamRecord[]> =>
      select('subscriber_id = $1', [subscriberId]),
    byIds: (ids: readonly string[]): Promise<StreamRecord[]> => select('id = any($1)', [ids]),

    /** A new, enabled stream; undefined where the subscriber already has `limit` of them, or is gone. */
    async create(
      subscriberId: string,
      settings: StreamSettings,
      limit: number,
    ): Promise<StreamRecord | undefined> {
      const header = await sealed(settings.authorizationHeader)
      const row = await transaction(pool, async (sql) =>
        (await hasRoom(sql, subscriberId, limit))
          ? insert(sql, subscriberId, settings, header)
          : undefined,
      )
      return row && open(row)
    },

    async update(id: string, settings: StreamSettings): Promise<StreamRecord | undefined> {
      const header = await sealed(settings.authorizationHeader)
      const row = await transaction(pool, (sql) => update(sql, id, settings, header))
      return row && open(row)
    },

    setStatus: (id: string, status: StreamStatus, reason: string | null): Promise<void> =>
      transaction(pool, (sql) => setStatus(sql, id, status, reason)),

    delete: (id: string): Promise<void> => transaction(pool, (sql) => remove(sql, id)),
  }
}

const toStream = async (row: Row, seal: Seal): Promise<StreamRecord> => ({
  id: row.id,
  subscriberId: row.subscriber_id,
  audience: row.audience,
  method: row.method,
  endpointUrl: row.endpoint_url,
  authorizationHeader: row.sealed_authorization && (await seal.open(row.sealed_authorization)),
  eventsRequested: row.events_requested,
  eventsDelivered: row.events_delivered,
  description: row.description,
  status: row.status,
  statusReason: row.status_reason,
  alg: row.alg,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
/** Two creates at once count once each, and none outlives the subscriber's removal. */
async function hasRoom(sql: Sql, subscriberId: string, limit: number): Promise<boolean> {
  const owner = await sql.query('select id from subscriber where id = $1 for update', [
    subscriberId,
  ])
  const held = await sql.query<{ n: string }>(
    'select count(*) as n from stream where subscriber_id = $1',
    [subscriberId],
  )
  return owner.rows.length > 0 && Number(held.rows[0]?.n) < limit
}

async function insert(
  sql: Sql,
  subscriberId: string,
  settings: StreamSettings,
  header: string | null,
): Promise<Row | undefined> {
  const id = newOpaqueId()
  const { rows } = await sql.query<Row>(
    `insert into stream (id, subscriber_id, shard, audience, method, endpoint_url, sealed_authorization,
       events_requested, events_delivered, description)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning *`,
    [id, subscriberId, shardOf(id), ...columns(settings, header)],
  )
  await sql.query('insert into stream_head (stream_id) values ($1)', [id])
  await sql.query('insert into stream_cursor (stream_id) values ($1)', [id])
  await writeInterest(sql, id, settings.eventsDelivered)
  await remember(sql, id)
  return rows[0]
}

async function update(
  sql: Sql,
  id: string,
  settings: StreamSettings,
  header: string | null,
): Promise<Row | undefined> {
  const { rows } = await sql.query<Row>(
    `update stream set audience = $2, method = $3, endpoint_url = $4, sealed_authorization = $5, events_requested = $6,
       events_delivered = $7, description = $8, updated_at = now() where id = $1 returning *`,
    [id, ...columns(settings, header)],
  )
  if (!rows[0]) return undefined
  await writeInterest(sql, id, settings.eventsDelivered)
  await remember(sql, id)
  return rows[0]
}

/** Disabling drops what is owed and counts it (SSF 1.0 §8.1.2.1); pausing keeps it. */
async function setStatus(
  sql: Sql,
  id: string,
  status: StreamStatus,
  reason: string | null,
): Promise<void> {
  const before = await sql.query<Row>('select status from stream where id = $1 for update', [id])
  await sql.query(
    'update stream set status = $2, status_reason = $3, updated_at = now() where id = $1',
    [id, status, reason],
  )
  // When it ends too: a fan-out that began before it may have written after it.
  if (status === 'disabled' || before.rows[0]?.status === 'disabled') await dropOwed(sql, id)
  await remember(sql, id)
}

async function remove(sql: Sql, id: string): Promise<void> {
  await sql.query(`update stream set status = 'deleted' where id = $1`, [id])
  await remember(sql, id)
  for (const table of [
    'stream_interest',
    'stream_head',
    'stream_cursor',
    'delivery_exception',
    'control_set',
  ] as const)
    await sql.query(`delete from ${table} where stream_id = $1`, [id])
  await sql.query('delete from stream where id = $1', [id])
}

const columns = (settings: StreamSettings, header: string | null) => [
  settings.audience,
  settings.method,
  settings.endpointUrl,
  header,
  settings.eventsRequested,
  settings.eventsDelivered,
  settings.description,
]

async function writeInterest(sql: Sql, id: string, eventTypes: readonly string[]): Promise<void> {
  await sql.query('delete from stream_interest where stream_id = $1', [id])
  await sql.query(
    'insert into stream_interest (event_type, stream_id) select distinct t, $1 from unnest($2::text[]) as t',
    [id, eventTypes],
  )
}

/** A line of history, so that a trace can say what the stream was when an event passed it. */
const remember = (sql: Sql, id: string) =>
  sql.query(
    `insert into stream_history (stream_id, subscriber_id, status, events_delivered)
     select id, subscriber_id, status, events_delivered from stream where id = $1`,
    [id],
  )

async function dropOwed(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update stream_cursor c set dropped = c.dropped + (h.next_seq - 1 - c.acked_seq), acked_seq = h.next_seq - 1,
       next_at = null, fail_since = null, fails = 0, last_failure = null
     from (select next_seq from stream_head where stream_id = $1 for update) h where c.stream_id = $1`,
    [id],
  )
  await sql.query(`delete from delivery_exception where stream_id = $1 and state = 'retry'`, [id])
}
