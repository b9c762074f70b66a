// Sole writer of: signal_key, signal (routed_at and decisions: router, through recordDecisions in events.ts; held: held-signals.ts).
import type { Pool } from 'pg'
import type { Certainty, NormalisedSignal, Signal } from '../../../schemas/signal.ts'
import { lookedUp, mentionsOf } from '../../../schemas/identity.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { createIdSequence, newId } from '../ids.ts'
import type { Clock } from '../clock.ts'
import { isRefusedValue, type Sql } from './database.ts'
import type { SealedOriginal } from './originals.ts'
import { createGroupCommit } from './group-commit.ts'
import { rowToSignal, type SignalRow } from './rows.ts'
import { boundedKey } from './bounded-key.ts'

/** A signal on disk: its id, the key among whose signals it keeps its place, and whether this call was the one that stored it. */
export type StoredSignal = { id: string; orderKey: string; isNew: boolean }

/**
 * Who says it and how sure that is. `isHeld`: nothing is decided about it until its source is active again. `scope`: whose
 * names these are where a name is only unique at its source; none for operators.
 */
export type Origin = {
  id: string
  tenantId: string
  certainty: Certainty
  isHeld?: boolean
  scope?: string
}

/** `original`: what several signals of one request were made of; stored once, where any of them is new. */
export type NewSignal = {
  origin: Origin
  signal: NormalisedSignal
  original: SealedOriginal | undefined
}

export type SignalStore = ReturnType<typeof createSignalStore>

const MAX_BATCH = 500

export function createSignalStore({ pool, clock }: { pool: Pool; clock: Clock }) {
  const idAt = createIdSequence() // one commit after the other, perhaps within a millisecond
  const commit = createGroupCommit<NewSignal, StoredSignal>(
    MAX_BATCH,
    (items) => {
      const now = clock.now()
      return insertSignals(
        pool,
        items.map((item) => toRow(item, idAt(now))),
        now,
      )
    },
    isRefusedValue,
  )
  return {
    /** Resolves when every signal is on disk; a repeat of (source, dedupeKey) answers the first one's id. */
    append: (
      origin: Origin,
      signals: readonly NormalisedSignal[],
      original?: SealedOriginal,
    ): Promise<StoredSignal[]> =>
      Promise.all(signals.map((signal) => commit({ origin, signal, original }))),

    /** Signals stored before `before` that no router has decided on, oldest first. Index signal_unrouted. */
    async unrouted(before: Date, limit: number): Promise<{ id: string; key: string }[]> {
      const { rows } = await pool.query<{ id: string; key: string }>(
        `select id, order_key as key from signal where routed_at is null and not held and received_at < $1
         order by received_at limit $2`,
        [before, limit],
      )
      return rows
    },

    find: (id: string) => find(pool, id),

    /** How long the oldest undecided signal has waited, in seconds. Index signal_unrouted. */
    async oldestUnroutedSeconds(): Promise<number> {
      const { rows } = await pool.query<{ at: Date | null }>(
        'select min(received_at) as at from signal where routed_at is null and not held',
      )
      const at = rows[0]?.at
      return at ? Math.max(0, (clock.now().getTime() - at.getTime()) / 1000) : 0
    },
  }
}

/** What came of a signal; whom it is about and of which incident it is, as soon as that is decided. */
export type FoundSignal = Signal & {
  decisions: unknown
  routedAt: Date | null
  principalId: string | undefined
  incidentId: string | undefined
}

async function find(pool: Pool, id: string): Promise<FoundSignal | undefined> {
  const { rows } = await pool.query<SignalRow>('select * from signal where id = $1', [id])
  const row = rows[0]
  return (
    row && {
      ...rowToSignal(row),
      routedAt: row.routed_at,
      decisions: JSON.parse(row.decisions ?? '[]'),
      principalId: row.principal_id ?? undefined,
      incidentId: row.incident_id ?? undefined,
    }
  )
}

/**
 * Keys in order, so that two batches never wait for each other in a circle; signals in theirs, which `place` keeps. The
 * order key is the principal whose name this is, where somebody is known by it, else the name: one index probe a name.
 * `(… in …) is true` is hashed, where this pool's joins would compare each row with each.
 */
const INSERT = `
with given as (
  select * from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::text[], $14::text[], $15::boolean[], $16::uuid[],
    $20::text[], $21::text[])
  with ordinality as g(source_id, dedupe_key, id, type, subject, subject_key, payload, txn, vendor_type, occurred_at, received_at,
    tenant_id, names, certainty, held, original_id, scope, known_as, position)),
fresh as (
  insert into signal_key (source_id, dedupe_key, signal_id, received_at)
  select source_id, dedupe_key, id, received_at from given order by source_id, dedupe_key
  on conflict do nothing returning signal_id),
originals as (
  insert into signal_original (id, key_id, sealed)
  select o.id, o.key_id, o.sealed from unnest($17::uuid[], $18::uuid[], $19::bytea[]) as o(id, key_id, sealed)
  where (o.id in (select original_id from given where (id in (select signal_id from fresh)) is true)) is true
  on conflict do nothing)
insert into signal (id, source_id, dedupe_key, type, subject, subject_key, payload, txn, vendor_type, occurred_at, received_at,
  tenant_id, certainty, held, original_id, scope, known_as, order_key)
select id, source_id, dedupe_key, type, subject, subject_key, payload, txn, vendor_type, occurred_at, received_at, tenant_id,
  certainty, held, original_id, scope, known_as,
  coalesce((
    select i.principal_id::text from jsonb_array_elements_text(names::jsonb) with ordinality as n(key, rank)
    cross join lateral (
      select principal_id from identifier where tenant_id = given.tenant_id and key = n.key offset 0) i
    order by n.rank limit 1), names::jsonb ->> 0, subject_key)
from given where (id in (select signal_id from fresh)) is true order by position returning id, order_key`

type NewRow = ReturnType<typeof toRow>

function toRow({ origin, signal, original }: NewSignal, id: string) {
  const subjectKey = canonicalSubjectKey(signal.subject)
  const dedupeKey = boundedKey(signal.dedupeKey)
  const [foremost] = mentionsOf(signal.type, signal.subject, origin.scope ?? '')
  const names = lookedUp(foremost).map(({ key }) => key)
  return { id, sourceId: origin.id, dedupeKey, subjectKey, names, origin, signal, original }
}

/** $1 to $16 of INSERT. */
const columns = (rows: readonly NewRow[], now: Date) => [
  rows.map((row) => row.sourceId),
  rows.map((row) => row.dedupeKey),
  rows.map((row) => row.id),
  rows.map((row) => row.signal.type),
  rows.map((row) => JSON.stringify(row.signal.subject)),
  rows.map((row) => row.subjectKey),
  rows.map((row) => JSON.stringify(row.signal.payload)),
  rows.map((row) => boundedKey(row.signal.txn ?? row.id)),
  rows.map((row) => row.signal.vendorType ?? null),
  rows.map((row) => row.signal.occurredAt ?? now),
  rows.map(() => now),
  rows.map((row) => row.origin.tenantId),
  rows.map((row) => JSON.stringify(row.names)),
  rows.map((row) => row.origin.certainty),
  rows.map((row) => row.origin.isHeld ?? false),
  rows.map((row) => row.original?.id ?? null),
]

/** $20 and $21 of INSERT: whose names these are, and which more there are. */
const nameColumns = (rows: readonly NewRow[]) => [
  rows.map((row) => row.origin.scope ?? ''),
  rows.map((row) => (row.signal.knownAs ? JSON.stringify(row.signal.knownAs) : null)),
]

/** $17 to $19 of INSERT: each original once. */
function originalColumns(rows: readonly NewRow[]) {
  const originals = [...new Set(rows.flatMap((row) => row.original ?? []))]
  return [
    originals.map(({ id }) => id),
    originals.map(({ keyId }) => keyId),
    originals.map(({ sealed }) => sealed),
  ]
}

/** As `append`, within what else is to happen or not at all with it. */
export const storeSignals = (
  sql: Sql,
  items: readonly NewSignal[],
  now: Date,
): Promise<StoredSignal[]> =>
  insertSignals(
    sql,
    items.map((item, index) => toRow(item, newId(now, index))),
    now,
  )

async function insertSignals(
  sql: Sql,
  rows: readonly NewRow[],
  now: Date,
): Promise<StoredSignal[]> {
  const values = [...columns(rows, now), ...originalColumns(rows), ...nameColumns(rows)]
  const inserted = await sql.query<{ id: string; order_key: string }>({
    name: 'store-signals',
    text: INSERT,
    values,
  })
  const fresh = new Map(inserted.rows.map((row) => [row.id, row.order_key]))
  const first = await firstIds(
    sql,
    rows.filter((row) => !fresh.has(row.id)),
  )
  return rows.map(({ id, subjectKey, sourceId, dedupeKey }) => ({
    id: fresh.has(id) ? id : (first.get(`${sourceId}\n${dedupeKey}`) ?? id),
    orderKey: fresh.get(id) ?? subjectKey,
    isNew: fresh.has(id),
  }))
}

/** The ids under which repeats were stored the first time. */
async function firstIds(
  sql: Sql,
  repeats: readonly { sourceId: string; dedupeKey: string }[],
): Promise<Map<string, string>> {
  if (repeats.length === 0) return new Map()
  const { rows } = await sql.query<{ source_id: string; dedupe_key: string; signal_id: string }>(
    `select k.source_id, k.dedupe_key, k.signal_id from signal_key k
     join unnest($1::text[], $2::text[]) as r(source_id, dedupe_key) using (source_id, dedupe_key)`,
    [repeats.map((row) => row.sourceId), repeats.map((row) => row.dedupeKey)],
  )
  return new Map(rows.map((row) => [`${row.source_id}\n${row.dedupe_key}`, row.signal_id]))
}
