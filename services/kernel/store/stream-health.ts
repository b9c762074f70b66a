// Reads only: how each stream is doing, for the operator.
import type { Pool } from 'pg'
import { containing } from './pattern.ts'
import type { StreamPush, StreamStatus } from './streams.ts'

export type StreamHealth = StreamPush & {
  id: string
  subscriberId: string
  status: StreamStatus
  statusReason: string | null
  method: string
  endpointUrl: string
  eventsDelivered: string[]
  signingAlg: string
  tags: string[]
  ackedSeq: number
  createdAt: Date
  backlog: number
  /** Since when the oldest of the backlog has been owed. */
  oldestOwedAt: Date | null
  dropped: number
  dead: number
  fails: number
  failSince: Date | null
  nextAt: Date | null
  lastFailure: string | null
}

type Row = {
  id: string
  subscriber_id: string
  status: StreamStatus
  status_reason: string | null
  method: string
  endpoint_url: string
  push_window: number
  push_rate: number | null
  push_order: StreamPush['pushOrder']
  events_delivered: string[]
  alg: string
  tags: string[]
  acked_seq: string
  created_at: Date
  backlog: string
  oldest_owed_at: Date | null
  dropped: string
  dead: string
  fails: number
  fail_since: Date | null
  next_at: Date | null
  last_failure: string | null
}

export type FailingStream = { id: string; tenantId: string; since: Date; lastFailure: string }

export type StreamHealthStore = ReturnType<typeof createStreamHealthStore>

export function createStreamHealthStore({ pool }: { pool: Pool }) {
  return {
    failingSince: (before: Date) => failingSince(pool, before),
    gone: (fails: number) => gone(pool, fails),
    /** Those of `ids` that are paused. */
    pausedOf: (ids: readonly string[]) => pausedOf(pool, ids),

    counts: () => counts(pool),

    /** By id. */
    list: (filter: StreamFilter) => list(pool, filter),

    async find(id: string): Promise<StreamHealth | undefined> {
      const { rows } = await pool.query<Row>(`${SELECT} where s.id = $1`, [id])
      return rows[0] && toHealth(rows[0])
    },
  }
}

/** `search` is part of the subscriber's name, of the address pushed to, or of the id. */
export type StreamFilter = {
  limit: number
  after?: string | undefined
  subscriberId?: string | undefined
  status?: StreamStatus | undefined
  health?: 'failing' | 'waiting' | 'rejected' | undefined
  search?: string | undefined
}

const SELECT = `
select s.id, s.subscriber_id, s.status, s.status_reason, s.method, s.endpoint_url, s.push_window, s.push_rate, s.push_order,
  s.events_delivered, s.alg, s.tags, s.created_at,
  c.acked_seq, h.next_seq - 1 - c.acked_seq
    + (select count(*) from delivery_exception x where x.stream_id = s.id and x.state = 'polled') as backlog,
  (select d.at from delivery d where d.stream_id = s.id and d.seq > c.acked_seq and d.at >= c.acked_at - interval '2 hours'
    order by d.seq limit 1) as oldest_owed_at,
  c.dropped, c.fails, c.fail_since, c.next_at, c.last_failure,
  (select count(*) from delivery_exception x where x.stream_id = s.id and x.state = 'dead') as dead
from stream s join stream_head h on h.stream_id = s.id join stream_cursor c on c.stream_id = s.id`

/** What is asked of each stream alone. Indexes stream(subscriber_id), stream_cursor_failing, delivery_exception(stream_id, seq). */
const HEALTH = {
  failing: 'c.fail_since is not null',
  waiting: 'h.next_seq - 1 > c.acked_seq',
  rejected: `exists (select 1 from delivery_exception x where x.stream_id = s.id and x.state = 'dead')`,
} as const satisfies Record<NonNullable<StreamFilter['health']>, string>

async function list(pool: Pool, filter: StreamFilter): Promise<StreamHealth[]> {
  const { limit, after, subscriberId, status, health, search } = filter
  const { rows } = await pool.query<Row>(
    `${SELECT} where ($1::text is null or s.id > $1) and ($3::text is null or s.subscriber_id = $3)
     and ($4::text is null or s.status = $4) and ${health === undefined ? 'true' : HEALTH[health]}
     and ($5::text is null or s.id ilike $5 or s.endpoint_url ilike $5
       or exists (select 1 from subscriber u where u.id = s.subscriber_id and u.name ilike $5))
     order by s.id limit $2`,
    [
      after ?? null,
      limit,
      subscriberId ?? null,
      status ?? null,
      search === undefined ? null : containing(search),
    ],
  )
  return rows.map(toHealth)
}

/** Each stream counted once, at its worst. */
export type StreamCounts = Record<
  'healthy' | 'waiting' | 'rejected' | 'failing' | 'paused' | 'disabled',
  number
>

/** Reads every stream: some ten thousand, and of each a look-up or two. */
async function counts(pool: Pool): Promise<StreamCounts> {
  const { rows } = await pool.query<{ health: keyof StreamCounts; n: string }>(
    `select case when s.status <> 'enabled' then s.status when ${HEALTH.failing} then 'failing'
         when ${HEALTH.rejected} then 'rejected' when ${HEALTH.waiting} then 'waiting' else 'healthy' end as health, count(*) as n
     from stream s join stream_head h on h.stream_id = s.id join stream_cursor c on c.stream_id = s.id group by 1`,
  )
  const none = { healthy: 0, waiting: 0, rejected: 0, failing: 0, paused: 0, disabled: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ health, n }) => [health, Number(n)])) }
}

const toHealth = (row: Row): StreamHealth => ({
  id: row.id,
  subscriberId: row.subscriber_id,
  status: row.status,
  statusReason: row.status_reason,
  method: row.method,
  endpointUrl: row.endpoint_url,
  pushWindow: row.push_window,
  pushRate: row.push_rate,
  pushOrder: row.push_order,
  eventsDelivered: row.events_delivered,
  signingAlg: row.alg,
  tags: row.tags,
  ackedSeq: Number(row.acked_seq),
  createdAt: row.created_at,
  backlog: Number(row.backlog),
  oldestOwedAt: row.oldest_owed_at,
  dropped: Number(row.dropped),
  dead: Number(row.dead),
  fails: row.fails,
  failSince: row.fail_since,
  nextAt: row.next_at,
  lastFailure: row.last_failure,
})

async function pausedOf(pool: Pool, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from stream where id = any($1) and status = 'paused'`,
    [ids],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Enabled streams to which nothing got through since `before`, with the last failure. */
async function failingSince(pool: Pool, before: Date): Promise<FailingStream[]> {
  const { rows } = await pool.query<FailingStream>(
    `select s.id, s.tenant_id as "tenantId", c.fail_since as since, coalesce(c.last_failure, 'unknown') as "lastFailure"
     from stream_cursor c
     join stream s on s.id = c.stream_id
     where s.status = 'enabled' and c.fail_since < $1 order by s.id limit 1000`,
    [before],
  )
  return rows
}

/** Enabled streams that failed so often in a row, the last time with 410. */
async function gone(pool: Pool, fails: number): Promise<FailingStream[]> {
  const { rows } = await pool.query<FailingStream>(
    `select s.id, s.tenant_id as "tenantId", c.fail_since as since, c.last_failure as "lastFailure"
     from stream_cursor c join stream s on s.id = c.stream_id
     where s.status = 'enabled' and c.fails >= $1 and c.last_failure like 'http\\_410:%' order by s.id limit 1000`,
    [fails],
  )
  return rows
}
