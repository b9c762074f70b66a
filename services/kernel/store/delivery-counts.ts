// Reads only: on how many streams events are how far.
import type { Pool } from 'pg'
import type { DeliveryCounts } from '../../../schemas/incident-admin.ts'
import { setIdOf } from '../ids.ts'

export type DeliveryCountStore = ReturnType<typeof createDeliveryCountStore>

/** Streams of one event that are counted. */
const MOST_STREAMS = 2_000

type Row = {
  event_id: string
  stream_id: string
  is_dead: boolean
  is_settled: boolean
  is_expired: boolean
}

export function createDeliveryCountStore({ pool }: { pool: Pool }) {
  return {
    /** One for each event, all zero where nobody is owed it. Index delivery(event_id), attempt(stream_id, jti). */
    async of(eventIds: readonly string[]): Promise<Map<string, DeliveryCounts>> {
      const counts = new Map(
        eventIds.map((id) => [id, { delivered: 0, rejected: 0, expired: 0, waiting: 0 }]),
      )
      if (eventIds.length === 0) return counts
      const { rows } = await pool.query<Row>(STREAMS, [eventIds, MOST_STREAMS])
      const accepted = await acceptedOf(
        pool,
        rows.filter((row) => row.is_expired || row.is_dead),
      )
      for (const row of rows) {
        const count = counts.get(row.event_id)
        if (count) count[stateOf(row, accepted)] += 1
      }
      return counts
    },
  }
}

/** What the limits of holding dropped, or an erasure took, may have been accepted before: only its attempts tell. */
function stateOf(row: Row, accepted: ReadonlySet<string>): keyof DeliveryCounts {
  if (accepted.has(setIdOf(row.event_id, row.stream_id))) return 'delivered'
  if (row.is_dead) return 'rejected'
  if (row.is_expired) return 'expired'
  return row.is_settled ? 'delivered' : 'waiting'
}

async function acceptedOf(
  pool: Pool,
  rows: readonly { event_id: string; stream_id: string }[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const { rows: found } = await pool.query<{ jti: string }>(
    `select a.jti from unnest($1::text[], $2::text[]) as d(stream_id, jti) cross join lateral (
       select jti from attempt where stream_id = d.stream_id and jti = d.jti and outcome = 'accepted' limit 1) a`,
    [rows.map((row) => row.stream_id), rows.map((row) => setIdOf(row.event_id, row.stream_id))],
  )
  return new Set(found.map(({ jti }) => jti))
}

/** A dead letter that was driven again is owed at two places of its stream's log: the later one counts. */
const STREAMS = `
select d.event_id, d.stream_id, coalesce(x.state = 'dead', false) as is_dead,
  coalesce(d.seq <= c.acked_seq, false) and x.state is null as is_settled, coalesce(d.seq <= c.expired_seq, false) or coalesce(x.state = 'expunged', false) as is_expired
from unnest($1::uuid[]) as e(id) cross join lateral (
  select distinct on (stream_id) event_id, stream_id, seq from delivery where event_id = e.id
  order by stream_id, seq desc limit $2) d
left join stream_cursor c on c.stream_id = d.stream_id
left join delivery_exception x on x.stream_id = d.stream_id and x.seq = d.seq`
