// Sole writer of stream.active_at and stream.verification_asked_at.
import type { Pool } from 'pg'

export type StreamActivityStore = ReturnType<typeof createStreamActivityStore>

export function createStreamActivityStore({ pool }: { pool: Pool }) {
  return {
    /** Notes that the subscriber used the stream (SSF 1.0 §8.1.1, inactivity_timeout); at most one write a minute. */
    async touch(id: string, now: Date): Promise<void> {
      await pool.query(
        `update stream set active_at = $2 where id = $1 and active_at < $2::timestamptz - interval '1 minute'`,
        [id, now],
      )
    },

    /** Takes the next verification if `minSeconds` have passed since the last one asked for: true, else false. */
    async askVerification(id: string, now: Date, minSeconds: number): Promise<boolean> {
      const { rowCount } = await pool.query(
        `update stream set verification_asked_at = $2 where id = $1 and (verification_asked_at is null
           or verification_asked_at <= $2::timestamptz - make_interval(secs => $3))`,
        [id, now, minSeconds],
      )
      return rowCount === 1
    },

    /** Streams whose settings changed in the last five seconds; transactions take less. Index stream(updated_at). */
    async updatedLately(): Promise<{ id: string; updatedAt: Date }[]> {
      const { rows } = await pool.query<{ id: string; updatedAt: Date }>(
        `select id, updated_at as "updatedAt" from stream where updated_at > now() - interval '5 seconds'`,
      )
      return rows
    },

    /** Enabled streams that nobody has used since `before`. */
    async inactive(before: Date): Promise<{ id: string; tenantId: string }[]> {
      const { rows } = await pool.query<{ id: string; tenantId: string }>(
        `select id, tenant_id as "tenantId" from stream where status = 'enabled' and active_at < $1 order by id limit 1000`,
        [before],
      )
      return rows
    },
  }
}
