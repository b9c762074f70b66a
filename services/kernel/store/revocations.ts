// Reads only: what operators revoked.
import type { Pool } from 'pg'
import { firstIdOf } from '../ids.ts'

/** Everything that an operator's revocation made to be told. */
export type Revocation = { txn: string; tenantId: string; eventIds: string[] }

/** Events of one signal that are looked at. */
const MOST_EVENTS = 50

export type RevocationStore = ReturnType<typeof createRevocationStore>

export function createRevocationStore({ pool }: { pool: Pool }) {
  return {
    /** Asked for in that time, the newest. Index signal_console, event(signal_id). */
    async between(from: Date, until: Date, limit: number): Promise<Revocation[]> {
      const { rows } = await pool.query<{ txn: string; tenant_id: string; event_ids: string[] }>(
        `select s.txn, s.tenant_id, array_agg(e.id) as event_ids from (
           select id, txn, tenant_id from signal where source_id = 'console' and id >= $1 and id < $2
           order by id desc limit $3) s
         cross join lateral (select id from event where signal_id = s.id limit ${MOST_EVENTS}) e
         group by s.txn, s.tenant_id`,
        [firstIdOf(from), firstIdOf(until), limit],
      )
      return rows.map(({ txn, tenant_id: tenantId, event_ids: eventIds }) => ({
        txn,
        tenantId,
        eventIds,
      }))
    },
  }
}
