// Reads only: what is new, for those who watch.
import type { Pool } from 'pg'
import type { LiveMark } from '../../../schemas/live.ts'

export type NewSignal = { id: string; type: string; sourceId: string }
export type NewEvent = { id: string; type: string; txn: string }
export type NewAttempt = { id: number; outcome: string }

/** From where to look: ids that are not before what may have been seen already. */
export type LiveFrom = { signals: string; events: string; attempts: number }

export type LiveStore = ReturnType<typeof createLiveStore>

/** More than this many of a kind in one look are told as this many. */
export const MOST_SEEN = 1_000

export function createLiveStore({ pool }: { pool: Pool }) {
  return {
    /** Where there is nothing newer yet. */
    async newestAttempt(): Promise<number> {
      const { rows } = await pool.query<{ id: string | null }>('select max(id) as id from attempt')
      return Number(rows[0]?.id ?? 0)
    },

    since: (from: LiveFrom) => since(pool, from),

    /** One short text a list, which is another whenever the list is. Indexes stream(updated_at), stream_cursor_failing, alert_open, audit_pkey. */
    async marks(): Promise<Record<LiveMark, string>> {
      const { rows } = await pool.query<Record<LiveMark, string>>(
        `select coalesce((select max(updated_at)::text from stream), '') || ' '
             || (select count(*) from stream_cursor where fail_since is not null) as streams,
           (select count(*) || ' ' || count(acknowledged_at) || ' ' || coalesce(max(id::text), '') from alert
             where resolved_at is null) as alerts,
           (select coalesce(max(seq), 0)::text from audit) as audit`,
      )
      return rows[0] ?? { streams: '', alerts: '', audit: '' }
    },
  }
}

/** Oldest first, after `from`. Primary keys: signal(id), event(id), attempt(id, at). */
async function since(
  pool: Pool,
  from: LiveFrom,
): Promise<{ signals: NewSignal[]; events: NewEvent[]; attempts: NewAttempt[] }> {
  const [signals, events, attempts] = await Promise.all([
    pool.query<NewSignal>(
      'select id, type, source_id as "sourceId" from signal where id > $1 order by id limit $2',
      [from.signals, MOST_SEEN],
    ),
    pool.query<NewEvent>('select id, type, txn from event where id > $1 order by id limit $2', [
      from.events,
      MOST_SEEN,
    ]),
    pool.query<{ id: string; outcome: string }>(
      `select id, outcome from attempt where id > $1 and at > now() - interval '5 minutes' order by id limit $2`,
      [from.attempts, MOST_SEEN],
    ),
  ])
  return {
    signals: signals.rows,
    events: events.rows,
    attempts: attempts.rows.map(({ id, outcome }) => ({ id: Number(id), outcome })),
  }
}
