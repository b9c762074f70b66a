// Reads only: whom an event would reach that nobody has made yet.
import type { Pool } from 'pg'
import type { HubEvent } from '../../../schemas/event.ts'
import type { NotDeliveredReason } from '../../../schemas/delivery.ts'
import { termsOf } from '../../../schemas/subject-terms.ts'
import { tellable, translate } from '../identity/subject-formats.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import type { StreamStatus } from './streams.ts'
import { NOBODY, whoIsTold, type OtherNames } from './told-names.ts'

export type ReachedStream = {
  id: string
  subscriberId: string
  subscriberName: string
  status: StreamStatus
  method: string
  isFailing: boolean
  /** Null where it would be told. */
  because: PassedReason | null
}

type PassedReason = NotDeliveredReason | 'no-identifier'

/** `streams` has up to a limit of those who are told and of those who are not; the totals are of all. */
export type Reach = { told: number; notTold: number; streams: ReachedStream[] }

export type BlastRadiusStore = ReturnType<typeof createBlastRadiusStore>

export function createBlastRadiusStore({ pool }: { pool: Pool }) {
  return {
    /** Looks at every stream of the tenant once: for a person who waits, not for the flow of events. */
    of: (event: HubEvent, now: Date, limit: number): Promise<Reach> =>
      reach(pool, event, { now, limit }),
  }
}

type Row = {
  id: string
  subscriber_id: string
  name: string
  status: StreamStatus
  method: string
  is_failing: boolean
  because: PassedReason | null
  told: string
  total: string
}

async function reach(
  pool: Pool,
  event: HubEvent,
  { now, limit }: { now: Date; limit: number },
): Promise<Reach> {
  const { tenantId, type, tags = [], suppress } = event
  const { subject, terms, names } = await whoIsMeant(pool, event)
  const members = [...new Set(terms.map((term) => term.slice(0, term.indexOf('='))))]
  const { rows } = await pool.query<Row>(REACH, [
    tenantId,
    type,
    terms,
    members,
    now,
    tags,
    suppress?.key ?? null,
    limit,
    await deafTo(pool, tenantId, { subject, names }),
  ])
  const [first] = rows
  const isTold = Number(first?.told ?? 0)
  const total = Number(first?.total ?? 0)
  return { told: isTold, notTold: total - isTold, streams: rows.map(toReached) }
}

/** The subject as it is told, the terms of every name that its principal has, and those names. */
async function whoIsMeant(pool: Pool, event: HubEvent) {
  const [told = NOBODY] = await whoIsTold(pool, [{ event, story: undefined }])
  const { subject = event.subject, terms = termsOf(subject), names = [] } = told
  return { subject, terms, names }
}

/**
 * What the tenant's streams understand, each way once, of which none has a name for the subject: as the engine tells it
 * (transmitter/tell.ts). There are few ways, however many streams there are.
 */
async function deafTo(
  pool: Pool,
  tenantId: string,
  { subject, names }: { subject: LooseSubject; names: readonly OtherNames[] },
): Promise<string[]> {
  const { rows } = await pool.query<{
    way: string
    formats: string[]
    tell_formats: string[]
    tell_issuers: string[]
  }>(
    `select distinct ${WAY} as way, ${FORMATS} as formats, coalesce(b.tell_formats, '{}') as tell_formats,
       coalesce(b.tell_issuers, '{}') as tell_issuers
     from stream s left join subscriber b on b.id = s.subscriber_id
     where s.tenant_id = $1 and (s.subject_formats <> '{}' or b.subject_formats <> '{}')`,
    [tenantId],
  )
  return rows
    .filter(({ formats, tell_formats: tellFormats, tell_issuers: tellIssuers }) => {
      const others = tellable(names, { tellFormats, tellIssuers })
      return translate(subject, formats, others) === undefined
    })
    .map(({ way }) => way)
}

/** The formats in force: a stream's own, else its subscriber's (stream-rows.ts). */
const FORMATS = `case when s.subject_formats = '{}' then coalesce(b.subject_formats, '{}') else s.subject_formats end`
/** What a stream understands, as one text. */
const WAY = `concat_ws(' ', ${FORMATS}, b.tell_formats, b.tell_issuers)`

const toReached = (row: Row): ReachedStream => ({
  id: row.id,
  subscriberId: row.subscriber_id,
  subscriberName: row.name,
  status: row.status,
  method: row.method,
  isFailing: row.is_failing,
  because: row.because,
})

/**
 * The rules of fan-out.ts (SSF 1.0 §8.1.3.1) for one event, with the reason where a stream is passed by; its tests hold the
 * two together. $1 tenant, $2 type, $3 terms, $4 the terms' members, $5 now, $6 tags, $7 key that is not to be repeated, $8 limit,
 * $9 ways of understanding subjects in which it cannot be said.
 */
const REACH = `
with removed as (
  select x.stream_id from unnest($3::text[]) as term
  cross join lateral (select stream_id, subject_key from stream_subject_term where term = term.term offset 0) t
  join stream_subject x on x.stream_id = t.stream_id and x.subject_key = t.subject_key
  where x.mode = 'exclude' and x.changes_at <= $5 and x.terms <@ $3
    and (x.shape = '') = (($3::text[])[1] like '=%')),
named as (
  select x.stream_id from unnest($3::text[]) as term
  cross join lateral (select stream_id, subject_key from stream_subject_term where term = term.term offset 0) t
  join stream_subject x on x.stream_id = t.stream_id and x.subject_key = t.subject_key
  where x.mode = 'include' and (x.changes_at is null or x.changes_at > $5)
    and not exists (select from unnest(x.terms) as own where own <> all($3) and split_part(own, '=', 1) = any($4))),
judged as (
  select s.id, s.subscriber_id, s.status, s.method, coalesce(b.name, '') as name, c.fail_since is not null as is_failing, case
    when s.status = 'disabled' then 'disabled'
    when not $2 = any(s.events_delivered) then 'not-requested'
    when $6::text[] <> '{}' and not (s.tags && $6 or coalesce(b.tags, '{}') && $6) then 'not-tagged'
    when s.default_subjects = 'ALL' and s.id in (select stream_id from removed) then 'subject-not-in-stream'
    when s.default_subjects <> 'ALL' and s.id not in (select stream_id from named) and not ($4::text[] <> '{""}' and exists (
      select from stream_subject x where x.stream_id = s.id and x.shape <> '' and x.mode = 'include'
        and (x.changes_at is null or x.changes_at > $5) and not string_to_array(x.shape, ',') && $4)) then 'subject-not-in-stream'
    when exists (select from suppression u where u.stream_id = s.id and u.key = $7 and u.until > $5) then 'suppressed'
    when $9::text[] <> '{}' and ${WAY} = any($9) then 'no-identifier'
    end as because
  from stream s left join subscriber b on b.id = s.subscriber_id left join stream_cursor c on c.stream_id = s.id
  where s.tenant_id = $1),
numbered as (
  select *, count(*) over () as total, count(*) filter (where because is null) over () as told,
    row_number() over (partition by because is null order by name, id) as n
  from judged)
select * from numbered where n <= $8 order by because is not null, name, id`
