// Sole writer of: signed_ahead, and of stream_cursor.signed_seq, signed_for and signed_epoch, beside polls.ts, which hands
// out and settles what is kept here. SETs of poll streams, signed before anybody asks for them: until one is handed out
// its bytes are worth no more than the time that they took.
import type { Pool } from 'pg'
import { readLog, type LogPart } from './deliveries.ts'
import { transaction, type Sql } from './database.ts'
import { readEvents } from './owed-events.ts'

/** Where the next SET of a stream is to be signed; `epoch` as it was when that was read. */
export type SigningPlace = { streamId: string; signed: number; epoch: number; since: Date }

/** `jws` is empty where the stream understands no identifier of the subject. */
export type NewSigned = {
  seq: number
  eventId: string
  jti: string
  jws: string
  kid: string | null
  at: Date
}

/** A poll stream with something to sign. */
export type Unsigned = SigningPlace & { signedFor: string; last: number; ahead: number }

export type SignedAheadStore = ReturnType<typeof createSignedAheadStore>

export function createSignedAheadStore({ pool, hot }: { pool: Pool; hot: Pool }) {
  const uncached = { load: (ids: Iterable<string>) => readEvents(hot, [...new Set(ids)]) }
  return {
    /**
     * Enabled poll streams of these shards whose log goes on beyond what is signed, used since `since`, with less than
     * `most` SETs signed and not handed out; those with the fewest first. Index stream_polled.
     */
    async unsigned(shards: readonly number[], since: Date, most: number): Promise<Unsigned[]> {
      const { rows } = await pool.query<Record<'signed' | 'last' | 'ahead', string> & Rest>(
        UNSIGNED,
        [shards, since, most],
      )
      return rows.map(({ signed, last, ahead, ...rest }) => ({
        ...rest,
        signed: Number(signed),
        last: Number(last),
        ahead: Number(ahead),
      }))
    },

    /**
     * The next rows of the log beyond what is signed. Events are read anew, for what is signed of them is kept for long:
     * one may have been erased a moment ago.
     */
    async read({ streamId, signed, since }: SigningPlace, limit: number): Promise<LogPart> {
      const from = [{ streamId, afterSeq: signed, since }]
      const [part] = await readLog(hot, uncached, from, limit)
      return part ?? { owed: [], after: signed, upTo: signed, isFull: false }
    },

    /** Keeps what was signed of the log up to a place; false where another was faster, or the bytes are of no use by now. */
    keep: (place: SigningPlace, upTo: number, sets: readonly NewSigned[]): Promise<boolean> =>
      transaction(pool, (sql) => keep(sql, place, upTo, sets)),

    /** Gives up what was signed and never handed out: it was made for another configuration. */
    anew: (streamId: string, signedFor: string): Promise<void> =>
      transaction(pool, async (sql) => {
        const { rows } = await sql.query<{ served: string }>(
          `update stream_cursor set signed_for = $2, signed_epoch = signed_epoch + 1, signed_seq = ${SERVED}
           where stream_id = $1 and signed_for <> $2 returning ${SERVED} as served`,
          [streamId, signedFor],
        )
        if (rows[0])
          await sql.query('delete from signed_ahead where stream_id = $1 and seq > $2', [
            streamId,
            rows[0].served,
          ])
      }),
  }
}

type Rest = Pick<Unsigned, 'streamId' | 'epoch' | 'since' | 'signedFor'>

/** What drops or takes back moves `acked_seq` alone: the other places never lie before it. */
export const SERVED = 'greatest(served_seq, acked_seq)'
export const SIGNED = 'greatest(signed_seq, served_seq, acked_seq)'

const UNSIGNED = `
select c.stream_id as "streamId", ${SIGNED} as signed, ${SIGNED} - ${SERVED} as ahead, c.signed_for as "signedFor",
  c.signed_epoch as epoch, c.acked_at as since, h.next_seq - 1 as last
from stream s join stream_cursor c on c.stream_id = s.id join stream_head h on h.stream_id = s.id
where s.shard = any($1::smallint[]) and s.status = 'enabled' and s.method = 'urn:ietf:rfc:8936' and s.active_at > $2
  and h.next_seq - 1 > ${SIGNED} and ${SIGNED} - ${SERVED} < $3
order by ${SIGNED} - ${SERVED} limit 1000`

/** An erasure holds the cursor while it marks what is not told: here its marks are seen, for they are read behind that lock. */
async function keep(
  sql: Sql,
  { streamId, signed, epoch }: SigningPlace,
  upTo: number,
  sets: readonly NewSigned[],
): Promise<boolean> {
  const moved = await sql.query(
    `update stream_cursor set signed_seq = $4 where stream_id = $1 and ${SIGNED} = $2 and signed_epoch = $3`,
    [streamId, signed, epoch, upTo],
  )
  if (moved.rowCount !== 1) return false
  await sql.query(
    `insert into signed_ahead (stream_id, seq, event_id, jti, jws, kid, at)
     select $1, s.* from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
       as s(seq, event_id, jti, jws, kid, at)
     where not exists (
       select from delivery_exception x where x.stream_id = $1 and x.seq = s.seq and x.state = 'expunged')
     on conflict (stream_id, seq) do update
       set event_id = excluded.event_id, jti = excluded.jti, jws = excluded.jws, kid = excluded.kid, at = excluded.at`,
    [
      streamId,
      sets.map((set) => set.seq),
      sets.map((set) => set.eventId),
      sets.map((set) => set.jti),
      sets.map((set) => set.jws),
      sets.map((set) => set.kid),
      sets.map((set) => set.at),
    ],
  )
  return true
}

/** Of streams that give up what they are owed, up to a place. */
export const forgetSigned = (sql: Sql, streamId: string, upTo: number | null = null) =>
  sql.query('delete from signed_ahead where stream_id = $1 and ($2::bigint is null or seq <= $2)', [
    streamId,
    upTo,
  ])

/** Until the transaction ends nobody keeps bytes of these events. Index delivery(event_id). */
export const holdSigned = (sql: Sql, eventIds: readonly string[]) =>
  sql.query(
    `select from stream_cursor where stream_id in (
       select d.stream_id from delivery d join stream s on s.id = d.stream_id
       where d.event_id = any($1::uuid[]) and s.method = 'urn:ietf:rfc:8936')
     order by stream_id for update`,
    [eventIds],
  )

export const forgetSignedEvents = (sql: Sql, eventIds: readonly string[]) =>
  sql.query(
    `delete from signed_ahead a using delivery d
     where d.event_id = any($1::uuid[]) and a.stream_id = d.stream_id and a.seq = d.seq`,
    [eventIds],
  )

/** These events read otherwise now: streams that have SETs of them sign anew what is not acknowledged, with the same `jti`s. */
export async function signAnew(sql: Sql, eventIds: readonly string[]): Promise<void> {
  const { rows } = await sql.query<{ stream_id: string }>(
    `update stream_cursor set served_seq = acked_seq, signed_seq = acked_seq, signed_epoch = signed_epoch + 1
     where stream_id in (
       select d.stream_id from delivery d join stream s on s.id = d.stream_id join stream_cursor c on c.stream_id = s.id
       where d.event_id = any($1::uuid[]) and s.method = 'urn:ietf:rfc:8936' and d.seq > c.acked_seq)
     returning stream_id`,
    [eventIds],
  )
  await sql.query('delete from signed_ahead where stream_id = any($1)', [
    rows.map((row) => row.stream_id),
  ])
}
