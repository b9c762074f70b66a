// Sole writer of: control_set.
import type { Pool } from 'pg'

/** A SET about a stream itself (verification, stream-updated), owed ahead of the stream's log. */
export type ControlSet = {
  jti: string
  streamId: string
  type: string
  payload: object
  jws: string | null
  attempts: number
  createdAt: Date
}

type Row = {
  jti: string
  stream_id: string
  type: string
  payload: string
  jws: string | null
  attempts: number
  created_at: Date
}

export type ControlSetStore = ReturnType<typeof createControlSetStore>

export function createControlSetStore({ pool }: { pool: Pool }) {
  return {
    async append(set: {
      jti: string
      streamId: string
      type: string
      payload: object
    }): Promise<void> {
      await pool.query(
        'insert into control_set (jti, stream_id, type, payload) values ($1, $2, $3, $4)',
        [set.jti, set.streamId, set.type, JSON.stringify(set.payload)],
      )
    },

    /** Those due now on push streams of these shards, oldest first. Index control_set_open. */
    async due(shards: readonly number[], now: Date, limit: number): Promise<ControlSet[]> {
      const { rows } = await pool.query<Row>(
        `select c.* from control_set c join stream s on s.id = c.stream_id
         where c.settled_at is null and c.next_at <= $2 and s.shard = any($1::smallint[]) and s.method = 'urn:ietf:rfc:8935'
         order by c.created_at limit $3`,
        [shards, now, limit],
      )
      return rows.map(rowToControlSet)
    },

    /** Done with it, whatever the outcome was. */
    async settle(jti: string, outcome: string, now: Date): Promise<void> {
      await pool.query(
        'update control_set set settled_at = $2, outcome = $3, attempts = attempts + 1 where jti = $1',
        [jti, now, outcome],
      )
    },

    /** Tries it again at `nextAt`, with the same bytes. */
    async postpone(jti: string, jws: string, nextAt: Date): Promise<void> {
      await pool.query(
        'update control_set set jws = $2, next_at = $3, attempts = attempts + 1 where jti = $1',
        [jti, jws, nextAt],
      )
    },
  }
}

const rowToControlSet = (row: Row): ControlSet => ({
  jti: row.jti,
  streamId: row.stream_id,
  type: row.type,
  payload: JSON.parse(row.payload) as object, // written by append alone
  jws: row.jws,
  attempts: row.attempts,
  createdAt: row.created_at,
})
