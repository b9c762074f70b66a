// Shares delivery, stream_head (events.ts) and delivery_exception (deliveries.ts, polls.ts): what a stream is owed once more.
import type { Sql } from './database.ts'
import type { StreamStatus } from './stream-rows.ts'

/** Why something stands in a stream's log beside, or instead of, what its fan-out wrote. */
export type Reason = 'redrive' | 'replay' | 'backfill'

/** `seq`: where it was owed before, if it was. `issuedAt`: when its SET was issued; null where it is to be issued now. */
export type Again = {
  seq: number | null
  eventId: string
  issuedAt: Date | null
  isUrgent: boolean
  reason: Reason
}

/** Until the transaction ends the stream's status stays, and nobody else writes its log; undefined where there is no such stream. */
export async function holdLog(sql: Sql, streamId: string): Promise<StreamStatus | undefined> {
  const { rows } = await sql.query<{ status: StreamStatus }>(
    `select s.status from stream s join stream_head h on h.stream_id = s.id
     where s.id = $1 for share of s for update of h`,
    [streamId],
  )
  return rows[0]?.status
}

/**
 * Owes these at the end of the stream's log, in their order: what comes later about the same principal comes after them.
 * Dead letters take their bytes along. Under `holdLog`.
 */
export async function oweAgain(
  sql: Sql,
  streamId: string,
  again: readonly Again[],
  { now, jobId = null }: { now: Date; jobId?: string | null },
): Promise<void> {
  if (again.length === 0) return
  await sql.query(OWE_AGAIN, [
    streamId,
    again.map(({ seq }) => seq),
    again.map(({ eventId }) => eventId),
    again.map(({ issuedAt }) => issuedAt),
    again.map(({ isUrgent }) => isUrgent),
    again.map(({ reason }) => reason),
    now,
    jobId,
  ])
}

/**
 * Bytes whose key is published no more are of no use to a receiver: that SET is signed again, with the same jti. One that
 * was never signed, for want of an identifier, has no bytes: it is tried from the start.
 */
const OWE_AGAIN = `
with again as materialized (
  select * from unnest($2::bigint[], $3::uuid[], $4::timestamptz[], $5::boolean[], $6::text[]) with ordinality
    as a(seq, event_id, issued_at, is_urgent, reason, place)),
head as (
  update stream_head set next_seq = next_seq + cardinality($3::uuid[])
  where stream_id = $1 returning next_seq - cardinality($3::uuid[]) - 1 as last_seq),
dead as (
  delete from delivery_exception x using again where x.stream_id = $1 and x.seq = again.seq and x.state = 'dead'
  returning again.place, x.event_id, x.jti, x.jws, x.kid),
kept as (
  insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, kid)
  select $1, head.last_seq + dead.place, dead.event_id, dead.jti, 'retry', dead.jws, dead.kid from dead, head
  where dead.jws <> '' and (dead.kid is null or exists (select 1 from signing_key k where k.kid = dead.kid)))
insert into delivery (stream_id, seq, event_id, at, is_urgent, issued_at, reason, job_id)
select $1, head.last_seq + again.place, again.event_id, $7, again.is_urgent, again.issued_at, again.reason, $8::uuid
from again, head`
