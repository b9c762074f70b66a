// Sole writer of: source_refusal.
import type { Pool } from 'pg'

/** One refusal of many, as an operator may see it. */
export type RefusalSample = {
  at: string
  reason: string
  address?: string
  bytes?: number
  contentType?: string
}

/** Refusals of one source, day and code. */
export type Refusals = {
  sourceId: string
  /** `2026-11-24`, UTC. */
  day: string
  code: string
  count: number
  lastAt: Date
  /** The newest first, at most MAX_SAMPLES. */
  samples: readonly RefusalSample[]
}

export const MAX_SAMPLES = 5

export type RefusalStore = ReturnType<typeof createRefusalStore>

export function createRefusalStore({ pool }: { pool: Pool }) {
  return {
    /** Adds to what is counted; of the samples the newest stay. */
    async add(refusals: readonly Refusals[]): Promise<void> {
      await pool.query(ADD, [
        refusals.map((one) => one.sourceId),
        refusals.map((one) => one.day),
        refusals.map((one) => one.code),
        refusals.map((one) => one.count),
        refusals.map((one) => one.lastAt),
        refusals.map((one) => JSON.stringify(one.samples)),
        MAX_SAMPLES,
      ])
    },

    /** Of this source since this day, the newest day first. Primary key. */
    async list(sourceId: string, since: Date): Promise<Refusals[]> {
      const { rows } = await pool.query<Row>(
        `select source_id, to_char(day, 'YYYY-MM-DD') as day, code, count, last_at, samples from source_refusal
         where source_id = $1 and day >= $2 order by day desc, count desc, code`,
        [sourceId, since],
      )
      return rows.map((row) => ({
        sourceId: row.source_id,
        day: row.day,
        code: row.code,
        count: Number(row.count),
        lastAt: row.last_at,
        samples: row.samples,
      }))
    },

    /** Forgets the days before this one. Index source_refusal_day_idx. */
    async forget(before: Date): Promise<void> {
      await pool.query('delete from source_refusal where day < $1', [before])
    },

    /** Forgets a source that is gone. */
    async forgetSource(sourceId: string): Promise<void> {
      await pool.query('delete from source_refusal where source_id = $1', [sourceId])
    },
  }
}

type Row = {
  source_id: string
  day: string
  code: string
  count: string
  last_at: Date
  samples: RefusalSample[]
}

/** In key order, so that two processes never wait for each other in a circle. */
const ADD = `
insert into source_refusal (source_id, day, code, count, last_at, samples)
select source_id, day, code, count, last_at, samples::jsonb
from unnest($1::text[], $2::date[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[])
  as g(source_id, day, code, count, last_at, samples) order by source_id, day, code
on conflict (source_id, day, code) do update set count = source_refusal.count + excluded.count,
  last_at = greatest(source_refusal.last_at, excluded.last_at),
  samples = (select jsonb_agg(sample order by position) from
    (select sample, position from jsonb_array_elements(excluded.samples || source_refusal.samples)
       with ordinality as s(sample, position) order by position limit $7) newest)`
