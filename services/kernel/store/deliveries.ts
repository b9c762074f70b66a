// Sole writer of: stream_cursor (but for its birth, drops and changes: streams.ts), delivery_exception, attempt.
import type { Pool } from 'pg'
import type { HubEvent } from '../../../schemas/event.ts'
import { isRefusedValue } from './database.ts'
import { rowToEvent, type EventRow } from './rows.ts'

/** How far a stream is settled, and its backoff. */
export type Cursor = {
  streamId: string
  ackedSeq: number
  ackedAt: Date
  nextAt: Date | null
  failSince: Date | null
  fails: number
  lastFailure: string | null
}

/** A stream that has something owed, and when its settings last changed. */
export type BehindStream = { cursor: Cursor; updatedAt: Date }

/** One event owed to one stream. `kept` is the SET as it was signed, where it failed before. */
export type Owed = {
  streamId: string
  seq: number
  at: Date
  event: HubEvent
  /** SETs of one key leave the stream one after another, in log order. */
  orderKey: string
  kept: string | null
}

export type AttemptRecord = {
  streamId: string
  seq: number | null
  jti: string
  kid: string | null
  outcome: 'accepted' | 'rejected' | 'retry'
  httpStatus: number | null
  err: string | null
  description: string | null
  durationMs: number
  reused: boolean | null
  remote: string | null
  at: Date
}

export type ExceptionRecord = {
  streamId: string
  seq: number
  eventId: string
  jti: string
  state: 'retry' | 'dead'
  jws: string
  kid: string | null
  err: string | null
  description: string | null
}

/** What one flush writes: at most one entry a stream in `cursors`, one a (stream, seq) in `exceptions` and `resolved` together. */
export type Settlement = {
  cursors: readonly Cursor[]
  attempts: readonly AttemptRecord[]
  exceptions: readonly ExceptionRecord[]
  resolved: readonly { streamId: string; seq: number }[]
}

export type DeliveryStore = ReturnType<typeof createDeliveryStore>

/** How much older than the cursor's time a log row may be: clocks of several processes differ. */
const SKEW_MS = 2 * 3_600_000

type BacklogRow = EventRow & { stream_id: string; seq: string; at: Date; jws: string | null }
type CursorRow = {
  stream_id: string
  acked_seq: string
  acked_at: Date
  next_at: Date | null
  fail_since: Date | null
  fails: number
  last_failure: string | null
}

export function createDeliveryStore({ pool }: { pool: Pool }) {
  return {
    /** Those of the enabled push streams of these shards that have something owed; of `streamIds` alone where they are given. */
    behind: (shards: readonly number[], streamIds?: readonly string[]) =>
      behind(pool, shards, streamIds),

    /** The next `limit` log rows after `afterSeq` of each stream, by one index range a stream and day since then. Primary key of delivery. */
    async read(
      lanes: readonly { streamId: string; afterSeq: number; since: Date }[],
      limit: number,
    ): Promise<Owed[]> {
      const { rows } = await pool.query<BacklogRow>(READ, [
        lanes.map((lane) => lane.streamId),
        lanes.map((lane) => lane.afterSeq),
        lanes.map((lane) => new Date(lane.since.getTime() - SKEW_MS)),
        limit,
      ])
      return rows.map((row) => ({
        streamId: row.stream_id,
        seq: Number(row.seq),
        at: row.at,
        event: rowToEvent(row),
        orderKey: row.order_key,
        kept: row.jws,
      }))
    },

    /**
     * Writes what a flush of outcomes means, in one statement. Fenced: a process that lost a shard's lease moves no cursor
     * of it and parks nothing. Words that the database refuses must not keep all outcomes from being written.
     */
    async settle(owner: string, settlement: Settlement): Promise<void> {
      try {
        await pool.query(SETTLE, [owner, ...settlementColumns(settlement)])
      } catch (error) {
        if (!isRefusedValue(error)) throw error
        await pool.query(SETTLE, [owner, ...settlementColumns(withoutWords(settlement))])
      }
    },
  }
}

async function behind(
  pool: Pool,
  shards: readonly number[],
  streamIds: readonly string[] | undefined,
): Promise<BehindStream[]> {
  const { rows } = await pool.query<CursorRow & { updated_at: Date }>(
    `select c.*, s.updated_at from stream s join stream_cursor c on c.stream_id = s.id join stream_head h on h.stream_id = s.id
     where s.shard = any($1::smallint[]) and s.status = 'enabled' and s.method = 'urn:ietf:rfc:8935'
     and h.next_seq > c.acked_seq + 1 ${streamIds ? 'and s.id = any($2::text[])' : ''}`,
    streamIds ? [shards, streamIds] : [shards],
  )
  return rows.map((row) => ({ cursor: rowToCursor(row), updatedAt: row.updated_at }))
}

/** What receivers said left out, but for codes that are plain. */
const withoutWords = ({ cursors, attempts, exceptions, resolved }: Settlement): Settlement => ({
  cursors: cursors.map((one) => ({ ...one, lastFailure: one.lastFailure && NOT_STORABLE })),
  attempts: attempts.map((one) => ({ ...one, ...plain(one) })),
  exceptions: exceptions.map((one) => ({ ...one, ...plain(one) })),
  resolved,
})

const NOT_STORABLE = 'the answer cannot be stored'
const plain = ({ err, description }: { err: string | null; description: string | null }) => ({
  err: err === null || /^[\w-]{1,64}$/.test(err) ? err : 'other',
  description: description && NOT_STORABLE,
})

export const rowToCursor = (row: CursorRow): Cursor => ({
  streamId: row.stream_id,
  ackedSeq: Number(row.acked_seq),
  ackedAt: row.acked_at,
  nextAt: row.next_at,
  failSince: row.fail_since,
  fails: row.fails,
  lastFailure: row.last_failure,
})

const READ = `
select d.stream_id, d.seq, d.at, e.*, x.jws
from unnest($1::text[], $2::bigint[], $3::timestamptz[]) as lane(stream_id, after_seq, since)
cross join lateral (
  select stream_id, seq, event_id, at from delivery
  where stream_id = lane.stream_id and seq > lane.after_seq and at >= lane.since order by seq limit $4) d
join event e on e.id = d.event_id
left join delivery_exception x on x.stream_id = d.stream_id and x.seq = d.seq
order by d.stream_id, d.seq`

/** $2 to $30 of SETTLE. */
const settlementColumns = ({ cursors, attempts, exceptions, resolved }: Settlement) => [
  cursors.map((c) => c.streamId),
  cursors.map((c) => c.ackedSeq),
  cursors.map((c) => c.ackedAt),
  cursors.map((c) => c.nextAt),
  cursors.map((c) => c.failSince),
  cursors.map((c) => c.fails),
  cursors.map((c) => c.lastFailure),
  attempts.map((a) => a.streamId),
  attempts.map((a) => a.seq),
  attempts.map((a) => a.jti),
  attempts.map((a) => a.kid),
  attempts.map((a) => a.outcome),
  attempts.map((a) => a.httpStatus),
  attempts.map((a) => a.err),
  attempts.map((a) => a.description),
  attempts.map((a) => a.durationMs),
  attempts.map((a) => a.reused),
  attempts.map((a) => a.remote),
  attempts.map((a) => a.at),
  exceptions.map((x) => x.streamId),
  exceptions.map((x) => x.seq),
  exceptions.map((x) => x.eventId),
  exceptions.map((x) => x.jti),
  exceptions.map((x) => x.state),
  exceptions.map((x) => x.jws),
  exceptions.map((x) => x.err),
  exceptions.map((x) => x.description),
  exceptions.map((x) => x.kid),
  resolved.map((r) => r.streamId),
  resolved.map((r) => r.seq),
]

const SETTLE = `
with held as (
  select s.id as stream_id from stream s join shard_lease l on l.shard = s.shard and l.owner = $1
  where s.id = any($2::text[] || $21::text[] || $30::text[])),
advanced as (
  update stream_cursor c set acked_seq = greatest(c.acked_seq, u.acked_seq), acked_at = greatest(c.acked_at, u.acked_at),
    next_at = u.next_at, fail_since = u.fail_since, fails = u.fails, last_failure = u.last_failure
  from unnest($2::text[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::int[], $8::text[])
    as u(stream_id, acked_seq, acked_at, next_at, fail_since, fails, last_failure)
  join held using (stream_id)
  where c.stream_id = u.stream_id),
tried as (
  insert into attempt (stream_id, seq, jti, kid, outcome, http_status, err, description, duration_ms, reused, remote, at)
  select * from unnest($9::text[], $10::bigint[], $11::text[], $12::text[], $13::text[], $14::int[], $15::text[],
    $16::text[], $17::int[], $18::boolean[], $19::text[], $20::timestamptz[])),
kept as (
  insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, err, description, kid)
  select x.* from unnest($21::text[], $22::bigint[], $23::uuid[], $24::text[], $25::text[], $26::text[], $27::text[], $28::text[], $29::text[])
    as x(stream_id, seq, event_id, jti, state, jws, err, description) join held using (stream_id)
  on conflict (stream_id, seq) do update set state = excluded.state, err = excluded.err, description = excluded.description)
delete from delivery_exception x using unnest($30::text[], $31::bigint[]) as r(stream_id, seq) join held using (stream_id)
where x.stream_id = r.stream_id and x.seq = r.seq and x.state = 'retry'`
