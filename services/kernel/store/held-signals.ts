// Writes of signal: held, and for what is discarded routed_at and decisions.
import type { Pool } from 'pg'

export type HeldSignalStore = ReturnType<typeof createHeldSignalStore>

/** Rows that one statement changes: an hour of a busy source is let go in many short ones. */
const CHUNK = 2_000

/** What waits for somebody to look is none of a source's (parked-signals.ts). */
const NOT_PARKED = 'not exists (select from parked_signal where signal_id = signal.id)'

/** Signals of paused sources. They wait until they are let go, and are then decided like any other, oldest first. */
export function createHeldSignalStore({ pool }: { pool: Pool }) {
  return {
    /** Index signal_held. */
    async count(sourceId: string): Promise<number> {
      const { rows } = await pool.query<{ count: string }>(
        `select count(*) from signal where source_id = $1 and held and ${NOT_PARKED}`,
        [sourceId],
      )
      return Number(rows[0]?.count ?? 0)
    },

    /** Lets the source's signals go; the sweep publishes them. Answers how many. */
    release: (sourceId: string): Promise<number> => inChunks(pool, RELEASE, [sourceId]),

    /** Gives them up: they count as decided, with this as the reason. */
    discard: (sourceId: string, now: Date, because: string): Promise<number> =>
      inChunks(pool, DISCARD, [
        sourceId,
        now,
        JSON.stringify([{ decision: 'skip', policyId: 'source', policyVersion: 1, because }]),
      ]),

    /** Sources that are active and have signals waiting all the same: a process held them that had not heard yet. */
    async forgotten(): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>(
        `select s.id from source s where s.status = 'active'
           and exists (select 1 from signal where source_id = s.id and held and ${NOT_PARKED})`,
      )
      return rows.map(({ id }) => id)
    },
  }
}

async function inChunks(pool: Pool, statement: string, values: unknown[]): Promise<number> {
  let changed = 0
  for (;;) {
    const { rowCount } = await pool.query(statement, [...values, CHUNK])
    changed += rowCount ?? 0
    if ((rowCount ?? 0) < CHUNK) return changed
  }
}

const RELEASE = `
update signal set held = false where id in
  (select id from signal where source_id = $1 and held and ${NOT_PARKED} order by id limit $2)`

const DISCARD = `
update signal set held = false, routed_at = $2, decisions = $3 where id in
  (select id from signal where source_id = $1 and held and ${NOT_PARKED} order by id limit $4)`
