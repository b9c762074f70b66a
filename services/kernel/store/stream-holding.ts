// Drops what is held too long or too much of: moves stream_cursor and removes from delivery_exception and control_set as the
// disabling of a stream does (stream-changes.ts).
import type { Pool } from 'pg'
import { firstIdOf } from '../ids.ts'
import { transaction, type Sql } from './database.ts'
import { forgetSigned } from './signed-ahead.ts'

/** How much a stream may be owed, and from when on; undefined = any number, however old. */
export type HoldingLimits = { maxSets: number | undefined; since: Date | undefined }

export type Expired = { streamId: string; tenantId: string; dropped: number }

export type StreamHoldingStore = ReturnType<typeof createStreamHoldingStore>

const MAX_STREAMS = 1_000

export function createStreamHoldingStore({ pool }: { pool: Pool }) {
  return {
    /** Drops the oldest of what each stream is owed beyond the limits, whatever its status, and counts it. */
    async enforce(limits: HoldingLimits, now: Date): Promise<Expired[]> {
      if (limits.since)
        await pool.query(
          `update control_set set settled_at = $2, outcome = 'dropped' where settled_at is null and created_at < $1`,
          [limits.since, now],
        )
      const expired: Expired[] = []
      for (const { id, tenantId } of await over(pool, limits)) {
        const dropped = await transaction(pool, (sql) => expire(sql, id, { ...limits, now }))
        if (dropped > 0) expired.push({ streamId: id, tenantId, dropped })
      }
      return expired
    },
  }
}

const SKEW = `interval '2 hours'`

/** Streams that are owed more than the limits allow; some of them where there are very many. Primary keys of delivery and delivery_exception. */
async function over(
  pool: Pool,
  { maxSets, since }: HoldingLimits,
): Promise<{ id: string; tenantId: string }[]> {
  const { rows } = await pool.query<{ id: string; tenantId: string }>(
    `select s.id, s.tenant_id as "tenantId" from stream s
     join stream_cursor c on c.stream_id = s.id join stream_head h on h.stream_id = s.id
     cross join lateral (select count(*) as n, min(event_id::text)::uuid as oldest from delivery_exception x
       where x.stream_id = s.id and x.state = 'polled') polled
     left join lateral (select d.at from delivery d where h.next_seq > c.acked_seq + 1 and d.stream_id = s.id
       and d.seq > c.acked_seq and d.at >= c.acked_at - ${SKEW} order by d.seq limit 1) first on true
     where (h.next_seq > c.acked_seq + 1 or polled.n > 0)
       and (h.next_seq - 1 - c.acked_seq - cardinality(c.ahead) + polled.n > $1::bigint or first.at < $2 or polled.oldest < $3::uuid)
     order by s.id limit ${String(MAX_STREAMS)}`,
    [maxSets ?? null, since ?? null, since ? firstIdOf(since) : null],
  )
  return rows
}

type Limits = HoldingLimits & { now: Date }

/** First what was handed out by poll and never acknowledged, which is older, then the log's beginning. */
async function expire(sql: Sql, id: string, { maxSets, since, now }: Limits): Promise<number> {
  const { rows } = await sql.query<{ acked: string; last: string; at: Date; ahead: string[] }>(
    `select c.acked_seq as acked, h.next_seq - 1 as last, c.acked_at as at, c.ahead
     from stream_head h join stream_cursor c using (stream_id) where h.stream_id = $1 for update`,
    [id],
  )
  const [head] = rows
  if (!head) return 0
  const [acked, last] = [Number(head.acked), Number(head.last)]
  const ahead = head.ahead.map(Number).filter((seq) => seq > acked)
  const owed = last - acked - ahead.length
  const polled = await dropPolled(sql, id, { since, keep: maxSets && Math.max(0, maxSets - owed) })
  const byNumber = maxSets === undefined || owed <= maxSets ? acked : last - maxSets
  const byAge = since ? await lastBefore(sql, { id, acked, ackedAt: head.at }, since) : acked
  const upTo = Math.max(acked, byNumber, byAge)
  const dropped = polled.count + upTo - acked - ahead.filter((seq) => seq <= upTo).length
  await moveCursor(sql, id, { upTo, dropped, polled: polled.last, now })
  return dropped
}

/** All older than `since`, and the oldest beyond the newest `keep`. */
async function dropPolled(
  sql: Sql,
  id: string,
  { since, keep }: { since: Date | undefined; keep: number | undefined },
): Promise<{ count: number; last: number }> {
  const { rows } = await sql.query<{ seq: string }>(
    `delete from delivery_exception where stream_id = $1 and state = 'polled' and (event_id < $2::uuid
       or seq in (select seq from delivery_exception where stream_id = $1 and state = 'polled'
         and $3::bigint is not null order by seq desc offset $3)) returning seq`,
    [id, since ? firstIdOf(since) : null, keep ?? null],
  )
  return { count: rows.length, last: Math.max(0, ...rows.map(({ seq }) => Number(seq))) }
}

async function lastBefore(
  sql: Sql,
  { id, acked, ackedAt }: { id: string; acked: number; ackedAt: Date },
  since: Date,
): Promise<number> {
  const { rows } = await sql.query<{ seq: string | null }>(
    `select max(seq) as seq from delivery where stream_id = $1 and seq > $2 and at < $3 and at >= $4::timestamptz - ${SKEW}`,
    [id, acked, since, ackedAt],
  )
  return Number(rows[0]?.seq ?? acked)
}

type Move = { upTo: number; polled: number; dropped: number; now: Date }

/** The engine reads the stream anew: what it holds of it may be gone. */
async function moveCursor(
  sql: Sql,
  id: string,
  { upTo, polled, dropped, now }: Move,
): Promise<void> {
  if (dropped <= 0) return
  await sql.query(
    `update stream_cursor set acked_seq = $2, dropped = dropped + $4, expired_seq = greatest(expired_seq, $2, $3), expired_at = $5,
       ahead = array(select seq from unnest(ahead) seq where seq > $2)
     where stream_id = $1`,
    [id, upTo, polled, dropped, now],
  )
  await sql.query(
    `delete from delivery_exception where stream_id = $1 and seq <= $2 and state = 'retry'`,
    [id, upTo],
  )
  await forgetSigned(sql, id, upTo)
  await sql.query('update stream set updated_at = now() where id = $1', [id])
}
