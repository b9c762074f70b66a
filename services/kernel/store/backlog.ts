// Reads only: how far the stages are behind.
import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'

export type Backlog = {
  unroutedSeconds: number
  unfannedSeconds: number
  streams: { well: number; late: number }
}

export type BacklogStore = ReturnType<typeof createBacklogStore>

export function createBacklogStore({ pool, clock }: { pool: Pool; clock: Clock }) {
  return {
    /**
     * `lateSeconds`: how long a SET may wait before its stream counts as late; undefined where none does. Indexes
     * signal_unrouted, event_unfanned; of the streams that have something owed a sample, by one index look-up each.
     */
    async look(lateSeconds: number | undefined): Promise<Backlog> {
      const now = clock.now()
      const { rows } = await pool.query<Row>(LOOK)
      const streams =
        lateSeconds === undefined
          ? { well: 0, late: 0 }
          : await lateStreams(pool, new Date(now.getTime() - lateSeconds * 1_000))
      return {
        unroutedSeconds: secondsSince(rows[0]?.unrouted, now),
        unfannedSeconds: secondsSince(rows[0]?.unfanned, now),
        streams,
      }
    },
  }
}

type Row = { unrouted: Date | null; unfanned: Date | null }

const secondsSince = (at: Date | null | undefined, now: Date): number =>
  at ? Math.max(0, (now.getTime() - at.getTime()) / 1_000) : 0

/** What is held waits for a person, not for us. */
const LOOK = `
select (select min(received_at) from signal where routed_at is null and not held) as unrouted,
  (select min(accepted_at) from event where fanned_out_at is null and held_for is null) as unfanned`

async function lateStreams(pool: Pool, before: Date): Promise<{ well: number; late: number }> {
  const { rows } = await pool.query<{ well: string; behind: string; looked: string; late: string }>(
    LATE,
    [before, SAMPLE],
  )
  const [row] = rows
  const share = Number(row?.late ?? 0) / Math.max(1, Number(row?.looked ?? 0))
  return { well: Number(row?.well ?? 0), late: Math.round(share * Number(row?.behind ?? 0)) }
}

const SAMPLE = 300

/** A stream that fails waits for its receiver, not for us. */
const LATE = `
with well as (
  select c.stream_id, c.acked_seq, c.acked_at, h.next_seq > c.acked_seq + 1 as is_behind
  from stream s join stream_cursor c on c.stream_id = s.id join stream_head h on h.stream_id = s.id
  where s.status = 'enabled' and s.method = 'urn:ietf:rfc:8935' and c.fails = 0),
looked as (
  select d.at from (select * from well where is_behind limit $2) w cross join lateral (
    select at from delivery where stream_id = w.stream_id and seq > w.acked_seq and at >= w.acked_at - interval '2 hours'
    order by seq limit 1) d)
select (select count(*) from well) as well, (select count(*) from well where is_behind) as behind,
  (select count(*) from looked) as looked, (select count(*) from looked where at < $1) as late`
