// Sole writer of: upstream_arrival, upstream_verification.
import type { Pool } from 'pg'
import type { StreamStatus } from '../../../schemas/events/ssf.ts'
import { transaction } from './database.ts'

export type UpstreamArrivalStore = ReturnType<typeof createUpstreamArrivalStore>

/** Older states are not known any more: a verification that is so late comes from a stream nobody waits for. */
const KEPT_VERIFICATIONS = 50

export function createUpstreamArrivalStore({ pool }: { pool: Pool }) {
  return {
    ...verifications(pool),

    /** The transmitter says that it changed the stream's status (SSF 1.0 §8.1.5); an older word changes nothing. */
    async statusTold(
      sourceId: string,
      told: { status: StreamStatus; reason?: string | undefined; at: Date },
    ): Promise<void> {
      await pool.query(
        `update upstream_arrival set told_status = $2, told_reason = $3, told_at = $4, seq = seq + 1
         where source_id = $1 and (told_at is null or told_at <= $4)`,
        [sourceId, told.status, told.reason ?? null, told.at],
      )
    },

    /** A SET arrived, so long after it was made. */
    async arrived(sourceId: string, at: Date, lagSeconds: number): Promise<void> {
      await pool.query(
        `update upstream_arrival set set_at = $2, lag_seconds = $3
         where source_id = $1 and (set_at is null or set_at < $2)`,
        [sourceId, at, lagSeconds],
      )
    },
  }
}

type Asked = { sourceId: string; state: string; streamId: string; at: Date }

const verifications = (pool: Pool) => ({
  /** A state that is about to be sent to a transmitter for this stream. */
  expect: ({ sourceId, state, streamId, at }: Asked): Promise<void> =>
    transaction(pool, async (sql) => {
      await sql.query(
        'insert into upstream_verification (source_id, state, stream_id, asked_at) values ($1, $2, $3, $4)',
        [sourceId, state, streamId, at],
      )
      await sql.query(
        `delete from upstream_verification where source_id = $1 and state in (
           select state from upstream_verification where source_id = $1 order by asked_at desc, state offset $2)`,
        [sourceId, KEPT_VERIFICATIONS],
      )
    }),

  /** The stream that this state was sent for, which is verified now; undefined where nobody sent it. Safe to repeat. */
  async verified(sourceId: string, state: string, at: Date): Promise<string | undefined> {
    const { rows } = await pool.query<{ stream_id: string }>(
      `with answered as (
         update upstream_verification set answered_at = coalesce(answered_at, $3) where source_id = $1 and state = $2
         returning source_id, stream_id, asked_at, answered_at),
       arrival as (
         update upstream_arrival a set verified_at = n.answered_at, verified_asked_at = n.asked_at, seq = a.seq + 1
         from answered n
         where a.source_id = n.source_id and (a.verified_asked_at is null or a.verified_asked_at < n.asked_at))
       select stream_id from answered`,
      [sourceId, state, at],
    )
    return rows[0]?.stream_id
  },
})
