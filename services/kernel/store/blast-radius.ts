// Reads only: whom an event would reach that nobody has made yet.
import type { Pool } from 'pg'
import type { HubEvent } from '../../../schemas/event.ts'
import type { NotDeliveredReason } from '../../../schemas/delivery.ts'
import { termsOf } from '../../../schemas/subject-terms.ts'
import type { StreamStatus } from './streams.ts'
import { whoIsTold } from './told-names.ts'

export type ReachedStream = {
  id: string
  subscriberId: string
  subscriberName: string
  status: StreamStatus
  method: string
  isFailing: boolean
  /** Null where it would be told. */
  because: NotDeliveredReason | null
}

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
  because: NotDeliveredReason | null
  told: string
  total: string
}

async function reach(
  pool: Pool,
  event: HubEvent,
  { now, limit }: { now: Date; limit: number },
): Promise<Reach> {
  const { tenantId, type, tags = [], suppress } = event
  const terms = await allTermsOf(pool, event)
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
  ])
  const { told = '0', total = '0' } = rows[0] ?? {}
  return { told: Number(told), notTold: Number(total) - Number(told), streams: rows.map(toReached) }
}

/** Those of every name that its principal has. */
async function allTermsOf(pool: Pool, event: HubEvent): Promise<string[]> {
  const [told] = await whoIsTold(pool, [{ event, story: undefined }])
  return told?.terms ?? termsOf(told?.subject ?? event.subject)
}

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
 * two together. $1 tenant, $2 type, $3 terms, $4 the terms' members, $5 now, $6 tags, $7 key that is not to be repeated, $8 limit.
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
    end as because
  from stream s left join subscriber b on b.id = s.subscriber_id left join stream_cursor c on c.stream_id = s.id
  where s.tenant_id = $1),
numbered as (
  select *, count(*) over () as total, count(*) filter (where because is null) over () as told,
    row_number() over (partition by because is null order by name, id) as n
  from judged)
select * from numbered where n <= $8 order by because is not null, name, id`
