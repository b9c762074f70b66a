// Sole writer of: event, delivery, stream_head; and of signal.routed_at and signal.decisions.
import type { Pool } from 'pg'
import type { HubEvent } from '../../../schemas/event.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { rowToEvent, type EventRow } from './rows.ts'

/** What the router decided on one signal. `decisions` is kept as it is, for the people who ask why. */
export type Decided = { signalId: string; decisions: unknown; events: readonly HubEvent[] }

export type EventFilter = {
  txn?: string
  signalId?: string
  after?: string
  limit: number
}

export type EventStore = ReturnType<typeof createEventStore>

export function createEventStore({ pool }: { pool: Pool }) {
  return {
    recordDecisions: (decided: readonly Decided[], now: Date) =>
      recordDecisions(pool, decided, now),

    /** Owes each event to every stream that wants it, once: an event already fanned out is left alone. */
    async fanOut(
      ids: readonly string[],
      now: Date,
    ): Promise<{ events: number; streamIds: string[]; owed: number }> {
      const { rows } = await pool.query<{ events: string; owed: string; streams: string[] | null }>(
        FAN_OUT,
        [ids, now],
      )
      const row = rows[0]
      return {
        events: Number(row?.events ?? 0),
        owed: Number(row?.owed ?? 0),
        streamIds: row?.streams ?? [],
      }
    },

    /** Events made before `before` whose deliveries nobody has written, oldest first. Index event_unfanned. */
    async unfanned(before: Date, limit: number): Promise<{ id: string; key: string }[]> {
      const { rows } = await pool.query<{ id: string; key: string }>(
        `select id, subject_key as key from event where fanned_out_at is null and accepted_at < $1
         order by accepted_at, id limit $2`,
        [before, limit],
      )
      return rows
    },

    async find(id: string): Promise<(HubEvent & { fannedOutAt: Date | null }) | undefined> {
      const { rows } = await pool.query<EventRow>('select * from event where id = $1', [id])
      const row = rows[0]
      return row && { ...rowToEvent(row), fannedOutAt: row.fanned_out_at }
    },

    list: (filter: EventFilter): Promise<HubEvent[]> => list(pool, filter),
  }
}

/** Writes events and marks their signals routed, together. A second run writes nothing. */
async function recordDecisions(
  pool: Pool,
  decided: readonly Decided[],
  now: Date,
): Promise<{ id: string; key: string }[]> {
  const events = decided.flatMap((one) => one.events)
  const keys = events.map((event) => canonicalSubjectKey(event.subject))
  await pool.query(RECORD, [
    decided.map((one) => one.signalId),
    decided.map((one) => JSON.stringify(one.decisions)),
    now,
    events.map((event) => event.id),
    events.map((event) => event.signalId),
    events.map((event) => event.type),
    events.map((event) => JSON.stringify(event.subject)),
    keys,
    events.map((event) => JSON.stringify(event.payload)),
    events.map((event) => event.txn),
    events.map((event) => JSON.stringify(event.becauseOf)),
    events.map((event) => event.acceptedAt),
  ])
  return events.map((event, index) => ({ id: event.id, key: keys[index] ?? '' }))
}

/** Newest first; `after` is the id that ended the page before. */
async function list(pool: Pool, filter: EventFilter): Promise<HubEvent[]> {
  const { rows } = await pool.query<EventRow>(
    `select * from event where ($1::text is null or txn = $1) and ($2::uuid is null or signal_id = $2)
     and ($3::uuid is null or id < $3) order by id desc limit $4`,
    [filter.txn ?? null, filter.signalId ?? null, filter.after ?? null, filter.limit],
  )
  return rows.map(rowToEvent)
}

const RECORD = `
with routed as (
  update signal s set routed_at = $3, decisions = d.decisions
  from unnest($1::uuid[], $2::text[]) as d(id, decisions) where s.id = d.id and s.routed_at is null)
insert into event (id, signal_id, type, subject, subject_key, payload, txn, because, accepted_at)
select * from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
  $12::timestamptz[])
on conflict (id) do nothing`

/**
 * One statement: lock the events (each once, for the bus may bring one twice in a batch), find the streams by the index stream_interest, take sequence numbers under the
 * streams' head locks (in id order, so that no two fan-outs wait in a circle; held to the commit, so that sequence
 * order is commit order), write the log. A disabled stream is owed nothing; a paused one is (SSF 1.0 §8.1.2.1).
 */
const FAN_OUT = `
with due as (
  select e.id, e.type, g.position
  from (
    select id, min(position) as position from unnest($1::uuid[]) with ordinality as given(id, position) group by id) g
  join event e on e.id = g.id
  where e.fanned_out_at is null order by e.id for update of e),
done as (
  update event set fanned_out_at = $2 where id in (select id from due) returning id),
owed as (
  select due.id as event_id, due.position, i.stream_id
  from due join stream_interest i on i.event_type = due.type
  join stream s on s.id = i.stream_id and s.status <> 'disabled'),
locked as (
  select stream_id from stream_head where stream_id in (select stream_id from owed) order by stream_id for update),
heads as (
  update stream_head h set next_seq = h.next_seq + n.count
  from (select stream_id, count(*) as count from owed group by stream_id) n
  where h.stream_id = n.stream_id and h.stream_id in (select stream_id from locked)
  returning h.stream_id, h.next_seq - n.count as first_seq),
log as (
  insert into delivery (stream_id, seq, event_id, at)
  select owed.stream_id, heads.first_seq + row_number() over (partition by owed.stream_id order by owed.position, owed.event_id) - 1,
    owed.event_id, $2
  from owed join heads using (stream_id) returning stream_id)
select (select count(*) from done) as events, (select count(*) from log) as owed,
  (select array_agg(distinct stream_id) from log) as streams`
