// Reads signal.
import type { Signal } from '../../../schemas/signal.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { MAX_HISTORY } from '../../../schemas/policy.ts'
import { firstIdOf } from '../ids.ts'
import type { Sql } from './database.ts'
import { rowToSignal, type SignalRow } from './rows.ts'

/** A signal may come a day late and still be part of a history: ids, and with them partitions, go by receipt. */
const LATE_MS = 86_400_000

/** What policies look back at: the event types, as URIs, and how far. */
export type Lookback = { types: readonly string[]; withinMs: number }

/**
 * For each signal the earlier ones about the same subject, of the given types, that occurred within the window: of each type
 * the latest 200. Index signal(subject_key, type, id), one probe a signal and type.
 */
export async function loadHistories(
  sql: Sql,
  signals: readonly Signal[],
  { types, withinMs }: Lookback,
): Promise<Map<string, Signal[]>> {
  const histories = new Map<string, Signal[]>()
  if (types.length === 0 || signals.length === 0) return histories
  const values = [
    signals.map(({ id }) => id),
    signals.map(({ subject }) => canonicalSubjectKey(subject)),
    signals.map(({ tenantId }) => tenantId),
    signals.map(({ occurredAt }) => new Date(occurredAt.getTime() - withinMs)),
    signals.map(({ occurredAt }) => new Date(occurredAt.getTime() + withinMs)),
    signals.map(({ receivedAt }) => firstIdOf(new Date(receivedAt.getTime() - withinMs - LATE_MS))),
    types,
    MAX_HISTORY,
  ]
  const { rows } = await sql.query<SignalRow & { of: string }>({
    name: 'histories',
    text: HISTORY,
    values,
  })
  for (const row of rows)
    histories.set(row.of, [...(histories.get(row.of) ?? []), rowToSignal(row)])
  return histories
}

const HISTORY = `
select g.id as of, past.*
from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::uuid[])
  as g(id, subject_key, tenant_id, earliest, latest, from_id)
cross join unnest($7::text[]) as t(type)
cross join lateral (
  select s.* from signal s
  where s.subject_key = g.subject_key and s.type = t.type and s.tenant_id = g.tenant_id and s.id < g.id
    and s.id >= g.from_id and s.occurred_at between g.earliest and g.latest and not s.held
  order by s.id desc limit $8) past`
