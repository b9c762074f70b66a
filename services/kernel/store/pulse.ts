// Sole writer of: pulse, source_heard.
import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'

/** What one process did in one minute. `took`: of what was delivered, how many in each bucket of time. */
export type Beat = {
  signals: number
  events: number
  delivered: number
  failed: number
  took: readonly number[]
}

export type FlowMinute = Omit<Beat, 'took'> & { minute: Date }

/** A source that is believed to speak, and when it last did, as far as that is known. */
export type SilentSource = { id: string; kind: string; heardAt: Date | null }

export type PulseStore = ReturnType<typeof createPulseStore>

export function createPulseStore({ pool }: { pool: Pool }) {
  const process = randomUUID()
  return {
    /** The whole of what this process did in that minute so far. */
    async beat(minute: Date, { signals, events, delivered, failed, took }: Beat): Promise<void> {
      await pool.query(BEAT, [minute, process, signals, events, delivered, failed, took])
    },

    async heard(sources: ReadonlyMap<string, Date>): Promise<void> {
      const rows = [...sources].toSorted(([a], [b]) => (a < b ? -1 : 1)) // locked in one order
      await pool.query(HEARD, [rows.map(([id]) => id), rows.map(([, at]) => at)])
    },

    /** The minutes since then in which something happened, the first first. Primary key. */
    flow: (since: Date): Promise<FlowMinute[]> => flow(pool, since),

    /** How many were delivered in each bucket of time since then. Primary key. */
    async took(since: Date): Promise<number[]> {
      const { rows } = await pool.query<{ n: string }>(
        `select sum(t.n) as n from pulse cross join lateral unnest(took) with ordinality as t(n, bucket)
         where minute >= $1 group by bucket order by bucket`,
        [since],
      )
      return rows.map(({ n }) => Number(n))
    },

    /** The most silent first; who was never heard is most silent. There are as many sources as an operator made. */
    async silence(limit: number): Promise<SilentSource[]> {
      const { rows } = await pool.query<{ id: string; kind: string; heard_at: Date | null }>(
        `select s.id, s.kind, h.at as heard_at from source s left join source_heard h on h.source_id = s.id
         where s.status = 'active' order by h.at nulls first, s.id limit $1`,
        [limit],
      )
      return rows.map(({ id, kind, heard_at: heardAt }) => ({ id, kind, heardAt }))
    },

    async forget(before: Date): Promise<void> {
      await pool.query('delete from pulse where minute < $1', [before])
    },
  }
}

const BEAT = `
insert into pulse (minute, process, signals, events, delivered, failed, took) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (minute, process) do update set (signals, events, delivered, failed, took)
  = (excluded.signals, excluded.events, excluded.delivered, excluded.failed, excluded.took)`

const HEARD = `
insert into source_heard (source_id, at) select * from unnest($1::text[], $2::timestamptz[])
on conflict (source_id) do update set at = greatest(source_heard.at, excluded.at)`

async function flow(pool: Pool, since: Date): Promise<FlowMinute[]> {
  const { rows } = await pool.query<Record<keyof Omit<Beat, 'took'>, string> & { minute: Date }>(
    `select minute, sum(signals) as signals, sum(events) as events, sum(delivered) as delivered, sum(failed) as failed
     from pulse where minute >= $1 group by minute order by minute`,
    [since],
  )
  return rows.map(({ minute, signals, events, delivered, failed }) => ({
    minute,
    signals: Number(signals),
    events: Number(events),
    delivered: Number(delivered),
    failed: Number(failed),
  }))
}
