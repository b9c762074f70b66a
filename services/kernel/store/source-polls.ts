// Sole writer of: source_poll.
import type { Pool } from 'pg'

/** A source that the hub reads by itself, and how far it has come. */
export type SourcePoll = {
  sourceId: string
  /** Where to read on; undefined: from `since`. */
  next?: string
  since: Date
  failures: number
}

/** What came of one reading. */
export type PollOutcome = {
  next: string | undefined
  since: Date
  /** Until it is read again. */
  waitSeconds: number
  /** Undefined where all went well. */
  problem: string | undefined
}

export type PollShown = Omit<SourcePoll, 'next'> & {
  dueAt: Date
  polledAt?: Date
  problem?: string
}

export type SourcePollStore = ReturnType<typeof createSourcePollStore>

/** Times are the database's own, so that clocks of several processes do not matter. */
export function createSourcePollStore({ pool }: { pool: Pool }) {
  return {
    /** Begins with the sources of these kinds that are not read yet: from when they were made. */
    async begin(kinds: readonly string[]): Promise<void> {
      await pool.query(
        `insert into source_poll (source_id, since, due_at) select id, created_at, now() from source
         where kind = any($1) on conflict do nothing`,
        [kinds],
      )
    },

    /** Takes up to `limit` that are due and that nobody reads; a dead process's come back. Index source_poll_due_at_idx. */
    async claim(owner: string, leaseSeconds: number, limit: number): Promise<SourcePoll[]> {
      const { rows } = await pool.query<Row>(CLAIM, [owner, leaseSeconds, limit])
      return rows.map(toPoll)
    },

    /** False where `owner` no longer holds it: then nothing is written, and what was stored is read again. */
    async save(sourceId: string, owner: string, outcome: PollOutcome): Promise<boolean> {
      const { next, since, waitSeconds, problem } = outcome
      const { rowCount } = await pool.query(SAVE, [
        sourceId,
        owner,
        next ?? null,
        since,
        waitSeconds,
        problem ?? null,
      ])
      return rowCount === 1
    },

    /** Primary key. */
    async find(sourceId: string): Promise<PollShown | undefined> {
      const { rows } = await pool.query<Row>('select * from source_poll where source_id = $1', [
        sourceId,
      ])
      return rows[0] && shown(rows[0])
    },
  }
}

type Row = {
  source_id: string
  next: string | null
  since: Date
  due_at: Date
  polled_at: Date | null
  failures: number
  problem: string | null
}

const CLAIM = `
update source_poll set owner = $1, lease_until = now() + make_interval(secs => $2) where source_id in (
  select source_id from source_poll where due_at <= now() and (lease_until is null or lease_until < now())
  order by due_at limit $3 for update skip locked)
returning *`

const SAVE = `
update source_poll set next = $3, since = $4, due_at = now() + make_interval(secs => $5), owner = null, lease_until = null,
  problem = $6, failures = case when $6::text is null then 0 else failures + 1 end,
  polled_at = case when $6::text is null then now() else polled_at end
where source_id = $1 and owner = $2`

const toPoll = ({ source_id: sourceId, next, since, failures }: Row): SourcePoll => ({
  sourceId,
  since,
  failures,
  ...(next !== null && { next }),
})

const shown = ({ source_id: sourceId, since, failures, ...row }: Row): PollShown => ({
  sourceId,
  since,
  failures,
  dueAt: row.due_at,
  ...(row.polled_at && { polledAt: row.polled_at }),
  ...(row.problem !== null && { problem: row.problem }),
})
