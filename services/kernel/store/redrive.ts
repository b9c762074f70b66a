// Dead letters' second way through their stream's log.
import type { Pool } from 'pg'
import { holdLog, oweAgain } from './again.ts'
import { transaction, type Sql } from './database.ts'

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
    const seqs = rows.map(({ seq }) => Number(seq))
    return redrive(sql, streamId, seqs, { now })
  })

type Row = { seq: string; event_id: string; issued_at: Date | null; is_urgent: boolean }

/**
 * Owes these dead letters once more: in their order, with the bytes that they have. One whose event is gone stays dead.
 * Answers how many are owed again. Under `holdLog`.
 */
export async function redrive(
  sql: Sql,
  streamId: string,
  seqs: readonly number[],
  by: { now: Date; jobId?: string },
): Promise<number> {
  const { rows } = await sql.query<Row>(
    `select x.seq, x.event_id, coalesce(d.issued_at, d.at) as issued_at, coalesce(d.is_urgent, false) as is_urgent
     from delivery_exception x left join delivery d on d.stream_id = x.stream_id and d.seq = x.seq
     where x.stream_id = $1 and x.state = 'dead' and x.seq = any($2::bigint[])
       and exists (select 1 from event e where e.id = x.event_id and e.expunged_at is null) order by x.seq`,
    [streamId, seqs],
  )
  const again = rows.map((row) => ({
    seq: Number(row.seq),
    eventId: row.event_id,
    issuedAt: row.issued_at,
    isUrgent: row.is_urgent,
    reason: 'redrive' as const,
  }))
  await oweAgain(sql, streamId, again, by)
  return again.length
}
