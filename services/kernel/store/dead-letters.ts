// Shares delivery_exception with deliveries.ts and polls.ts: the SETs that a receiver refused or never took, and their
// second way through the stream's log (delivery, stream_head: events.ts).
import type { Pool } from 'pg'
import { transaction, type Sql } from './database.ts'
import type { StreamStatus } from './stream-rows.ts'

/** A SET given up, with the receiver's last words. */
export type DeadLetter = {
  seq: number
  jti: string
  eventId: string
  type: string
  subject: object
  err: string | null
  description: string | null
  at: Date
}

/** The most that one redrive takes. */
export const MAX_REDRIVEN = 10_000

export type DeadLetterStore = ReturnType<typeof createDeadLetterStore>

type Row = Omit<DeadLetter, 'seq' | 'eventId' | 'subject'> & {
  seq: string
  event_id: string
  subject: string
}

export function createDeadLetterStore({ pool }: { pool: Pool }) {
  return {
    /** A stream's, in log order, `limit` after position `afterSeq`. Primary key of delivery_exception. */
    async list(streamId: string, limit: number, afterSeq = 0): Promise<DeadLetter[]> {
      const { rows } = await pool.query<Row>(
        `select x.seq, x.jti, x.event_id, e.type, e.subject, x.err, x.description, x.at
         from delivery_exception x join event e on e.id = x.event_id
         where x.stream_id = $1 and x.state = 'dead' and x.seq > $2 order by x.seq limit $3`,
        [streamId, afterSeq, limit],
      )
      return rows.map(({ seq, event_id: eventId, subject, ...row }) => ({
        ...row,
        seq: Number(seq),
        eventId,
        subject: JSON.parse(subject) as object, // written by events.ts
      }))
    },

    /**
     * Owes these dead letters once more, or all of them: at the end of the stream's log, in their order, with the bytes
     * that they have. What cannot be: `no-stream`, or `disabled`, whose streams are owed nothing.
     */
    redrive: (
      streamId: string,
      jtis: readonly string[] | undefined,
      now: Date,
    ): Promise<number | 'no-stream' | 'disabled'> =>
      transaction(pool, async (sql) => {
        const status = await statusOf(sql, streamId)
        if (status === undefined) return 'no-stream'
        if (status === 'disabled') return 'disabled'
        const { rows } = await sql.query<{ redriven: string }>(REDRIVE, [
          streamId,
          jtis ?? null,
          MAX_REDRIVEN,
          now,
        ])
        return Number(rows[0]?.redriven ?? 0)
      }),
  }
}

/** Until the transaction ends its status stays, and nobody else redrives or writes its log. */
async function statusOf(sql: Sql, streamId: string): Promise<StreamStatus | undefined> {
  const { rows } = await sql.query<{ status: StreamStatus }>(
    `select s.status from stream s join stream_head h on h.stream_id = s.id
     where s.id = $1 for share of s for update of h`,
    [streamId],
  )
  return rows[0]?.status
}

/**
 * An event that is gone stays dead. Bytes whose key is published no more are of no use to a receiver: that SET is signed
 * again, with the same jti. One that was never signed, for want of an identifier, has no bytes: it is tried from the start.
 */
const REDRIVE = `
with dead as (
  select x.seq, x.event_id, x.jti, x.jws, x.kid, row_number() over (order by x.seq) as place
  from delivery_exception x
  where x.stream_id = $1 and x.state = 'dead' and ($2::text[] is null or x.jti = any($2))
    and exists (select 1 from event e where e.id = x.event_id)
  order by x.seq limit $3),
head as (
  update stream_head set next_seq = next_seq + (select count(*) from dead)
  where stream_id = $1 returning next_seq - (select count(*) from dead) - 1 as last_seq),
gone as (
  delete from delivery_exception x using dead where x.stream_id = $1 and x.seq = dead.seq and x.state = 'dead' returning x.seq),
logged as (
  insert into delivery (stream_id, seq, event_id, at)
  select $1, head.last_seq + dead.place, dead.event_id, $4 from dead, head),
kept as (
  insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, kid)
  select $1, head.last_seq + dead.place, dead.event_id, dead.jti, 'retry', dead.jws, dead.kid from dead, head
  where dead.jws <> '' and (dead.kid is null or exists (select 1 from signing_key k where k.kid = dead.kid)))
select count(*) as redriven from gone`
