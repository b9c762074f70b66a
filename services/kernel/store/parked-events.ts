// Sole writer of: parked_event; and of event.held_for of what is in it.
import type { Pool } from 'pg'
import type { ParkedEvent } from '../../../schemas/parked-event.ts'
import { transaction } from './database.ts'

export type ParkedEventStore = ReturnType<typeof createParkedEventStore>

type Row = {
  id: ParkedEvent['id']
  tenant_id: ParkedEvent['tenantId']
  type: string
  txn: string
  error: string
  tries: number
  accepted_at: Date
  parked_at: Date
}

/** Events on which matching failed again and again. They are held (`parked`) until somebody lets them go, or discards them. */
export function createParkedEventStore({ pool }: { pool: Pool }) {
  return {
    /** Nothing where it was matched meanwhile. */
    async park(id: string, { error, tries }: { error: string; tries: number }, now: Date) {
      await pool.query(PARK, [id, error.slice(0, 2_000), tries, now])
    },

    /** The eldest first; `after` is the id that ended the page before. */
    async list(limit: number, after?: string): Promise<ParkedEvent[]> {
      const { rows } = await pool.query<Row>(
        `select e.id, e.tenant_id, e.type, e.txn, p.error, p.tries, e.accepted_at, p.parked_at
         from parked_event p cross join lateral (select * from event where id = p.event_id offset 0) e
         where ${IS_PARKED} and ($2::uuid is null or p.event_id > $2) order by p.event_id limit $1`,
        [limit, after ?? null],
      )
      return rows.map(toParked)
    },

    /** Up to 1,000: index event_held_for. */
    async count(): Promise<number> {
      const { rows } = await pool.query<{ n: string }>(
        `select count(*) as n from (select from event where fanned_out_at is null and held_for = 'parked' limit 1000) few`,
      )
      return Number(rows[0]?.n ?? 0)
    },

    /** Lets these, or the eldest, go; answers them for the bus. */
    replay: (
      ids: readonly string[] | undefined,
      limit: number,
    ): Promise<{ id: string; key: string }[]> =>
      transaction(pool, async (sql) => {
        const { rows } = await sql.query<{ id: string; key: string }>(REPLAY, [ids ?? null, limit])
        return rows
      }),
  }
}

const IS_PARKED = `e.held_for = 'parked' and e.fanned_out_at is null`

const PARK = `
with parked as (
  update event set held_for = 'parked' where id = $1 and fanned_out_at is null and held_for is null returning id)
insert into parked_event (event_id, error, tries, parked_at) select id, $2, $3, $4 from parked
on conflict (event_id) do update set error = excluded.error, tries = excluded.tries, parked_at = excluded.parked_at`

/** What was let go or discarded as a held event is in the list no more, and goes from the table too. */
const REPLAY = `
with chosen as materialized (
  select event_id from parked_event where $1::uuid[] is null or event_id = any($1) order by event_id limit $2 for update),
gone as (
  delete from parked_event p using chosen c where p.event_id = c.event_id),
free as (
  update event e set held_for = null from chosen c where e.id = c.event_id and ${IS_PARKED} returning e.id, e.order_key as key)
select id, key from free order by id`

const toParked = (row: Row): ParkedEvent => ({
  id: row.id,
  tenantId: row.tenant_id,
  type: row.type,
  txn: row.txn,
  error: row.error,
  tries: row.tries,
  acceptedAt: row.accepted_at,
  parkedAt: row.parked_at,
})
