// Sole writer of: stream, stream_interest, stream_history; makes and deletes stream_head and stream_cursor with them.
import type { Pool } from 'pg'
import { uriOf } from '../../../schemas/events/index.ts'
import { PUSH } from '../../../schemas/stream.ts'
import type { Alg } from '../set/algorithms.ts'
import type { Seal } from '../set/seal.ts'
import { newOpaqueId } from '../ids.ts'
import { followStatus, insertControlSet } from './control-sets.ts'
import { transaction, type Sql } from './database.ts'
import { shardOf } from './leases.ts'
import {
  allowedOf,
  beginAnew,
  dropOwed,
  remember,
  takeBackPolled,
  writeInterest,
} from './stream-changes.ts'
import {
  SELECT_STREAM,
  toStream,
  type StreamRecord,
  type StreamRow,
  type StreamStatus,
} from './stream-rows.ts'
import type { Subscriber } from './subscribers.ts'

export type { StreamRecord, StreamStatus } from './stream-rows.ts'

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
  | 'subjectFormats'
>

export type StreamPush = Pick<StreamRecord, 'pushWindow' | 'pushRate' | 'pushOrder'>
/** A rate of null: none. */
export type PushChange = { [Key in keyof StreamPush]?: StreamPush[Key] | undefined }

export type StreamStore = ReturnType<typeof createStreamStore>

const OWNED_TABLES = [
  'stream_interest',
  'stream_head',
  'stream_cursor',
  'delivery_exception',
  'signed_ahead',
  'control_set',
  'stream_subject',
  'stream_subject_term',
  'suppression',
] as const

type StreamDeps = { pool: Pool; seal: Seal }

export function createStreamStore({ pool, hot, seal }: StreamDeps & { hot: Pool }) {
  const select = (where: string, values: unknown[]) => selectStreams({ pool, seal }, where, values)
  const one = async (id = '') => (await select('s.id = $1', [id]))[0]
  const sealed = async (header: string | null) => (header === null ? null : seal.seal(header))
  return {
    find: (subscriberId: string, id: string) => find({ hot, seal }, subscriberId, id),
    ofSubscriber: (subscriberId: string): Promise<StreamRecord[]> =>
      select('s.subscriber_id = $1', [subscriberId]),
    byIds: (ids: readonly string[]): Promise<StreamRecord[]> => select('s.id = any($1)', [ids]),

    /** A new, enabled stream; undefined where the subscriber already has `limit` of them, or is gone. */
    async create(
      subscriber: Subscriber,
      settings: StreamSettings,
      limit: number,
    ): Promise<StreamRecord | undefined> {
      const header = await sealed(settings.authorizationHeader)
      const id = await transaction(pool, async (sql) =>
        (await hasRoom(sql, subscriber.id, limit))
          ? insert(sql, subscriber, columns(await within(sql, subscriber.id, settings), header))
          : undefined,
      )
      return one(id)
    },

    /** Undefined where there is no such stream. */
    async update(id: string, settings: StreamSettings): Promise<StreamRecord | undefined> {
      const header = await sealed(settings.authorizationHeader)
      await transaction(pool, (sql) => update(sql, id, settings, header))
      return one(id)
    },

    /** What a subscriber asks for (SSF 1.0 §8.1.2.2): disabling drops what is owed and counts it, pausing keeps it. */
    setStatus: (id: string, status: StreamStatus, reason: string | null): Promise<boolean> =>
      transaction(pool, (sql) => changeStatus(sql, { id, status, reason })),

    /**
     * What the hub or an operator decides: the subscriber is told by a stream-updated SET in the same transaction (§8.1.5),
     * which goes out whatever the new status is. False where there is no such stream, or where it is no longer `from`.
     */
    imposeStatus: (...[id, status, reason, from]: Imposed): Promise<boolean> =>
      transaction(pool, (sql) => imposeStatus(sql, { id, status, reason, from })),

    /** What policies choose it by. False where there is no such stream. */
    setTags: (id: string, tags: readonly string[]) => setTags(pool, id, tags),

    /** What is undefined stays; undefined where there is no such stream. The engine goes by it before the next SET leaves. */
    setPush: (id: string, change: PushChange) => setPush(pool, id, change),

    /** What its SETs are signed with from now on. False where there is no such stream. */
    setAlg: (id: string, alg: Alg) => setAlg(pool, id, alg),

    delete: (id: string): Promise<void> => transaction(pool, (sql) => remove(sql, id)),
  }
}

/** Every request of a subscriber begins with it. Primary keys. */
async function find(
  { hot, seal }: { hot: Pool; seal: Seal },
  subscriberId: string,
  id: string,
): Promise<StreamRecord | undefined> {
  const text = `${SELECT_STREAM} where s.id = $1 and s.subscriber_id = $2`
  const { rows } = await hot.query<StreamRow>({ name: 'stream', text, values: [id, subscriberId] })
  return rows[0] && toStream(rows[0], seal)
}

async function selectStreams(
  { pool, seal }: StreamDeps,
  where: string,
  values: unknown[],
): Promise<StreamRecord[]> {
  const ordered = `${SELECT_STREAM} where ${where} order by s.created_at, s.id`
  const { rows } = await pool.query<StreamRow>(ordered, values)
  return Promise.all(rows.map((row) => toStream(row, seal)))
}

async function setTags(sql: Sql, id: string, tags: readonly string[]): Promise<boolean> {
  const { rowCount } = await sql.query('update stream set tags = $2 where id = $1', [id, tags])
  return rowCount === 1
}

async function setPush(
  sql: Sql,
  id: string,
  { pushWindow, pushRate, pushOrder }: PushChange,
): Promise<StreamPush | undefined> {
  const { rows } = await sql.query<StreamPush>(
    `update stream set push_window = coalesce($2, push_window), push_rate = case when $3 then $4 else push_rate end,
       push_order = coalesce($5, push_order), updated_at = now() where id = $1
     returning push_window as "pushWindow", push_rate as "pushRate", push_order as "pushOrder"`,
    [id, pushWindow, pushRate !== undefined, pushRate, pushOrder],
  )
  return rows[0]
}

async function setAlg(sql: Sql, id: string, alg: Alg): Promise<boolean> {
  const { rowCount } = await sql.query(
    'update stream set alg = $2, updated_at = now() where id = $1',
    [id, alg],
  )
  return rowCount === 1
}

const columns = (settings: StreamSettings, header: string | null) => [
  settings.audience,
  settings.method,
  settings.endpointUrl,
  header,
  settings.eventsRequested,
  settings.eventsDelivered,
  settings.description,
  settings.subjectFormats,
]

/** The caller may be known as it was a moment ago: what it may be told is looked up where it cannot change meanwhile. */
const within = async (sql: Sql, subscriberId: string, settings: StreamSettings) => ({
  ...settings,
  eventsDelivered: await allowedOf(sql, subscriberId, settings.eventsDelivered),
})

type Imposed = [id: string, status: StreamStatus, reason: string, from?: StreamStatus]

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

async function insert(sql: Sql, subscriber: Subscriber, settings: unknown[]): Promise<string> {
  const id = newOpaqueId()
  const { tenantId, defaultSubjects, signingAlg, encryption } = subscriber
  await sql.query(
    `insert into stream (id, audience, method, endpoint_url, sealed_authorization, events_requested, events_delivered,
       description, subject_formats, subscriber_id, shard, tenant_id, default_subjects, alg, encryption)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      id,
      ...settings,
      subscriber.id,
      shardOf(id),
      tenantId,
      defaultSubjects,
      signingAlg,
      encryption,
    ],
  )
  await sql.query('insert into stream_head (stream_id) values ($1)', [id])
  await sql.query('insert into stream_cursor (stream_id) values ($1)', [id])
  await writeInterest(sql, id)
  await remember(sql, id)
  return id
}

async function update(
  sql: Sql,
  id: string,
  settings: StreamSettings,
  header: string | null,
): Promise<void> {
  const { rows } = await sql.query<{ subscriber_id: string }>(
    'select subscriber_id from stream where id = $1',
    [id],
  )
  const [owner] = rows
  if (!owner) return
  const allowed = await within(sql, owner.subscriber_id, settings)
  const { rowCount } = await sql.query(
    `update stream set audience = $2, method = $3, endpoint_url = $4, sealed_authorization = $5, events_requested = $6,
       events_delivered = $7, description = $8, subject_formats = $9, updated_at = now() where id = $1`,
    [id, ...columns(allowed, header)],
  )
  if (rowCount !== 1) return
  await sql.query('update stream_cursor set next_at = null where stream_id = $1', [id]) // mended, perhaps: tried at once
  if (settings.method === PUSH) await takeBackPolled(sql, id)
  await writeInterest(sql, id)
  await remember(sql, id)
}

async function remove(sql: Sql, id: string): Promise<void> {
  await sql.query(`update stream set status = 'deleted' where id = $1`, [id])
  await remember(sql, id)
  for (const table of OWNED_TABLES)
    await sql.query(`delete from ${table} where stream_id = $1`, [id])
  await sql.query('delete from stream where id = $1', [id])
}

type StatusChange = {
  id: string
  status: StreamStatus
  reason: string | null
  from?: StreamStatus | undefined
}

async function changeStatus(
  sql: Sql,
  { id, status, reason, from }: StatusChange,
): Promise<boolean> {
  const { rows } = await sql.query<Pick<StreamRow, 'status'>>(
    'select status from stream where id = $1 for update',
    [id],
  )
  const before = rows[0]?.status
  if (before === undefined || (from !== undefined && before !== from)) return false
  await sql.query(
    'update stream set status = $2, status_reason = $3, updated_at = now() where id = $1',
    [id, status, reason],
  )
  // When it ends too: a fan-out that began before it may have written after it.
  if (status === 'disabled' || before === 'disabled') await dropOwed(sql, id)
  if (status === 'enabled' && before === 'paused') await beginAnew(sql, id)
  await followStatus(sql, id, status)
  await remember(sql, id)
  return true
}

async function imposeStatus(sql: Sql, change: StatusChange & { reason: string }): Promise<boolean> {
  if (!(await changeStatus(sql, change))) return false
  await insertControlSet(sql, {
    jti: newOpaqueId(),
    streamId: change.id,
    type: uriOf('stream-updated'),
    payload: { status: change.status, reason: change.reason },
  })
  return true
}
