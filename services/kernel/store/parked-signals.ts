// Sole writer of: parked_signal; and of signal.held of what is in it.
import type { Pool } from 'pg'
import type { ParkedSignal } from '../../../schemas/parked-signal.ts'
import { transaction } from './database.ts'

export type ParkedSignalStore = ReturnType<typeof createParkedSignalStore>

type Row = {
  id: ParkedSignal['id']
  tenant_id: ParkedSignal['tenantId']
  source_id: string
  type: string
  error: string
  tries: number
  received_at: Date
  parked_at: Date
}

/** Signals on which deciding failed again and again. They are held, as a paused source's are, until somebody lets them go. */
export function createParkedSignalStore({ pool }: { pool: Pool }) {
  return {
    /** Nothing where it was decided meanwhile. */
    async park(id: string, { error, tries }: { error: string; tries: number }, now: Date) {
      await pool.query(PARK, [id, error.slice(0, 2_000), tries, now])
    },

    /** The eldest first; `after` is the id that ended the page before. */
    async list({
      limit,
      after,
    }: {
      limit: number
      after?: string | undefined
    }): Promise<ParkedSignal[]> {
      const { rows } = await pool.query<Row>(
        `select s.id, s.tenant_id, s.source_id, s.type, p.error, p.tries, s.received_at, p.parked_at
         from parked_signal p cross join lateral (select * from signal where id = p.signal_id offset 0) s
         where $2::uuid is null or p.signal_id > $2 order by p.signal_id limit $1`,
        [limit, after ?? null],
      )
      return rows.map(toParked)
    },

    /** Lets these, or the eldest, go; answers them for the bus, and whether others are left. */
    replay: (
      ids: readonly string[] | undefined,
      limit: number,
    ): Promise<{ released: { id: string; key: string }[]; isLeft: boolean }> =>
      transaction(pool, async (sql) => {
        const { rows } = await sql.query<{ id: string; key: string }>(REPLAY, [ids ?? null, limit])
        const left = await sql.query('select from parked_signal limit 1')
        return { released: rows, isLeft: left.rowCount !== 0 }
      }),
  }
}

const PARK = `
with parked as (
  update signal set held = true where id = $1 and routed_at is null returning id)
insert into parked_signal (signal_id, error, tries, parked_at) select id, $2, $3, $4 from parked
on conflict (signal_id) do update set error = excluded.error, tries = excluded.tries, parked_at = excluded.parked_at`

/** A source that is paused holds its signals still. */
const REPLAY = `
with freed as (
  delete from parked_signal where signal_id in (
    select signal_id from parked_signal where $1::uuid[] is null or signal_id = any($1)
    order by signal_id limit $2 for update skip locked)
  returning signal_id)
update signal s set held = exists (select from source where id = s.source_id and status = 'paused')
from freed where s.id = freed.signal_id and s.routed_at is null returning s.id, s.order_key as key`

const toParked = (row: Row): ParkedSignal => ({
  id: row.id,
  tenantId: row.tenant_id,
  sourceId: row.source_id,
  type: row.type,
  error: row.error,
  tries: row.tries,
  receivedAt: row.received_at,
  parkedAt: row.parked_at,
})
