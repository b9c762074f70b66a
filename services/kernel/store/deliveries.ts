// Sole writer of: stream_cursor (but for its birth, drops and changes: streams.ts), delivery_exception, attempt; of poll
// streams' rows in them: polls.ts, signed-ahead.ts.
import type { Pool } from 'pg'
import { isRefusedValue } from './database.ts'
import type { OwedEvent, OwedEvents } from './owed-events.ts'
import {
  SETTLE,
  settlementColumns,
  withoutWords,
  type Cursor,
  type Settlement,
} from './settlement.ts'

export type { AttemptRecord, Cursor, ExceptionRecord, Settlement } from './settlement.ts'

/** A stream that has something owed, how much, and when its settings last changed. */
export type BehindStream = { cursor: Cursor; backlog: number; updatedAt: Date }

/** One event owed to one stream. */
export type Owed = {
  seq: number
  at: Date
  /** When its SET is issued: as the first time, where it is owed once more. */
  issuedAt: Date
  event: OwedEvent
  /** It overtakes others of other principals. */
  isUrgent: boolean
  /** The SET as it was signed, where it failed before; empty where an erasure took the bytes since. */
  kept: string | null
}

/** Log rows of one stream after a place; `since`: when that place was reached. */
export type ReadFrom = { streamId: string; afterSeq: number; since: Date }
/** Also what lies behind `afterSeq` and is not settled counts, from `ackedSeq` on. */
export type ReadUrgentFrom = ReadFrom & { ackedSeq: number }

/** What was found of them, but for those whose event is gone; after which place, how far, whether there may be more. */
export type LogPart = { owed: Owed[]; after: number; upTo: number; isFull: boolean }

export type DeliveryStore = ReturnType<typeof createDeliveryStore>

/** How much older than the cursor's time a log row may be: clocks of several processes differ. */
const SKEW_MS = 2 * 3_600_000

type CursorRow = {
  stream_id: string
  acked_seq: string
  acked_at: Date
  ahead: string[]
  next_at: Date | null
  fail_since: Date | null
  fails: number
  last_failure: string | null
}

type BehindRow = CursorRow & { updated_at: Date; backlog: string }

type DeliveryDeps = { pool: Pool; hot: Pool; owedEvents: OwedEvents }

export function createDeliveryStore({ pool, hot, owedEvents }: DeliveryDeps) {
  return {
    /** Those of the enabled push streams of these shards that have something owed; of `streamIds` alone where they are given. */
    behind: (shards: readonly number[], streamIds?: readonly string[]): Promise<BehindStream[]> =>
      behind(streamIds ? hot : pool, shards, streamIds),

    /**
     * The next `limit` log rows of each, in the order of `from`. One index range a stream and day since its place was
     * reached.
     */
    read: (from: readonly ReadFrom[], limit: number): Promise<LogPart[]> =>
      readLog(hot, owedEvents, from, limit),

    /**
     * Of the log after these places the next `limit` rows of each that overtake, with those of the same principals before
     * them. Index delivery_urgent; for those before: event(order_key, id), delivery(event_id).
     */
    readUrgent: (from: readonly ReadUrgentFrom[], limit: number): Promise<LogPart[]> =>
      readUrgent(hot, owedEvents, from, limit),

    /**
     * Writes what a flush of outcomes means, in one statement. Fenced: a process that lost a shard's lease moves no cursor
     * of it and parks nothing. Words that the database refuses must not keep all outcomes from being written.
     */
    async settle(owner: string, settlement: Settlement): Promise<void> {
      const write = (what: Settlement) =>
        hot.query({ name: 'settle', text: SETTLE, values: [owner, ...settlementColumns(what)] })
      try {
        await write(settlement)
      } catch (error) {
        if (!isRefusedValue(error)) throw error
        await write(withoutWords(settlement))
      }
    },
  }
}

/** All: a scan of the shards' streams. Some: primary keys. */
async function behind(
  pool: Pool,
  shards: readonly number[],
  streamIds: readonly string[] | undefined,
): Promise<BehindStream[]> {
  const { rows } = await pool.query<BehindRow>(
    streamIds
      ? { name: 'behind-of', text: BEHIND_OF, values: [shards, streamIds] }
      : { text: BEHIND, values: [shards] },
  )
  return rows.map(toBehind)
}

const toBehind = (row: BehindRow): BehindStream => ({
  cursor: rowToCursor(row),
  backlog: Number(row.backlog),
  updatedAt: row.updated_at,
})

const rowToCursor = (row: CursorRow): Cursor => ({
  streamId: row.stream_id,
  ackedSeq: Number(row.acked_seq),
  ackedAt: row.acked_at,
  ahead: row.ahead.map(Number).filter((seq) => seq > Number(row.acked_seq)),
  nextAt: row.next_at,
  failSince: row.fail_since,
  fails: row.fails,
  lastFailure: row.last_failure,
})

/** Place in the request, seq, at (ms), issued at (ms), event (null where it was erased), whether it is urgent, kept bytes. */
type LogRow = [string, string, string, string | null, string | null, boolean, string | null]

/** The next `limit` log rows of each stream after its place, with their events. */
export async function readLog(
  hot: Pool,
  owedEvents: Pick<OwedEvents, 'load'>,
  from: readonly ReadFrom[],
  limit: number,
): Promise<LogPart[]> {
  const values = [...placesOf(from), limit]
  const { rows } = await hot.query<LogRow>({ name: 'read', text: READ, values, rowMode: 'array' })
  return toParts(rows, from, { owedEvents, limit })
}

async function readUrgent(
  hot: Pool,
  owedEvents: OwedEvents,
  from: readonly ReadUrgentFrom[],
  limit: number,
): Promise<LogPart[]> {
  const values = [...placesOf(from), limit, from.map(({ ackedSeq }) => ackedSeq)]
  const text = { name: 'read-urgent', text: READ_URGENT }
  const { rows } = await hot.query<LogRow>({ ...text, values, rowMode: 'array' })
  return toParts(rows, from, { owedEvents, limit })
}

const placesOf = (from: readonly ReadFrom[]) => [
  from.map((lane) => lane.streamId),
  from.map((lane) => lane.afterSeq),
  from.map((lane) => new Date(lane.since.getTime() - SKEW_MS)),
]

async function toParts(
  rows: readonly LogRow[],
  from: readonly ReadFrom[],
  { owedEvents, limit }: { owedEvents: Pick<OwedEvents, 'load'>; limit: number },
): Promise<LogPart[]> {
  const events = await owedEvents.load(rows.flatMap((row) => row[4] ?? []))
  const parts = from.map(({ afterSeq }) => ({ owed: [] as Owed[], upTo: afterSeq, count: 0 }))
  for (const [place, seq, atMs, issuedMs, eventId, isUrgent, kept] of rows) {
    const part = parts[Number(place) - 1]
    if (!part) continue
    part.upTo = Math.max(part.upTo, Number(seq))
    part.count += 1
    const event = eventId === null ? undefined : events.get(eventId)
    if (!event) continue
    const at = new Date(Number(atMs))
    const issuedAt = issuedMs === null ? at : new Date(Number(issuedMs))
    part.owed.push({ seq: Number(seq), at, issuedAt, event, isUrgent, kept })
  }
  return parts.map(({ owed, upTo, count }, index) => ({
    owed,
    after: from[index]?.afterSeq ?? 0,
    upTo,
    isFull: count >= limit,
  }))
}

/** By name: a column that a later version adds does not break the statements of processes that run. */
const CURSOR = `c.stream_id, c.acked_seq, c.acked_at, c.ahead, c.next_at, c.fail_since, c.fails, c.last_failure`

const BEHIND = `
select ${CURSOR}, s.updated_at, h.next_seq - 1 - c.acked_seq - cardinality(c.ahead) as backlog
from stream s join stream_cursor c on c.stream_id = s.id join stream_head h on h.stream_id = s.id
where s.shard = any($1::smallint[]) and s.status = 'enabled' and s.method = 'urn:ietf:rfc:8935' and h.next_seq > c.acked_seq + 1`

const BEHIND_OF = `
select ${CURSOR}, s.updated_at, h.next_seq - 1 - c.acked_seq - cardinality(c.ahead) as backlog from unnest($2::text[]) as wanted(id)
cross join lateral (
  select updated_at from stream where id = wanted.id and shard = any($1::smallint[]) and status = 'enabled'
    and method = 'urn:ietf:rfc:8935' offset 0) s
cross join lateral (select * from stream_cursor where stream_id = wanted.id offset 0) c
cross join lateral (select next_seq from stream_head where stream_id = wanted.id and next_seq > c.acked_seq + 1 offset 0) h`

const LOG_COLUMNS = `extract(epoch from d.at) * 1000 as at_ms, extract(epoch from d.issued_at) * 1000 as issued_ms,
  case when x.state is distinct from 'expunged' then d.event_id end as event_id, d.is_urgent, x.jws`
const KEPT = `left join lateral (
  select jws, state from delivery_exception where stream_id = lane.stream_id and seq = d.seq offset 0) x on true`

const READ = `
select lane.n, d.seq, ${LOG_COLUMNS}
from unnest($1::text[], $2::bigint[], $3::timestamptz[]) with ordinality as lane(stream_id, after_seq, since, n)
cross join lateral (
  select seq, event_id, at, issued_at, is_urgent from delivery
  where stream_id = lane.stream_id and seq > lane.after_seq and at >= lane.since order by seq limit $4) d
${KEPT}
order by lane.n, d.seq`

/** A principal's events are few while they are owed; those that were fanned out before `since` are settled, unless owed again. */
const READ_URGENT = `
with urgent as materialized (
  select lane.*, d.*, exists (
    select from delivery where stream_id = lane.stream_id and reason is not null and at >= lane.since) as has_again
  from unnest($1::text[], $2::bigint[], $3::timestamptz[], $5::bigint[]) with ordinality
    as lane(stream_id, after_seq, since, acked_seq, n)
  cross join lateral (
    select seq, event_id, at, issued_at, is_urgent from delivery
    where stream_id = lane.stream_id and seq > lane.after_seq and at >= lane.since and is_urgent order by seq limit $4) d),
before as (
  select u.n, u.stream_id, d.seq, d.event_id, d.at, d.issued_at, d.is_urgent
  from urgent u
  cross join lateral (select order_key from event where id = u.event_id offset 0) k
  cross join lateral (
    select id from event
    where order_key = k.order_key and (fanned_out_at >= u.since or u.has_again) and id <> u.event_id offset 0) e
  cross join lateral (
    select * from delivery
    where event_id = e.id and stream_id = u.stream_id and seq > u.acked_seq and seq < u.seq and at >= u.since offset 0) d)
select lane.n, d.seq, ${LOG_COLUMNS}
from (select n, stream_id, seq, event_id, at, issued_at, is_urgent from urgent union select * from before)
  as d(n, stream_id, seq, event_id, at, issued_at, is_urgent)
cross join lateral (select d.n, d.stream_id) lane
${KEPT}
order by lane.n, d.seq`
