// Shares delivery_exception with deliveries.ts and polls.ts: dead letters' second way through their stream's log (delivery,
// stream_head: events.ts).
import type { Pool } from 'pg'
import { transaction, type Sql } from './database.ts'
import type { StreamStatus } from './stream-rows.ts'

/** The most that one redrive takes. */
const MAX_REDRIVEN = 10_000

type Wanted = { streamId: string; jtis: readonly string[] | null; now: Date }

/** Some of a stream's dead letters, or 10,000 of them, in a transaction of their own. */
export const redriveSome = (
  pool: Pool,
  { streamId, jtis, now }: Wanted,
): Promise<number | 'no-stream' | 'disabled'> =>
  transaction(pool, async (sql) => {
    const status = await holdLog(sql, streamId)
    if (status === undefined) return 'no-stream'
    if (status === 'disabled') return 'disabled'
    const { rows } = await sql.query<{ seq: string }>(
      `select seq from delivery_exception where stream_id = $1 and state = 'dead' and ($2::text[] is null or jti = any($2))
       order by seq limit $3`,
      [streamId, jtis, MAX_REDRIVEN],
    )
    return redrive(
      sql,
      streamId,
      rows.map(({ seq }) => Number(seq)),
      now,
    )
  })

/** Until the transaction ends the stream's status stays, and nobody else writes its log; undefined where there is no such stream. */
export async function holdLog(sql: Sql, streamId: string): Promise<StreamStatus | undefined> {
  const { rows } = await sql.query<{ status: StreamStatus }>(
    `select s.status from stream s join stream_head h on h.stream_id = s.id
     where s.id = $1 for share of s for update of h`,
    [streamId],
  )
  return rows[0]?.status
}

/** Owes these dead letters once more: at the end of the stream's log, in their order, with the bytes that they have. Under `holdLog`. */
export async function redrive(
  sql: Sql,
  streamId: string,
  seqs: readonly number[],
  now: Date,
): Promise<number> {
  const { rows } = await sql.query<{ redriven: string }>(REDRIVE, [streamId, seqs, now])
  return Number(rows[0]?.redriven ?? 0)
}

/**
 * An event that is gone stays dead. Bytes whose key is published no more are of no use to a receiver: that SET is signed
 * again, with the same jti. One that was never signed, for want of an identifier, has no bytes: it is tried from the start.
 */
const REDRIVE = `
with dead as (
  select x.seq, x.event_id, x.jti, x.jws, x.kid, row_number() over (order by x.seq) as place
  from delivery_exception x
  where x.stream_id = $1 and x.state = 'dead' and x.seq = any($2::bigint[])
    and exists (select 1 from event e where e.id = x.event_id)),
head as (
  update stream_head set next_seq = next_seq + (select count(*) from dead)
  where stream_id = $1 returning next_seq - (select count(*) from dead) - 1 as last_seq),
gone as (
  delete from delivery_exception x using dead where x.stream_id = $1 and x.seq = dead.seq and x.state = 'dead' returning x.seq),
logged as (
  insert into delivery (stream_id, seq, event_id, at)
  select $1, head.last_seq + dead.place, dead.event_id, $3 from dead, head),
kept as (
  insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, kid)
  select $1, head.last_seq + dead.place, dead.event_id, dead.jti, 'retry', dead.jws, dead.kid from dead, head
  where dead.jws <> '' and (dead.kid is null or exists (select 1 from signing_key k where k.kid = dead.kid)))
select count(*) as redriven from gone`
