// What a change to a stream does to its other tables, inside the change's own transaction (streams.ts).
import type { Sql } from './database.ts'
import { forgetSigned, SERVED } from './signed-ahead.ts'

/** A disabled stream keeps its interest; fan-out leaves it out by its status. */
export async function writeInterest(sql: Sql, id: string): Promise<void> {
  await sql.query('delete from stream_interest where stream_id = $1', [id])
  await sql.query(
    `insert into stream_interest (tenant_id, event_type, is_for_all, stream_id)
     select distinct tenant_id, unnest(events_delivered), default_subjects = 'ALL', id from stream where id = $1`,
    [id],
  )
}

/** The streams of a subscriber deliver, of what they asked for, what it may now be told. */
export async function followSubscriber(
  sql: Sql,
  subscriberId: string,
  supported: readonly string[],
): Promise<void> {
  const changed = await sql.query<{ id: string }>(
    `update stream s set events_delivered = n.delivered, updated_at = now()
     from (select id, array(select type from unnest($2::text[]) with ordinality as supported(type, position)
             where type = any(events_requested) order by position) as delivered
           from stream where subscriber_id = $1) n
     where s.id = n.id and s.events_delivered <> n.delivered returning s.id`,
    [subscriberId, supported],
  )
  for (const { id } of changed.rows) {
    await writeInterest(sql, id)
    await remember(sql, id)
  }
}

/** The engine reads the subscriber's streams anew: by which names they may be told of subjects is its subscriber's. */
export const followSubjectFormats = (sql: Sql, subscriberId: string) =>
  sql.query(`update stream set updated_at = now() where subscriber_id = $1`, [subscriberId])

/** What of these event types the owner of a stream may be told, which cannot change before the transaction ends. */
export async function allowedOf(
  sql: Sql,
  subscriberId: string,
  types: readonly string[],
): Promise<string[]> {
  const { rows } = await sql.query<{ allowed: string[] }>(
    'select allowed_events as allowed from subscriber where id = $1 for share',
    [subscriberId],
  )
  const allowed = rows[0]?.allowed ?? []
  return types.filter((type) => allowed.length === 0 || allowed.includes(type))
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
  await sql.query(
    `insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, kid)
     select a.stream_id, a.seq, a.event_id, a.jti, 'retry', a.jws, a.kid
     from stream_cursor c join signed_ahead a on a.stream_id = c.stream_id and a.seq <= ${SERVED}
     where c.stream_id = $1 and a.jws <> '' on conflict do nothing`,
    [id],
  )
  await forgetSigned(sql, id)
  await sql.query(
    `update stream_cursor set served_seq = 0, signed_seq = 0, signed_epoch = signed_epoch + 1 where stream_id = $1`,
    [id],
  )
}

/** What failed before a pause does not count after it: sent at once, and failing only from then on. */
export const beginAnew = (sql: Sql, id: string) =>
  sql.query(
    `update stream_cursor set next_at = null, fail_since = null, fails = 0, last_failure = null where stream_id = $1`,
    [id],
  )

/** What is owed is given up, and counted. */
export async function dropOwed(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update stream_cursor c set dropped = c.dropped + (h.next_seq - 1 - c.acked_seq), acked_seq = h.next_seq - 1,
       signed_epoch = c.signed_epoch + 1, next_at = null, fail_since = null, fails = 0, last_failure = null
     from (select next_seq from stream_head where stream_id = $1 for update) h where c.stream_id = $1`,
    [id],
  )
  await sql.query(
    `delete from delivery_exception where stream_id = $1 and state in ('retry', 'polled')`,
    [id],
  )
  await forgetSigned(sql, id)
}
