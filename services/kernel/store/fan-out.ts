import type { Pool } from 'pg'
import { firstIdOf, spanOf } from '../ids.ts'
import { MATCHING } from './matching.ts'

/** What one stream is owed by a fan-out: the rows of its log from `firstSeq` on, one an event. */
export type NewlyOwed = {
  streamId: string
  /** When the stream's settings last changed. */
  updatedAt: Date
  firstSeq: number
  eventIds: string[]
}

/** `eventIds`: those that were fanned out, in the order in which they were made. */
export type FannedOut = { eventIds: string[]; owed: NewlyOwed[] }

/** How far back events of the same key are looked for: older ones are left to the sweep, the oldest first. */
const LOOK_BACK_MS = 86_400_000

/**
 * Owes each of these events to every stream that wants it, once: one that was fanned out already is left alone. With
 * each go those made before it under the same order key that nobody has fanned out: the bus may bring them in another order.
 */
export async function fanOut(
  hot: Pool,
  ids: readonly string[],
  urgentTypes: readonly string[],
  now: Date,
): Promise<FannedOut> {
  const { rows } = await hot.query<[string | null, string, string, string]>({
    name: 'fan-out',
    text: FAN_OUT,
    values: [
      ids,
      now,
      urgentTypes,
      firstIdOf(new Date(now.getTime() - LOOK_BACK_MS)),
      ...spanOf(ids),
    ],
    rowMode: 'array',
  })
  const [[, , given] = [null, '', '{}', ''], ...streams] = rows
  const eventIds = elements(given)
  return {
    eventIds,
    owed: streams.map(([streamId, firstSeq, places, updatedMs]) => ({
      streamId: streamId ?? '',
      updatedAt: new Date(Number(updatedMs)),
      firstSeq: Number(firstSeq),
      eventIds: elements(places).map((place) => eventIds[Number(place) - 1] ?? ''),
    })),
  }
}

/** Of an array of numbers or UUIDs, as PostgreSQL writes it. */
const elements = (array: string): string[] => (array === '{}' ? [] : array.slice(1, -1).split(','))

/**
 * One statement: lock the events in the order in which they were made, find the streams by index, take sequence numbers under the
 * streams' head locks (in id order, so that no two fan-outs wait in a circle; held to the commit, so that sequence order
 * is commit order), write the log. A disabled stream is owed nothing; a paused one is (SSF 1.0 §8.1.2.1).
 *
 * Which streams want an event: matching.ts. One that is not to be repeated goes to a stream only where its key's time there is
 * over; the rows of suppression, taken in key order, make that hold for fan-outs side by side.
 *
 * Nothing made on the way is joined to anything else made on the way: in this pool that compares each with each, and a turn of hundreds
 * of events for many streams would stand still. An `in` beside an `or` is hashed.
 *
 * Events are looked up by primary key alone: sought as those that are not fanned out, each would go through all of these.
 *
 * $1 event ids, $2 now, $3 types that overtake, $4 the lowest id of other events of the same keys, $5 and $6 the span of $1. The first row tells the
 * events, the others a stream each with its first new place and the events' numbers in that list.
 */
const FAN_OUT = `
with given as materialized (
  select e.id, e.order_key, e.place as made from unnest($1::uuid[]) as g(id)
  cross join lateral (select * from event where id = g.id and id between $5::uuid and $6::uuid offset 0) e where e.fanned_out_at is null and e.held_for is null),
wanted as materialized (
  select id, made from given
  union
  select e.id, e.made from (select order_key, max(made) as last_made from given group by order_key) k
  cross join lateral (
    select id, place as made from event where order_key = k.order_key and place <= k.last_made and id >= $4::uuid
      and fanned_out_at is null and held_for is null offset 0) e),
due as materialized (
  select locked.*, row_number() over (order by made) as place, type = any($3::text[]) as is_urgent from (
    select w.made, e.*, array(select distinct split_part(t, '=', 1) from unnest(e.terms) t) as members
    from (select id, made from wanted order by made) w
    cross join lateral (
      select id, type, tenant_id, terms, tags, suppress_key, suppress_seconds, fanned_out_at, held_for from event
      where id = w.id and id >= least($4::uuid, $5::uuid) offset 0 for update) e
    where e.fanned_out_at is null and e.held_for is null) locked),
done as (
  update event set fanned_out_at = $2 from due where event.id = due.id),
${MATCHING},
first_of as materialized (
  select distinct on (stream_id, suppress_key) stream_id, suppress_key, suppress_seconds, place from meant
  where suppress_key is not null and exists (select from stream where id = stream_id and status <> 'disabled')
  order by stream_id, suppress_key, place),
told as (
  insert into suppression as s (stream_id, key, until)
  select stream_id, suppress_key, $2::timestamptz + make_interval(secs => suppress_seconds) from first_of
  order by stream_id, suppress_key
  on conflict (stream_id, key) do update set until = excluded.until where s.until <= $2
  returning stream_id, key),
let_through as (
  select stream_id, place, event_id, is_urgent from meant
  where suppress_key is null or (
    (stream_id, suppress_key, place) in (select stream_id, suppress_key, place from first_of)
    and (stream_id, suppress_key) in (select stream_id, key from told))),
owed as materialized (
  select stream_id, array_agg(place order by place) as places, array_agg(event_id order by place) as event_ids,
    array_agg(is_urgent order by place) as are_urgent
  from let_through group by stream_id),
locked as materialized (
  select o.*, h.next_seq, s.updated_at from (select * from owed order by stream_id) o
  cross join lateral (select updated_at from stream where id = o.stream_id and status <> 'disabled' offset 0) s
  cross join lateral (select next_seq from stream_head where stream_id = o.stream_id for update) h),
heads as (
  update stream_head h set next_seq = h.next_seq + cardinality(l.places) from locked l where h.stream_id = l.stream_id),
log as (
  insert into delivery (stream_id, seq, event_id, at, is_urgent)
  select l.stream_id, l.next_seq + n - 1, event_id, $2, is_urgent
  from locked l cross join lateral unnest(l.event_ids, l.are_urgent) with ordinality as e(event_id, is_urgent, n))
select null as stream_id, 0 as first_seq, coalesce(array_agg(id order by place)::text, '{}') as places, 0 as updated_ms from due
union all
select stream_id, next_seq, places::text, extract(epoch from updated_at) * 1000 from locked`
