// Sole writer of: event, delivery, stream_head; and of signal.routed_at and signal.decisions.
import type { Pool } from 'pg'
import type { HubEvent } from '../../../schemas/event.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { termsOf } from '../../../schemas/subject-terms.ts'
import type { Sql } from './database.ts'
import { fanOut } from './fan-out.ts'
import type { OwedEvent } from './owed-events.ts'
import { rowToEvent, type EventRow } from './rows.ts'
import { NOBODY, whoIsTold, type Ledger, type Told } from './told-names.ts'

/** What the router decided on one signal. `decisions` is kept as it is, for the people who ask why. */
export type Decided = {
  signalId: string
  decisions: unknown
  events: readonly HubEvent[]
  story?: Story
}

/** Who a signal is about, what it belongs to, by which `txn` its events are told, and whose names it uses. */
export type Story = {
  principalId: string | undefined
  incidentId: string | undefined
  txn: string
  scope: string
}

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

/**
 * Writes events and marks their signals routed, together. A second run writes nothing. Every event keeps its place among
 * those about the same principal. `atHand`: the names of the principals concerned, where they are known already.
 */
export async function recordDecisions(
  sql: Sql,
  decided: readonly Decided[],
  now: Date,
  atHand?: Ledger,
): Promise<Recorded> {
  const events = decided.flatMap(({ events: made, story }) =>
    made.map((event) => ({ event, story })),
  )
  const told = await whoIsTold(sql, events, atHand)
  const rows = events.map(({ event, story }, index) => toRow(event, story, told[index] ?? NOBODY))
  const { rows: written } = await sql.query<{ id: string }>({
    name: 'record-decisions',
    text: RECORD,
    values: [
      decided.map(({ signalId }) => signalId),
      decided.map(({ decisions }) => JSON.stringify(decisions)),
      decided.map(({ story }) => story?.principalId ?? null),
      decided.map(({ story }) => story?.incidentId ?? null),
      now,
      ...columnsOf(rows),
    ],
  })
  const fresh = new Set(written.map(({ id }) => id))
  const owed = rows.flatMap((row) => (row.event.heldFor === undefined ? [row.owed] : []))
  return {
    events: owed.map(({ id, orderKey }) => ({ id, key: orderKey })),
    fresh: owed.filter(({ id }) => fresh.has(id)),
  }
}

type Row = { event: HubEvent; story: Story | undefined; who: Told; owed: OwedEvent }

function toRow(event: HubEvent, story: Story | undefined, who: Told): Row {
  const subject = who.subject ?? event.subject
  const owed = {
    id: event.id,
    type: event.type,
    orderKey: who.principalId ?? who.nameKey ?? canonicalSubjectKey(subject),
    txn: story?.txn ?? event.txn,
    subject: JSON.stringify(subject),
    payload: JSON.stringify(event.payload),
    acceptedAt: event.acceptedAt,
    names: who.names ? JSON.stringify(who.names) : null,
  }
  return { event, story, who, owed }
}

/** $6 to $24 of RECORD. */
const columnsOf = (rows: readonly Row[]) => [
  rows.map(({ event }) => event.id),
  rows.map(({ event }) => event.signalId),
  rows.map(({ event }) => event.type),
  rows.map(({ owed }) => owed.subject),
  rows.map(({ event, who }) => canonicalSubjectKey(who.subject ?? event.subject)),
  rows.map(({ owed }) => owed.payload),
  rows.map(({ owed }) => owed.txn),
  rows.map(({ event }) => JSON.stringify(event.becauseOf)),
  rows.map(({ event }) => event.acceptedAt),
  rows.map(({ event, who }) => JSON.stringify(who.terms ?? termsOf(event.subject))),
  rows.map(({ event }) => event.tenantId),
  rows.map(({ owed }) => owed.names),
  rows.map(({ who }) => who.principalId ?? null),
  rows.map(({ story }) => story?.incidentId ?? null),
  rows.map(({ owed }) => owed.orderKey),
  ...guardsOf(rows),
]

/** For which streams, how often, and what holds it. */
const guardsOf = (rows: readonly Row[]) => [
  rows.map(({ event: { tags } }) => JSON.stringify(tags ?? [])),
  rows.map(({ event: { suppress } }) => suppress?.key ?? null),
  rows.map(({ event: { suppress } }) => suppress?.seconds ?? null),
  rows.map(({ event: { heldFor } }) => heldFor ?? null),
]

/** Newest first; `after` is the id that ended the page before. */
async function list(pool: Pool, filter: EventFilter): Promise<HubEvent[]> {
  const { rows } = await pool.query<EventRow>(
    `select * from event where ($1::text is null or txn = $1) and ($2::uuid is null or signal_id = $2)
     and ($3::uuid is null or id < $3) order by id desc limit $4`,
    [filter.txn ?? null, filter.signalId ?? null, filter.after ?? null, filter.limit],
  )
  return rows.map(rowToEvent)
}

/** In the order of the signals, which `place` keeps. */
const RECORD = `
with routed as (
  update signal s set routed_at = $5, decisions = d.decisions, principal_id = d.principal_id, incident_id = d.incident_id
  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[]) as d(id, decisions, principal_id, incident_id)
  where s.id = d.id and s.routed_at is null)
insert into event (id, signal_id, type, subject, subject_key, payload, txn, because, accepted_at, terms, tenant_id,
  names, principal_id, incident_id, order_key, tags, suppress_key, suppress_seconds, held_for)
select id, signal_id, type, subject, subject_key, payload, txn, because, accepted_at,
  array(select jsonb_array_elements_text(terms::jsonb)), tenant_id, names, principal_id, incident_id, order_key,
  array(select jsonb_array_elements_text(tags::jsonb)), suppress_key, suppress_seconds, held_for
from unnest($6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
  $14::timestamptz[], $15::text[], $16::text[], $17::text[], $18::uuid[], $19::uuid[], $20::text[],
  $21::text[], $22::text[], $23::int[], $24::text[]) with ordinality
  as e(id, signal_id, type, subject, subject_key, payload, txn, because, accepted_at, terms, tenant_id, names,
    principal_id, incident_id, order_key, tags, suppress_key, suppress_seconds, held_for, position)
order by position
on conflict (id) do nothing returning id`
