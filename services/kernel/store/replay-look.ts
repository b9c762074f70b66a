// Reads only: what a stream was owed, or would be, and how that stands. replay-job.ts owes it once more.
import type { ReplayFilter } from '../../../schemas/job.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { firstIdOf, setIdOf } from '../ids.ts'
import type { Sql } from './database.ts'

/** Rows of a log, or events, that one part of a job looks at. */
const SCANNED = 1_000
const SCANNED_EVENTS = 500

/** The next stream of a replay, and how far its log went when its turn came. */
export type ReplayStream = { id: string; upTo: number }

/** The place in a stream's log where an event was owed first. How it stands is that of the last place where it is owed. */
export type LogRow = {
  seq: number
  lastSeq: number
  eventId: string
  issuedAt: Date
  /** Fits what is asked for; its event is there. */
  fits: boolean
  /** Not settled yet, or kept to be tried again, or handed out by poll. */
  isOnItsWay: boolean
  isDead: boolean
  isAcknowledged: boolean
}

/** The first stream after `afterId` that the filter names and that is not disabled. Primary key of stream. */
export async function nextStream(
  sql: Sql,
  { tenantId, subscriberId, streamId, txn, backfill }: ReplayFilter,
  afterId: string,
): Promise<ReplayStream | undefined> {
  const { rows } = await sql.query<{ id: string; up_to: string }>(
    `select s.id, h.next_seq - 1 as up_to from stream s join stream_head h on h.stream_id = s.id
     where s.id > $1 and s.status <> 'disabled' and ($2::text is null or s.tenant_id = $2)
       and ($3::text is null or s.subscriber_id = $3) and ($4::text is null or s.id = $4)
       and ($5::text is null or exists (
         select from event e join delivery d on d.event_id = e.id where e.txn = $5 and d.stream_id = s.id))
     order by s.id limit 1`,
    [afterId, tenantId ?? null, subscriberId ?? null, streamId ?? null, (!backfill && txn) || null],
  )
  const [row] = rows
  return row && { id: row.id, upTo: Number(row.up_to) }
}

type Range = { streamId: string; afterSeq: number; upTo: number }

type Row = {
  seq: string
  last_seq: string
  event_id: string
  issued_at: Date
  fits: boolean
  is_owed: boolean
  state: string | null
}

/** The next rows of a stream's log, in order; fewer than a full part where the log ends. Primary key of delivery. */
export async function lookAtLog(
  sql: Sql,
  filter: ReplayFilter,
  { streamId, afterSeq, upTo }: Range,
): Promise<{ rows: LogRow[]; isFull: boolean }> {
  const { rows } = await sql.query<Row>(LOG, [
    ...fitting(filter),
    streamId,
    afterSeq,
    upTo,
    filter.from,
    filter.to ?? 'infinity',
    SCANNED,
  ])
  const jtis = rows.map(({ event_id: id }) => setIdOf(id, streamId))
  const acknowledged = await acknowledgedOf(sql, streamId, jtis)
  return {
    isFull: rows.length === SCANNED,
    rows: rows.map((row, index) => ({
      seq: Number(row.seq),
      lastSeq: Number(row.last_seq),
      eventId: row.event_id,
      issuedAt: row.issued_at,
      fits: row.fits,
      isOnItsWay: row.is_owed || row.state === 'retry' || row.state === 'polled',
      isDead: row.state === 'dead',
      isAcknowledged: acknowledged.has(jtis[index] ?? ''),
    })),
  }
}

/** $1 types, $2 txn, $3 subject. A subject is also found as a member of a complex one. */
const fitting = ({ types, txn, subject }: ReplayFilter) => [
  types ?? null,
  txn ?? null,
  subject ? canonicalSubjectKey(subject) : null,
]

const FITS = `e.expunged_at is null and ($1::text[] is null or e.type = any($1)) and ($2::text is null or e.txn = $2)
  and ($3::text is null or e.subject_key = $3
    or exists (select from unnest(e.terms) term where substr(term, strpos(term, '=') + 1) = $3))`

/** Rows of redrives and replays come after that of their event's first time: index delivery_again finds the last of them. */
const LOG = `
select d.seq, last.seq as last_seq, d.event_id, coalesce(d.issued_at, d.at) as issued_at, e.id is not null and ${FITS} as fits,
  last.seq > c.acked_seq and last.seq <> all(c.ahead) as is_owed, x.state
from (
  select * from delivery where stream_id = $4 and seq > $5 and seq <= $6 and at >= $7 and at < $8::timestamptz
    and (reason is null or reason = 'backfill') order by seq limit $9) d
join stream_cursor c on c.stream_id = $4
cross join lateral (
  select coalesce(max(a.seq), d.seq) as seq from delivery a
  where a.stream_id = $4 and a.event_id = d.event_id and a.reason is not null and a.at >= d.at) last
left join event e on e.id = d.event_id
left join delivery_exception x on x.stream_id = $4 and x.seq = last.seq
order by d.seq`

/** Index attempt(stream_id, jti). */
async function acknowledgedOf(
  sql: Sql,
  streamId: string,
  jtis: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql.query<{ jti: string }>(
    `select distinct jti from attempt where stream_id = $1 and jti = any($2) and outcome = 'accepted'`,
    [streamId, jtis],
  )
  return new Set(rows.map(({ jti }) => jti))
}

type EventRange = { streamId: string; afterId: string | null; before: Date }

/**
 * Of the next events those that the stream would be owed as it is now and never was: by its event types and subjects, as
 * fan-out.ts decides it. `lastId`: how far was looked; undefined where there are no more. Primary key of event.
 */
export async function lookAtEvents(
  sql: Sql,
  filter: ReplayFilter,
  { streamId, afterId, before }: EventRange,
): Promise<{ eventIds: string[]; lastId: string | undefined }> {
  const to = filter.to && filter.to < before ? filter.to : before
  const { rows } = await sql.query<{ id: string; is_missing: boolean }>(EVENTS, [
    ...fitting(filter),
    streamId,
    afterId ?? firstIdOf(filter.from),
    firstIdOf(to),
    SCANNED_EVENTS,
  ])
  return {
    eventIds: rows.filter((row) => row.is_missing).map(({ id }) => id),
    lastId: rows.length === SCANNED_EVENTS ? rows.at(-1)?.id : undefined,
  }
}

const EVENTS = `
select e.id, e.fanned_out_at is not null and e.held_for is null and e.tenant_id = s.tenant_id and e.type = any(s.events_delivered) and ${FITS}
  and (e.tags = '{}' or s.tags && e.tags or exists (select from subscriber b where b.id = s.subscriber_id and b.tags && e.tags))
  and case when s.default_subjects = 'ALL' then not exists (
    select from unnest(e.terms) as term(one)
    join stream_subject_term t on t.term = term.one and t.stream_id = s.id
    join stream_subject x on x.stream_id = s.id and x.subject_key = t.subject_key
    where x.mode = 'exclude' and x.changes_at <= now() and x.terms <@ e.terms and (x.shape = '') = (e.terms[1] like '=%'))
  else exists (
    select from unnest(e.terms) as term(one)
    join stream_subject_term t on t.term = term.one and t.stream_id = s.id
    join stream_subject x on x.stream_id = s.id and x.subject_key = t.subject_key
    where x.mode = 'include' and (x.changes_at is null or x.changes_at > now())
      and not exists (select from unnest(x.terms) own where own <> all(e.terms) and split_part(own, '=', 1) = any(e.members)))
  or (e.members <> '{""}' and exists (
    select from stream_subject x where x.stream_id = s.id and x.shape <> '' and x.mode = 'include'
      and (x.changes_at is null or x.changes_at > now()) and not string_to_array(x.shape, ',') && e.members))
  end
  and not exists (select from delivery d where d.event_id = e.id and d.stream_id = s.id) as is_missing
from stream s cross join lateral (
  select *, array(select split_part(t, '=', 1) from unnest(terms) t) as members
  from event where id > $5::uuid and id < $6::uuid order by id limit $7) e
where s.id = $4 order by e.id`
