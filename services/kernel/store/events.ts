// Sole writer of: event, delivery, stream_head; and of signal.routed_at and signal.decisions.
import type { Pool } from 'pg'
import type { HubEvent } from '../../../schemas/event.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { termsOf } from '../../../schemas/subject-terms.ts'
import type { Sql } from './database.ts'
import { fanOut } from './fan-out.ts'
import type { OwedEvent } from './owed-events.ts'
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

export function createEventStore({ pool, hot }: { pool: Pool; hot: Pool }) {
  return {
    recordDecisions: (decided: readonly Decided[], now: Date) => recordDecisions(hot, decided, now),

    fanOut: (ids: readonly string[], urgentTypes: readonly string[], now: Date) =>
      fanOut(hot, ids, urgentTypes, now),

    /** Events made before `before` whose deliveries nobody has written, oldest first. Index event_unfanned. */
    async unfanned(before: Date, limit: number): Promise<{ id: string; key: string }[]> {
      const { rows } = await pool.query<{ id: string; key: string }>(
        `select id, order_key as key from event where fanned_out_at is null and held_for is null and accepted_at < $1
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

/** The events that nothing holds, for the bus; those of them that this run was the first to write. */
export type Recorded = { events: { id: string; key: string }[]; fresh: OwedEvent[] }

/** Writes events and marks their signals routed, together. A second run writes nothing. */
export async function recordDecisions(
  sql: Sql,
  decided: readonly Decided[],
  now: Date,
): Promise<Recorded> {
  const events = decided.flatMap((one) => one.events)
  const rows = events.map(toOwed)
  const { rows: written } = await sql.query<{ id: string }>({
    name: 'record-decisions',
    text: RECORD,
    values: [
      decided.map((one) => one.signalId),
      decided.map((one) => JSON.stringify(one.decisions)),
      now,
      rows.map((row) => row.id),
      events.map((event) => event.signalId),
      rows.map((row) => row.type),
      rows.map((row) => row.subject),
      rows.map((row) => row.orderKey),
      rows.map((row) => row.payload),
      rows.map((row) => row.txn),
      events.map((event) => JSON.stringify(event.becauseOf)),
      rows.map((row) => row.acceptedAt),
      events.map((event) => JSON.stringify(termsOf(event.subject))),
      events.map((event) => event.tenantId),
      rows.map((row) => row.orderKey),
      ...guardsOf(events),
    ],
  })
  const fresh = new Set(written.map(({ id }) => id))
  const free = rows.filter((_, index) => events[index]?.heldFor === undefined)
  return {
    events: free.map(({ id, orderKey }) => ({ id, key: orderKey })),
    fresh: free.filter(({ id }) => fresh.has(id)),
  }
}

/** $16 to $19 of RECORD: for which streams, how often, and what holds it. */
const guardsOf = (events: readonly HubEvent[]) => [
  events.map(({ tags }) => JSON.stringify(tags ?? [])),
  events.map(({ suppress }) => suppress?.key ?? null),
  events.map(({ suppress }) => suppress?.seconds ?? null),
  events.map(({ heldFor }) => heldFor ?? null),
]

const toOwed = (event: HubEvent): OwedEvent => ({
  id: event.id,
  type: event.type,
  orderKey: canonicalSubjectKey(event.subject),
  txn: event.txn,
  subject: JSON.stringify(event.subject),
  payload: JSON.stringify(event.payload),
  acceptedAt: event.acceptedAt,
})

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
insert into event (id, signal_id, type, subject, subject_key, payload, txn, because, accepted_at, terms, tenant_id, order_key,
  tags, suppress_key, suppress_seconds, held_for)
select id, signal_id, type, subject, subject_key, payload, txn, because, accepted_at,
  array(select jsonb_array_elements_text(terms::jsonb)), tenant_id, order_key,
  array(select jsonb_array_elements_text(tags::jsonb)), suppress_key, suppress_seconds, held_for
from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
  $12::timestamptz[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::int[], $19::text[])
  as e(id, signal_id, type, subject, subject_key, payload, txn, because, accepted_at, terms, tenant_id, order_key,
    tags, suppress_key, suppress_seconds, held_for)
on conflict (id) do nothing returning id`
