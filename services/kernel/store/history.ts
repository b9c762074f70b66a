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
 * the latest 200. Signals of one turn about one subject are looked up together, so that a storm costs a turn one probe a type.
 * Index signal(subject_key, type, id).
 */
export async function loadHistories(
  sql: Sql,
  signals: readonly Signal[],
  { types, withinMs }: Lookback,
): Promise<Map<string, Signal[]>> {
  if (types.length === 0 || signals.length === 0) return new Map()
  const groups = [...Map.groupBy(signals, whoOf)].map(([who, own]) => groupOf(who, own, withinMs))
  const past = await loadPast(sql, groups, types)
  const wanted = new Set(types)
  return new Map(
    groups.flatMap(({ who, own }) => {
      const mates = own.filter(({ type }) => wanted.has(type))
      const known = [...new Map([...(past.get(who) ?? []), ...mates].map((one) => [one.id, one]))]
      const all = known.map(([, one]) => one).toSorted((a, b) => (a.id < b.id ? 1 : -1))
      return own.map((signal) => [signal.id, historyOf(signal, all, withinMs)] as const)
    }),
  )
}

const whoOf = ({ tenantId, subject }: Signal): string =>
  `${tenantId}\n${canonicalSubjectKey(subject)}`

type Group = {
  who: string
  own: readonly Signal[]
  firstId: string
  lastId: string
  fromId: string
  earliest: Date
  latest: Date
}

function groupOf(who: string, own: readonly Signal[], withinMs: number): Group {
  const ids = own.map(({ id }) => id as string).toSorted()
  const times = own.map(({ occurredAt }) => occurredAt.getTime())
  const receivedAt = Math.min(...own.map((one) => one.receivedAt.getTime()))
  return {
    who,
    own,
    firstId: ids[0] ?? '',
    lastId: ids.at(-1) ?? '',
    fromId: firstIdOf(new Date(receivedAt - withinMs - LATE_MS)),
    earliest: new Date(Math.min(...times) - withinMs),
    latest: new Date(Math.max(...times) + withinMs),
  }
}

async function loadPast(
  sql: Sql,
  groups: readonly Group[],
  types: readonly string[],
): Promise<Map<string, Signal[]>> {
  const { rows } = await sql.query<SignalRow>({
    name: 'histories',
    text: PAST,
    values: [
      groups.map(({ own: [one] }) => one && canonicalSubjectKey(one.subject)),
      groups.map(({ own: [one] }) => one?.tenantId),
      groups.map(({ earliest }) => earliest),
      groups.map(({ latest }) => latest),
      groups.map(({ fromId }) => fromId),
      groups.map(({ firstId }) => firstId),
      groups.map(({ lastId }) => lastId),
      types,
      MAX_HISTORY,
    ],
  })
  return Map.groupBy(rows.map(rowToSignal), whoOf)
}

/** Those before it, newest first: as many of each type as a history looks back at. */
function historyOf(signal: Signal, newestFirst: readonly Signal[], withinMs: number): Signal[] {
  const at = signal.occurredAt.getTime()
  const counts = new Map<string, number>()
  return newestFirst.filter(({ id, type, occurredAt }) => {
    const isNear = id < signal.id && Math.abs(occurredAt.getTime() - at) <= withinMs
    const count = (counts.get(type) ?? 0) + (isNear ? 1 : 0)
    counts.set(type, count)
    return isNear && count <= MAX_HISTORY
  })
}

const PAST = `
select past.*
from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::uuid[])
  as g(subject_key, tenant_id, earliest, latest, from_id, first_id, last_id)
cross join unnest($8::text[]) as t(type)
cross join lateral (
  (select s.* from signal s
  where s.subject_key = g.subject_key and s.type = t.type and s.tenant_id = g.tenant_id and s.id < g.first_id
    and s.id >= g.from_id and s.occurred_at between g.earliest and g.latest and not s.held
  order by s.id desc limit $9)
  union all
  (select s.* from signal s
  where s.subject_key = g.subject_key and s.type = t.type and s.tenant_id = g.tenant_id and s.id > g.first_id
    and s.id < g.last_id and s.occurred_at between g.earliest and g.latest and not s.held
  order by s.id desc limit $9)) past`
