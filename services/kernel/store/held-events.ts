// Sole writer of: event.held_for and event.fanned_out_at of events that were held (fan-out: events.ts).
import type { Pool } from 'pg'
import type { HubEvent } from '../../../schemas/event.ts'
import { transaction, type Sql } from './database.ts'
import { rowToEvent, type EventRow } from './rows.ts'
import { lockForChange, readState, setStopped, type RouterState } from './router-state.ts'

export type HeldEventStore = ReturnType<typeof createHeldEventStore>

type Released = { id: string; key: string }

/** What is let go or discarded in one transaction. */
export const HELD_CHUNK = 5_000

export function createHeldEventStore({ pool }: { pool: Pool }) {
  return {
    /** The eldest first; `after` is the id that ended the page before. Indexes event_held, event_held_for. */
    async list(query: { heldFor?: string; limit: number; after?: string }): Promise<HubEvent[]> {
      const { heldFor = null, limit, after = null } = query
      const { rows } = await pool.query<EventRow>(
        `select * from event where fanned_out_at is null and held_for is not null and ($1::text is null or held_for = $1)
         and ($3::uuid is null or id > $3) order by id limit $2`,
        [heldFor, limit, after],
      )
      return rows.map(rowToEvent)
    },

    /** How many wait, by what they wait for. */
    async counts(): Promise<{ heldFor: string; events: number }[]> {
      const { rows } = await pool.query<{ held_for: string; events: string }>(
        `select held_for, count(*) as events from event where fanned_out_at is null and held_for is not null
         group by held_for order by events desc limit 100`,
      )
      return rows.map((row) => ({ heldFor: row.held_for, events: Number(row.events) }))
    },

    aboveRates: () => aboveRates(pool),

    /** Lets some go, the eldest first; call it again while it answers HELD_CHUNK. */
    release: (heldFor: string): Promise<Released[]> =>
      transaction(pool, (sql) => releaseHeld(sql, heldFor, HELD_CHUNK)),

    discard: (heldFor: string, now: Date): Promise<number> =>
      transaction(pool, (sql) => discardHeld(sql, heldFor, now, HELD_CHUNK)),

    /**
     * Turns the stop switch off. The last of what it held goes, or is discarded, in the same transaction, while no router
     * decides: so nothing decided later overtakes it.
     */
    resume: (
      what: 'release' | 'discard',
      { reason, by, now }: { reason: string; by: string; now: Date },
    ): Promise<{ state: RouterState; released: Released[]; discarded: number }> =>
      transaction(pool, async (sql) => {
        await lockForChange(sql)
        const released = what === 'release' ? await releaseHeld(sql, 'stop') : []
        const discarded = what === 'discard' ? await discardHeld(sql, 'stop', now) : 0
        await setStopped(sql, { isStopped: false, reason, by, now })
        return { state: await readState(sql), released, discarded }
      }),
  }
}

/** How many wait above the rate limit of each policy, up to 10,000. A probe of index event_held_for each. */
async function aboveRates(sql: Sql): Promise<{ policyId: string; events: number }[]> {
  const { rows } = await sql.query<{ policy_id: string; events: string }>(
    `select p.id as policy_id, held.events from policy p cross join lateral (
       select count(*) as events from (
         select from event where fanned_out_at is null and held_for = 'rate:' || p.id limit 10000) few) held
     where held.events > 0 order by p.id`,
  )
  return rows.map((row) => ({ policyId: row.policy_id, events: Number(row.events) }))
}

/** Events that wait for this no more, in order; the bus is told by the caller, or the sweep finds them. */
export async function releaseHeld(sql: Sql, heldFor: string, limit?: number): Promise<Released[]> {
  const { rows } = await sql.query<Released>(
    `with chosen as (
       select id from event where fanned_out_at is null and held_for = $1 order by id limit $2 for update),
     free as (update event e set held_for = null from chosen where e.id = chosen.id returning e.id, e.order_key as key)
     select id, key from free order by id`,
    [heldFor, limit ?? null],
  )
  return rows
}

/** Events that go to nobody. They stay, and say so. */
export async function discardHeld(
  sql: Sql,
  heldFor: string,
  now: Date,
  limit?: number,
): Promise<number> {
  const { rowCount } = await sql.query(
    `with chosen as (
       select id from event where fanned_out_at is null and held_for = $1 order by id limit $3 for update)
     update event e set held_for = 'discarded', fanned_out_at = $2 from chosen where e.id = chosen.id`,
    [heldFor, now, limit ?? null],
  )
  return rowCount ?? 0
}
