import { LRUCache } from 'lru-cache'
import type { Pool } from 'pg'
import { spanOf } from '../ids.ts'

/** An event as it is told: its texts as they are stored, so that a thousand streams need not parse and write them again. */
export type OwedEvent = {
  id: string
  type: string
  /** Whose events keep their order: the principal, or the subject where none is known. */
  orderKey: string
  txn: string
  /** JSON. */
  subject: string
  /** JSON. */
  payload: string
  acceptedAt: Date
  /** JSON: by which other names its principal may be told (told-names.ts); null where there are none. */
  names: string | null
}

/** The events that are owed now, each read once however many streams are told of it. */
export type OwedEvents = {
  /** What was just written need not be read. */
  keep(events: readonly OwedEvent[]): void
  /** By id; those that are gone, or expunged, are left out. Primary key of event. */
  load(ids: Iterable<string>): Promise<Map<string, OwedEvent>>
}

const MAX_KEPT_CHARS = 16_777_216
/** An event may be erased: nobody goes by what is kept here for longer. */
const KEPT_MS = 60_000

type Row = {
  id: string
  type: string
  order_key: string
  txn: string
  subject: string
  payload: string
  accepted_at: Date
  names: string | null
}

export function createOwedEvents({ hot }: { hot: Pool }): OwedEvents {
  const kept = new LRUCache<string, OwedEvent>({
    maxSize: MAX_KEPT_CHARS,
    sizeCalculation: ({ subject, payload, names }) =>
      500 + subject.length + payload.length + (names?.length ?? 0),
    ttl: KEPT_MS,
  })
  const keep = (events: readonly OwedEvent[]): void => {
    for (const event of events) kept.set(event.id, event)
  }
  return {
    keep,
    async load(ids) {
      const found = new Map<string, OwedEvent>()
      const missing = new Set<string>()
      for (const id of ids) {
        const known = found.get(id) ?? kept.get(id)
        if (known) found.set(id, known)
        else missing.add(id)
      }
      if (missing.size === 0) return found
      const read = await readEvents(hot, [...missing])
      keep([...read.values()])
      for (const [id, event] of read) found.set(id, event)
      return found
    },
  }
}

/** As they are now, but for those that are gone or expunged. Primary key of event. */
export async function readEvents(
  hot: Pool,
  ids: readonly string[],
): Promise<Map<string, OwedEvent>> {
  const { rows } = await hot.query<Row>({
    name: 'owed-events',
    text: LOAD,
    values: [ids, ...spanOf(ids)],
  })
  return new Map(rows.map((row) => [row.id, toOwedEvent(row)]))
}

const LOAD = `
select e.id, e.type, e.order_key, e.txn, e.subject, e.payload, e.accepted_at, e.names
from unnest($1::uuid[]) as wanted(id) cross join lateral (
  select * from event where id = wanted.id and id between $2::uuid and $3::uuid offset 0) e where e.expunged_at is null`

const toOwedEvent = ({ order_key: orderKey, accepted_at: acceptedAt, ...row }: Row): OwedEvent => ({
  ...row,
  orderKey,
  acceptedAt,
})
