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

/** A signal, and whose it is where that is known. */
export type Looking = { signal: Signal; principal: { id: string; kind: string } | undefined }

/**
 * For each signal the earlier ones about the same principal, under whatever name they came, or about the same subject where
 * nobody is known or the name is taken for another kind of thing; of the given types, that occurred within the window: of each type the latest 200. Signals of one turn about
 * one principal are looked up together, so that a storm costs a turn one probe a type. Indexes signal(principal_id, type, id)
 * and signal(subject_key, type, id).
 */
export async function loadHistories(
  sql: Sql,
  looking: readonly Looking[],
  { types, withinMs }: Lookback,
): Promise<Map<string, Signal[]>> {
  if (types.length === 0 || looking.length === 0) return new Map()
  const groups = [...Map.groupBy(looking, whoOf).values()].map((own) => groupOf(own, withinMs))
  const past = await loadPast(sql, groups, types)
  const wanted = new Set(types)
  return new Map(
    groups.flatMap(({ own }, index) => {
      const mates = own.filter(({ type }) => wanted.has(type))
      const known = new Map([...(past.get(index) ?? []), ...mates].map((one) => [one.id, one]))
      const newestFirst = [...known.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1))
      return own.map((signal) => [signal.id, historyOf(signal, newestFirst, withinMs)] as const)
    }),
  )
}

const whoOf = ({ signal: { tenantId, subject }, principal }: Looking): string =>
  principal?.id ?? `${tenantId}\n${canonicalSubjectKey(subject)}`

type Group = {
  principal: Looking['principal']
  subjectKey: string
  tenantId: string
  own: readonly Signal[]
  firstId: string
  lastId: string
  fromId: string
  earliest: Date
  latest: Date
}

function groupOf(looking: readonly Looking[], withinMs: number): Group {
  const own = looking.map(({ signal }) => signal)
  const ids = own.map(({ id }) => id as string).toSorted()
  const times = own.map(({ occurredAt }) => occurredAt.getTime())
  const receivedAt = Math.min(...own.map((one) => one.receivedAt.getTime()))
  const [first] = looking
  return {
    principal: first?.principal,
    subjectKey: first ? canonicalSubjectKey(first.signal.subject) : '',
    tenantId: first?.signal.tenantId ?? '',
    own,
    firstId: ids[0] ?? '',
    lastId: ids.at(-1) ?? '',
    fromId: firstIdOf(new Date(receivedAt - withinMs - LATE_MS)),
    earliest: new Date(Math.min(...times) - withinMs),
    latest: new Date(Math.max(...times) + withinMs),
  }
}

/** By the place of the group. */
async function loadPast(
  sql: Sql,
  groups: readonly Group[],
  types: readonly string[],
): Promise<Map<number, Signal[]>> {
  const { rows } = await sql.query<SignalRow & { of: number }>({
    name: 'histories',
    text: PAST,
    values: [
      groups.map(({ principal }) => principal?.id ?? null),
      groups.map(({ principal }) => principal?.kind ?? null),
      groups.map(({ subjectKey }) => subjectKey),
      groups.map(({ tenantId }) => tenantId),
      groups.map(({ earliest }) => earliest),
      groups.map(({ latest }) => latest),
      groups.map(({ fromId }) => fromId),
      groups.map(({ firstId }) => firstId),
      groups.map(({ lastId }) => lastId),
      types,
      MAX_HISTORY,
    ],
  })
  const past = new Map<number, Signal[]>()
  for (const row of rows) {
    const list = past.get(row.of) ?? []
    list.push(rowToSignal(row))
    past.set(row.of, list)
  }
  return past
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

/** The latest before the group's first signal, and the latest between its first and its last. */
const latest = (whose: string): string =>
  ['s.id < g.first_id and s.id >= g.from_id', 's.id > g.first_id and s.id < g.last_id']
    .map(
      (when) => `(select s.* from signal s
  where ${whose} and s.type = t.type and ${when} and s.occurred_at between g.earliest and g.latest and not s.held
  order by s.id desc limit $11)`,
    )
    .join(' union all ')

/**
 * Who became one with the principal keeps the signals of before. A name that one source takes for a device's and another for
 * a user's is one name all the same; but what was said of it when it was another user's is not counted.
 */
const PAST = `
with g as materialized (
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::uuid[], $8::uuid[], $9::uuid[])
    with ordinality as g(principal_id, kind, subject_key, tenant_id, earliest, latest, from_id, first_id, last_id, nr)),
who as materialized (
  select nr, principal_id from g where principal_id is not null
  union
  select g.nr, m.id from g cross join lateral (select id from principal where merged_into = g.principal_id offset 0) m)
select (g.nr - 1)::int as of, past.* from who join g on g.nr = who.nr
cross join unnest($10::text[]) as t(type)
cross join lateral (${latest('s.principal_id = who.principal_id')}) past
union all
select (g.nr - 1)::int as of, past.* from g
cross join unnest($10::text[]) as t(type)
cross join lateral (${latest('s.subject_key = g.subject_key and s.tenant_id = g.tenant_id')}) past
where g.principal_id is null or past.principal_id is null
  or exists (select from principal p where p.id = past.principal_id and p.kind <> g.kind)`
