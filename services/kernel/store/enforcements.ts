// Sole writer of: enforcement.
import type { Pool } from 'pg'
import { setIdOf } from '../ids.ts'

/** An app has done what an event told it. */
export type Enforcement = { eventId: string; streamId: string; at: Date; note: string | null }

/**
 * An event of these that came about because a source with an issuer of its own said so, under the same `txn`; `confirms`:
 * which of the others are of that type and about the same one.
 */
export type Confirmation = {
  eventId: string
  issuer: string
  type: string
  at: Date
  confirms: string[]
}

export type EnforcementStore = ReturnType<typeof createEnforcementStore>

/** A receipt may come before the attempt's outcome is written: then its SET is among the newest of the stream's log. */
const NEWEST = 2_000

export function createEnforcementStore({ pool }: { pool: Pool }) {
  return {
    /** Notes it once, the first time counts; answers false where the stream was never owed this SET. */
    async note({ streamId, jti, ...more }: Receipt): Promise<boolean> {
      const eventId = (await attempted(pool, streamId, jti)) ?? (await newest(pool, streamId, jti))
      if (eventId === undefined) return false
      await pool.query(
        `insert into enforcement (stream_id, event_id, at, note) values ($1, $2, $3, $4) on conflict do nothing`,
        [streamId, eventId, more.at, more.note ?? null],
      )
      return true
    },

    async of(eventIds: readonly string[]): Promise<Enforcement[]> {
      const { rows } = await pool.query<Enforcement>(
        `select event_id as "eventId", stream_id as "streamId", at, note from enforcement where event_id = any($1::uuid[])`,
        [eventIds],
      )
      return rows
    },

    /** Primary keys of event, signal and source. */
    async confirmations(eventIds: readonly string[]): Promise<Confirmation[]> {
      const { rows } = await pool.query<Confirmation>(
        `select e.id as "eventId", src.issuer, e.type, s.received_at as at, array(
           select o.id::text from event o where o.id = any($1::uuid[]) and o.id <> e.id and o.type = e.type
             and (o.principal_id = e.principal_id or o.subject_key = e.subject_key)) as confirms
         from event e join signal s on s.id = e.signal_id join source src on src.id = s.source_id
         where e.id = any($1::uuid[]) and src.issuer is not null`,
        [eventIds],
      )
      return rows
    },
  }
}

type Receipt = { streamId: string; jti: string; at: Date; note: string | undefined }

/** Index attempt(stream_id, jti). */
async function attempted(pool: Pool, streamId: string, jti: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ event_id: string }>(
    `select d.event_id from attempt a join delivery d on d.stream_id = a.stream_id and d.seq = a.seq
     where a.stream_id = $1 and a.jti = $2 and a.seq is not null limit 1`,
    [streamId, jti],
  )
  return rows[0]?.event_id
}

/** A SET's id derives from its event and its stream. Primary key delivery(stream_id, seq). */
async function newest(pool: Pool, streamId: string, jti: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ event_id: string }>(
    'select event_id from delivery where stream_id = $1 order by seq desc limit $2',
    [streamId, NEWEST],
  )
  return rows.find(({ event_id: id }) => setIdOf(id, streamId) === jti)?.event_id
}
