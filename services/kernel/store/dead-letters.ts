// Reads only: the SETs that a receiver refused or never took (delivery_exception, state dead). redrive.ts owes them anew.
import type { Pool } from 'pg'
import type { DeadLetterFilter } from '../../../schemas/dead-letter.ts'
import { redriveSome } from './redrive.ts'

/** A SET given up, with the receiver's last words. */
export type DeadLetter = {
  streamId: string
  seq: number
  jti: string
  eventId: string
  type: string
  txn: string
  subject: object
  err: string | null
  description: string | null
  at: Date
  /** As it was signed; empty where nothing could be. */
  jws: string
}

/** A place among the dead letters of all streams. */
export type DeadLetterPlace = { streamId: string; seq: number }

export type DeadLetterGroup = {
  streamId: string
  subscriberId: string
  subscriberName: string
  err: string
  description: string | null
  count: number
  firstSeenAt: Date
  lastSeenAt: Date
}

export type DeadLetterStore = ReturnType<typeof createDeadLetterStore>

export function createDeadLetterStore({ pool }: { pool: Pool }) {
  return {
    /** In the order of stream and log, `limit` after a place. Index delivery_exception_dead. */
    list: (
      filter: DeadLetterFilter,
      limit: number,
      after?: DeadLetterPlace,
    ): Promise<DeadLetter[]> => list(pool, filter, limit, after),

    /** By stream and reason, `limit` after one. Index delivery_exception_dead, which holds all that is counted. */
    groups: (filter: DeadLetterFilter, limit: number, after?: GroupPlace) =>
      groups(pool, filter, limit, after),

    /** How many there are, and of which streams, at most 1,000 of them. */
    perStream: () => perStream(pool),

    /**
     * Owes these dead letters of a stream once more, or 10,000 of them, at the end of its log. What cannot be: `no-stream`,
     * or `disabled`, whose streams are owed nothing.
     */
    redrive: (streamId: string, jtis: readonly string[] | undefined, now: Date) =>
      redriveSome(pool, { streamId, jtis: jtis ?? null, now }),
  }
}

type Row = Omit<DeadLetter, 'streamId' | 'seq' | 'eventId' | 'subject'> & {
  stream_id: string
  seq: string
  event_id: string
  subject: string
}

/** What a filter says of exception `x`, its event `e` and its stream `s`; its values begin at $1. */
export const DEAD_FITS = `x.state = 'dead' and ($1::text is null or s.tenant_id = $1)
  and ($2::text is null or s.subscriber_id = $2) and ($3::text is null or x.stream_id = $3)
  and ($4::text is null or coalesce(x.err, '') = $4) and ($5::text is null or e.type = $5)
  and ($6::text is null or e.txn = $6) and ($7::timestamptz is null or x.at >= $7) and ($8::timestamptz is null or x.at < $8)`

export const filterValues = (filter: DeadLetterFilter) => [
  filter.tenantId ?? null,
  filter.subscriberId ?? null,
  filter.streamId ?? null,
  filter.err ?? null,
  filter.type ?? null,
  filter.txn ?? null,
  filter.from ?? null,
  filter.to ?? null,
]

async function list(
  pool: Pool,
  filter: DeadLetterFilter,
  limit: number,
  after: DeadLetterPlace = { streamId: '', seq: 0 },
): Promise<DeadLetter[]> {
  const { rows } = await pool.query<Row>(
    `select x.stream_id, x.seq, x.jti, x.event_id, e.type, e.txn, e.subject, x.err, x.description, x.at, x.jws
     from delivery_exception x join event e on e.id = x.event_id join stream s on s.id = x.stream_id
     where ${DEAD_FITS} and (x.stream_id, x.seq) > ($9, $10::bigint) order by x.stream_id, x.seq limit $11`,
    [...filterValues(filter), after.streamId, after.seq, limit],
  )
  return rows.map(({ stream_id: streamId, seq, event_id: eventId, subject, ...row }) => ({
    ...row,
    streamId,
    seq: Number(seq),
    eventId,
    subject: JSON.parse(subject) as object, // written by events.ts
  }))
}

type GroupPlace = { streamId: string; err: string }

type GroupRow = Omit<DeadLetterGroup, 'count'> & { count: string }

async function groups(
  pool: Pool,
  filter: DeadLetterFilter,
  limit: number,
  after: GroupPlace = { streamId: '', err: '' },
): Promise<DeadLetterGroup[]> {
  const { rows } = await pool.query<GroupRow>(GROUPS, [
    filter.tenantId ?? null,
    filter.subscriberId ?? null,
    filter.streamId ?? null,
    filter.err ?? null,
    after.streamId,
    after.err,
    limit,
  ])
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

const GROUPS = `
with counted as (
  select x.stream_id, coalesce(x.err, '') as err, count(*) as count, min(x.at) as first_at, max(x.at) as last_at, max(x.seq) as last_seq
  from delivery_exception x
  where x.state = 'dead' and ($3::text is null or x.stream_id = $3) and x.stream_id >= $5
  group by x.stream_id, coalesce(x.err, ''))
select c.stream_id as "streamId", s.subscriber_id as "subscriberId", coalesce(b.name, '') as "subscriberName", c.err,
  x.description, c.count, c.first_at as "firstSeenAt", c.last_at as "lastSeenAt"
from counted c join stream s on s.id = c.stream_id left join subscriber b on b.id = s.subscriber_id
join delivery_exception x on x.stream_id = c.stream_id and x.seq = c.last_seq
where ($1::text is null or s.tenant_id = $1) and ($2::text is null or s.subscriber_id = $2) and ($4::text is null or c.err = $4)
  and ((c.stream_id, c.err) > ($5, $6) or $5 = '')
order by c.stream_id, c.err limit $7`

type StreamCount = { streamId: string; tenantId: string; count: number; newestAt: Date }

async function perStream(pool: Pool): Promise<{ total: number; streams: StreamCount[] }> {
  const { rows } = await pool.query<Omit<StreamCount, 'count'> & { count: string }>(
    `select x.stream_id as "streamId", s.tenant_id as "tenantId", x.count, x.newest as "newestAt"
     from (select stream_id, count(*) as count, max(at) as newest from delivery_exception where state = 'dead' group by stream_id) x
     join stream s on s.id = x.stream_id order by x.stream_id`,
  )
  const counted = rows.map((row) => ({ ...row, count: Number(row.count) }))
  return {
    total: counted.reduce((sum, { count }) => sum + count, 0),
    streams: counted.slice(0, 1_000),
  }
}
