// Reads only: which streams want an event.
import type { HubEvent } from '../../../schemas/event.ts'
import { termsOf } from '../../../schemas/subject-terms.ts'
import type { Sql } from './database.ts'
import { whoIsTold } from './told-names.ts'

/**
 * From the table `due` (place, id, type, tenant_id, terms, members, tags, suppress_key, suppress_seconds, is_urgent) to
 * `meant`, one row an event and stream that wants it; $2 is now. Disabled streams are in it.
 *
 * Streams for all subjects come from stream_interest and lose those that removed the subject. Streams for none come from
 * the terms of the subjects that they added: rule by rule of SSF 1.0 §8.1.3.1, no member that both subjects have may
 * differ, and complex subjects without a common member match too. Terms are the event's own first, then those of other names
 * of its principal; a simple subject that was added is about its user's sessions too, one that was removed takes only itself
 * away. An event for tagged streams goes to those that have a tag of it, themselves or by their subscriber. `offset 0` keeps
 * each look-up one by index.
 */
export const MATCHING = `
removed as materialized (
  select due.place, t.stream_id
  from due cross join lateral unnest(due.terms) as term
  cross join lateral (select stream_id, subject_key from stream_subject_term where term = term.term offset 0) t
  cross join lateral (
    select from stream_subject x where x.stream_id = t.stream_id and x.subject_key = t.subject_key
      and x.mode = 'exclude' and x.changes_at <= $2 and x.terms <@ due.terms
      and (x.shape = '') = (due.terms[1] like '=%') offset 0) x),
candidate as (
  select i.stream_id, due.place, due.id as event_id, due.is_urgent, due.tags, due.suppress_key, due.suppress_seconds
  from due cross join lateral (
    select stream_id from stream_interest
    where tenant_id = due.tenant_id and event_type = due.type and is_for_all offset 0) i
  where (due.place, i.stream_id) not in (select place, stream_id from removed)
  union
  select t.stream_id, due.place, due.id, due.is_urgent, due.tags, due.suppress_key, due.suppress_seconds
  from due cross join lateral unnest(due.terms) as term
  cross join lateral (select stream_id, subject_key from stream_subject_term where term = term.term offset 0) t
  cross join lateral (
    select from stream_subject x where x.stream_id = t.stream_id and x.subject_key = t.subject_key
      and x.mode = 'include' and (x.changes_at is null or x.changes_at > $2)
      and not exists (select from unnest(x.terms) as own where own <> all(due.terms) and split_part(own, '=', 1) = any(due.members))
    offset 0) x
  cross join lateral (
    select from stream_interest where tenant_id = due.tenant_id and event_type = due.type and not is_for_all
      and stream_id = t.stream_id offset 0) i
  union
  select i.stream_id, due.place, due.id, due.is_urgent, due.tags, due.suppress_key, due.suppress_seconds
  from due cross join lateral (
    select stream_id from stream_interest
    where tenant_id = due.tenant_id and event_type = due.type and not is_for_all and due.members <> '{""}' offset 0) i
  cross join lateral (
    select from stream_subject x where x.stream_id = i.stream_id and x.shape <> '' and x.mode = 'include'
      and (x.changes_at is null or x.changes_at > $2) and not string_to_array(x.shape, ',') && due.members limit 1) x),
meant as materialized (
  select * from candidate c
  where c.tags = '{}' or exists (
    select from stream s left join subscriber b on b.id = s.subscriber_id
    where s.id = c.stream_id and (s.tags && c.tags or b.tags && c.tags)))`

/** Each event, and the names that its source uses. */
export type Unmade = { event: HubEvent; story: { scope: string } | undefined }

/** For each event that nobody has made the streams that would be told of it as they are, suppression apart. */
export async function streamsWanting(
  sql: Sql,
  events: readonly Unmade[],
  now: Date,
): Promise<string[][]> {
  if (events.length === 0) return []
  const told = await whoIsTold(sql, events)
  const { rows } = await sql.query<{ place: string; streams: string[] }>({
    name: 'streams-wanting',
    text: WANTING,
    values: [
      events.map(({ event }) => event.type),
      now,
      events.map(({ event }) => event.tenantId),
      events.map(({ event }, index) =>
        JSON.stringify(told[index]?.terms ?? termsOf(told[index]?.subject ?? event.subject)),
      ),
      events.map(({ event: { tags } }) => JSON.stringify(tags ?? [])),
    ],
  })
  const byPlace = new Map(rows.map(({ place, streams }) => [Number(place), streams]))
  return events.map((_, index) => byPlace.get(index + 1) ?? [])
}

const WANTING = `
with due as materialized (
  select place, null::uuid as id, type, tenant_id, terms, tags, null::text as suppress_key, null::int as suppress_seconds,
    false as is_urgent, array(select distinct split_part(t, '=', 1) from unnest(terms) t) as members
  from (
    select place, type, tenant_id, array(select jsonb_array_elements_text(terms::jsonb)) as terms,
      array(select jsonb_array_elements_text(tags::jsonb)) as tags
    from unnest($1::text[], $3::text[], $4::text[], $5::text[]) with ordinality as e(type, tenant_id, terms, tags, place)) given),
${MATCHING}
select m.place, array_agg(m.stream_id order by m.stream_id) as streams from meant m
cross join lateral (select from stream where id = m.stream_id and status <> 'disabled' offset 0) s
group by m.place`
