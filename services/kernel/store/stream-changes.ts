// What a change to a stream does to its other tables, inside the change's own transaction (streams.ts).
import type { Sql } from './database.ts'

/** A disabled stream keeps its interest; fan-out leaves it out by its status. */
export async function writeInterest(sql: Sql, id: string): Promise<void> {
  await sql.query('delete from stream_interest where stream_id = $1', [id])
  await sql.query(
    `insert into stream_interest (tenant_id, event_type, is_for_all, stream_id)
     select distinct tenant_id, unnest(events_delivered), default_subjects = 'ALL', id from stream where id = $1`,
    [id],
  )
}

/** A line of history, so that a trace can say what the stream was when an event passed it. */
export const remember = (sql: Sql, id: string) =>
  sql.query(
    `insert into stream_history (stream_id, subscriber_id, status, events_delivered)
     select id, subscriber_id, status, events_delivered from stream where id = $1`,
    [id],
  )

/** SETs handed out by poll and not acknowledged are pushed, with the bytes they have; what was acknowledged among them may come again. */
export async function takeBackPolled(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update stream_cursor set acked_seq = least(acked_seq, p.first_seq - 1)
     from (select min(seq) as first_seq from delivery_exception where stream_id = $1 and state = 'polled') p
     where stream_id = $1 and p.first_seq is not null`,
    [id],
  )
  await sql.query(
    `update delivery_exception set state = 'retry' where stream_id = $1 and state = 'polled'`,
    [id],
  )
}

/** What is owed is given up, and counted. */
export async function dropOwed(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update stream_cursor c set dropped = c.dropped + (h.next_seq - 1 - c.acked_seq), acked_seq = h.next_seq - 1,
       next_at = null, fail_since = null, fails = 0, last_failure = null
     from (select next_seq from stream_head where stream_id = $1 for update) h where c.stream_id = $1`,
    [id],
  )
  await sql.query(
    `delete from delivery_exception where stream_id = $1 and state in ('retry', 'polled')`,
    [id],
  )
}
