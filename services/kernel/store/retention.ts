// Drops partitions of signal, event, delivery and attempt; removes old rows of signal_key, delivery_exception (states dead and
// expunged), control_set (settled), enforcement, suppression, job (ended) and channel_notice (settled).
import type { Pool } from 'pg'
import { firstIdOf } from '../ids.ts'
import { transaction, type Sql } from './database.ts'
import { DEFAULT_END, partitionsOf, type Partition } from './partitions.ts'

/** How long what is kept; undefined = for ever. */
export type Keep = { signalDays: number | undefined; deliveryDays: number | undefined }

/** `blocked`: partitions that would go, were nobody waiting for what is in them. */
export type RetentionOutcome = { dropped: string[]; removed: number; blocked: Blocked[] }
type Blocked = { partition: string; because: string }

export type RetentionStore = ReturnType<typeof createRetentionStore>

export function createRetentionStore({ pool }: { pool: Pool }) {
  return {
    /** Days go whole, the oldest first, never one of which something is still owed or undecided. */
    enforce: (keep: Keep, now: Date): Promise<RetentionOutcome> => enforce(pool, keep, now),
  }
}

const DAY_MS = 86_400_000

async function enforce(
  pool: Pool,
  { signalDays, deliveryDays }: Keep,
  now: Date,
): Promise<RetentionOutcome> {
  const outcome: RetentionOutcome = { dropped: [], removed: 0, blocked: [] }
  // Back from the earlier of two clocks: one that was set ahead must not make everything old.
  const { rows } = await pool.query<{ now: Date }>('select least(now(), $1::timestamptz) as now', [
    now,
  ])
  const ago = (days: number) => new Date((rows[0]?.now ?? now).getTime() - days * DAY_MS)
  if (deliveryDays !== undefined) {
    const since = ago(deliveryDays)
    await forgetDays(pool, { table: 'attempt', since, outcome })
    await forgetDays(pool, { table: 'delivery', since, outcome })
    outcome.removed += await forgetRows(pool, DELIVERY_ROWS, since)
    outcome.removed += await inChunks(pool, RECEIPTS, firstIdOf(since))
  }
  if (signalDays !== undefined) {
    const since = ago(signalDays)
    await forgetDays(pool, { table: 'event', since, outcome })
    await forgetDays(pool, { table: 'signal', since, outcome })
    outcome.removed += await forgetRows(pool, SIGNAL_ROWS, since)
  }
  return outcome
}

type Table = keyof typeof IN_THE_WAY

type Days = { table: Table; since: Date; outcome: RetentionOutcome }

async function forgetDays(pool: Pool, { table, since, outcome }: Days): Promise<void> {
  for (const partition of await partitionsOf(pool, table)) {
    const isDefault = partition.endsAt === DEFAULT_END
    if (!isDefault && partition.endsAt > since.getTime()) continue
    const end = isDefault ? since : new Date(partition.endsAt)
    const because = await inTheWay(pool, table, end)
    if (because !== undefined) {
      if (!isDefault) outcome.blocked.push({ partition: partition.name, because })
      return
    }
    if (isDefault) outcome.removed += await forgetDefault(pool, table, partition, since)
    else if (await drop(pool, partition.name)) outcome.dropped.push(partition.name)
  }
}

/** What still needs rows from before an instant, by table; $1 its lowest id, $2 the instant itself. */
const IN_THE_WAY = {
  attempt: {},
  delivery: {
    'SETs of it are owed': `
      select from stream_cursor c join stream_head h using (stream_id)
      cross join lateral (
        select from delivery d where d.stream_id = c.stream_id and d.seq > c.acked_seq and d.seq <> all(c.ahead) and d.at < $2
        limit 1) owed
      where h.next_seq > c.acked_seq + 1 and $1::uuid is not null`,
  },
  event: {
    'events of it are held, or nobody has told them yet': `
      select from event where fanned_out_at is null and id < $1 and $2::timestamptz is not null`,
    'SETs of it are being tried again, or handed out by poll': `
      select from delivery_exception where state in ('retry', 'polled') and event_id < $1 and $2::timestamptz is not null`,
    'SETs of it are owed': `
      select from stream_cursor c join stream_head h using (stream_id)
      cross join lateral (
        select from delivery d where d.stream_id = c.stream_id and d.seq > c.acked_seq and d.seq <> all(c.ahead) and d.event_id < $1
        limit 1) owed
      where h.next_seq > c.acked_seq + 1 and $2::timestamptz is not null`,
  },
  signal: {
    'signals of it are undecided': `
      select from signal where routed_at is null and id < $1 and $2::timestamptz is not null`,
  },
} as const satisfies Record<string, Record<string, string>>

async function inTheWay(pool: Pool, table: Table, end: Date): Promise<string | undefined> {
  for (const [because, query] of Object.entries(IN_THE_WAY[table])) {
    const { rows } = await pool.query<{ is_so: boolean }>(`select exists (${query}) as is_so`, [
      firstIdOf(end),
      end,
    ])
    if (rows[0]?.is_so) return because
  }
  return undefined
}

/** The table's readers and writers wait behind this lock, so it gives up soon; false where it did, and the next round follows. */
const drop = (pool: Pool, name: string): Promise<boolean> =>
  transaction(pool, async (sql) => {
    await sql.query(`set local lock_timeout = '500ms'`)
    await sql.query(`drop table if exists "${name}"`)
    return true
  }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === '55P03') return false
    throw error
  })

const CHUNK = 5_000

/** Rows that a clock's jump put outside of every day. */
const forgetDefault = (
  pool: Pool,
  table: Table,
  { name }: Partition,
  since: Date,
): Promise<number> => {
  const isById = table === 'event' || table === 'signal'
  const old = isById ? 'id < $1::uuid' : 'at < $1::timestamptz'
  return inChunks(
    pool,
    `delete from "${name}" where ctid = any(array(select ctid from "${name}" where ${old} limit $2))`,
    isById ? firstIdOf(since) : since,
  )
}

const DELIVERY_ROWS = [
  `delete from delivery_exception where ctid = any(array(
     select ctid from delivery_exception where state in ('dead', 'expunged') and at < $1::timestamptz limit $2))`,
  `delete from control_set where ctid = any(array(
     select ctid from control_set where settled_at < $1::timestamptz limit $2))`,
  `delete from channel_notice where ctid = any(array(
     select ctid from channel_notice where state <> 'pending' and settled_at < $1::timestamptz limit $2))`,
  `delete from job where ctid = any(array(select ctid from job where finished_at < $1::timestamptz limit $2))`,
]

/** What proves that a delivery was carried out goes with it. Primary key of enforcement: ids are in the order of time. */
const RECEIPTS = `delete from enforcement where ctid = any(array(
  select ctid from enforcement where event_id < $1::uuid order by event_id limit $2))`

/** A dead letter goes with its event. */
const SIGNAL_ROWS = [
  `delete from signal_key where ctid = any(array(
     select ctid from signal_key where received_at < $1::timestamptz limit $2))`,
  `delete from suppression where ctid = any(array(select ctid from suppression where until < $1::timestamptz limit $2))`,
  `delete from delivery_exception where ctid = any(array(
     select x.ctid from delivery_exception x where x.state in ('dead', 'expunged') and x.at < $1::timestamptz
       and not exists (select from event e where e.id = x.event_id) limit $2))`,
]

async function forgetRows(
  pool: Pool,
  statements: readonly string[],
  before: Date,
): Promise<number> {
  let removed = 0
  for (const statement of statements) removed += await inChunks(pool, statement, before)
  return removed
}

async function inChunks(sql: Sql | Pool, statement: string, value: unknown): Promise<number> {
  let removed = 0
  for (;;) {
    const { rowCount } = await sql.query(statement, [value, CHUNK])
    removed += rowCount ?? 0
    if ((rowCount ?? 0) < CHUNK) return removed
  }
}
