// Reads only: what became of one event.
import type { Pool } from 'pg'
import { setIdOf } from '../ids.ts'
import { fromReals } from './attempt-phases.ts'
import type { AttemptRecord } from './deliveries.ts'

/** One stream that an event was owed to, and how that stands. */
export type TracedDelivery = {
  streamId: string
  subscriberId: string | null
  jti: string
  owedAt: Date
  isSettled: boolean
  isHeld: boolean
  /** Handed out by poll, not acknowledged yet. */
  isHandedOut: boolean
  isDeleted: boolean
  /** When the limits of holding dropped it, or something after it, or its subject was erased. */
  expiredAt: Date | null
  nextAt: Date | null
  dead: { err: string | null; description: string | null; at: Date } | undefined
  attempts: AttemptRecord[]
}

/** A stream as it was when the event passed it. */
export type PastStream = {
  streamId: string
  subscriberId: string
  status: string
  eventsDelivered: string[]
  /** It has a tag that the event is for, or the event is for every stream. */
  isMeant: boolean
  /** It had been told the same a short while before. */
  isSuppressed: boolean
}

export type TraceStore = ReturnType<typeof createTraceStore>

type DeliveryRow = {
  stream_id: string
  seq: string
  at: Date
  subscriber_id: string | null
  status: string | null
  acked_seq: string | null
  expired_seq: string | null
  expired_at: Date | null
  next_at: Date | null
  state: string | null
  err: string | null
  description: string | null
  failed_at: Date | null
}

type AttemptRow = {
  stream_id: string
  seq: string | null
  jti: string
  kid: string | null
  outcome: AttemptRecord['outcome']
  http_status: number | null
  err: string | null
  description: string | null
  duration_ms: number
  reused: boolean | null
  remote: string | null
  response: string | null
  phases: (number | null)[] | null
  at: Date
}

export function createTraceStore({ pool }: { pool: Pool }) {
  return {
    /** Where an event was owed, with every attempt. Index delivery(event_id), attempt(stream_id, jti). */
    async deliveriesOf(eventId: string, limit: number): Promise<TracedDelivery[]> {
      const { rows } = await pool.query<DeliveryRow>(DELIVERIES, [eventId, limit])
      const jtis = rows.map((row) => setIdOf(eventId, row.stream_id))
      const attempts = await attemptsOf(
        pool,
        rows.map((row) => row.stream_id),
        jtis,
      )
      return rows.map((row, index) =>
        toTraced(row, jtis[index] ?? '', attempts.get(row.stream_id) ?? []),
      )
    },

    /** The streams that existed at `at` and were not owed the event. Index stream_history(stream_id, at). */
    passedBy: (eventId: string, at: Date, limit: number): Promise<PastStream[]> =>
      passedBy(pool, eventId, at, limit),
  }
}

async function passedBy(
  pool: Pool,
  eventId: string,
  at: Date,
  limit: number,
): Promise<PastStream[]> {
  const { rows } = await pool.query<{
    stream_id: string
    subscriber_id: string
    status: string
    events_delivered: string[]
    is_meant: boolean
    is_suppressed: boolean
  }>(PASSED_BY, [eventId, at, limit])
  return rows.map((row) => ({
    streamId: row.stream_id,
    subscriberId: row.subscriber_id,
    status: row.status,
    eventsDelivered: row.events_delivered,
    isMeant: row.is_meant,
    isSuppressed: row.is_suppressed,
  }))
}

/** From stream to stream along the index, as it was then: one probe each, however often each was changed, until `limit` are found. */
const PASSED_BY = `
with recursive known as (
  (select stream_id from stream_history order by stream_id limit 1)
  union all
  select (select stream_id from stream_history where stream_id > known.stream_id order by stream_id limit 1)
  from known where stream_id is not null)
select past.*, e.tags = '{}' or e.tags && coalesce(s.tags, '{}') or e.tags && coalesce(b.tags, '{}') as is_meant,
  exists (select 1 from suppression u where u.stream_id = past.stream_id and u.key = e.suppress_key and u.until > $2)
    as is_suppressed
from known
cross join lateral (
  select stream_id, subscriber_id, status, events_delivered from stream_history
  where stream_id = known.stream_id and at <= $2 order by at desc, id desc limit 1) past
join event e on e.id = $1
left join stream s on s.id = past.stream_id left join subscriber b on b.id = past.subscriber_id
where past.status <> 'deleted' and coalesce(s.tenant_id, e.tenant_id) = e.tenant_id
  and past.stream_id not in (select stream_id from delivery where event_id = $1) limit $3`

const toTraced = (row: DeliveryRow, jti: string, attempts: AttemptRecord[]): TracedDelivery => ({
  streamId: row.stream_id,
  subscriberId: row.subscriber_id,
  jti,
  owedAt: row.at,
  isSettled: row.acked_seq !== null && Number(row.seq) <= Number(row.acked_seq),
  isHandedOut: row.state === 'polled',
  isHeld: row.status === 'paused',
  isDeleted: row.status === null,
  expiredAt: expiredAt(row),
  nextAt: row.next_at,
  dead:
    row.state === 'dead'
      ? { err: row.err, description: row.description, at: row.failed_at ?? row.at }
      : undefined,
  attempts,
})

/** By the limits of holding, or because its subject was erased before it went out. */
function expiredAt({ seq, expired_seq, expired_at, state, failed_at }: DeliveryRow): Date | null {
  if (state === 'expunged') return failed_at
  return Number(seq) <= Number(expired_seq ?? 0) ? expired_at : null
}

/** A dead letter that was driven again is owed at two places of its stream's log: the later one tells how it stands. */
const DELIVERIES = `
select distinct on (d.stream_id) d.stream_id, d.seq, d.at, coalesce(s.subscriber_id, h.subscriber_id) as subscriber_id, s.status, c.acked_seq, c.next_at,
  c.expired_seq, c.expired_at,
  x.state, x.err, x.description, x.at as failed_at
from delivery d
left join stream s on s.id = d.stream_id
left join stream_cursor c on c.stream_id = d.stream_id
left join delivery_exception x on x.stream_id = d.stream_id and x.seq = d.seq
left join lateral (select subscriber_id from stream_history where stream_id = d.stream_id limit 1) h on true
where d.event_id = $1 order by d.stream_id, d.seq desc limit $2`

async function attemptsOf(
  pool: Pool,
  streamIds: string[],
  jtis: string[],
): Promise<Map<string, AttemptRecord[]>> {
  const { rows } = await pool.query<AttemptRow>(
    `select a.* from unnest($1::text[], $2::text[]) as d(stream_id, jti)
     join attempt a on a.stream_id = d.stream_id and a.jti = d.jti order by a.at, a.id`,
    [streamIds, jtis],
  )
  const byStream = new Map<string, AttemptRecord[]>()
  for (const row of rows) {
    const list = byStream.get(row.stream_id) ?? []
    list.push({
      streamId: row.stream_id,
      seq: row.seq === null ? null : Number(row.seq),
      jti: row.jti,
      kid: row.kid,
      outcome: row.outcome,
      httpStatus: row.http_status,
      err: row.err,
      description: row.description,
      durationMs: row.duration_ms,
      reused: row.reused,
      remote: row.remote,
      response: row.response,
      phases: fromReals(row.phases),
      at: row.at,
    })
    byStream.set(row.stream_id, list)
  }
  return byStream
}
