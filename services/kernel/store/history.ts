// Reads signal.
import type { Signal } from '../../../schemas/signal.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { MAX_HISTORY } from '../../../schemas/policy.ts'
import { firstIdOf, spanOf } from '../ids.ts'
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

/** By the place of the group. Most have little past, which is read whole; of the others each type by itself. */
async function loadPast(
  sql: Sql,
  groups: readonly Group[],
  types: readonly string[],
): Promise<Map<number, Signal[]>> {
  const [lowest] = spanOf(groups.map(({ fromId }) => fromId))
  const { rows } = await sql.query<SignalRow & { of: number; rank: string }>({
    name: 'recent-past',
    text: RECENT,
    values: [...columnsOf(groups), types, lowest],
  })
  const long = new Set(rows.flatMap(({ of, rank }) => (Number(rank) === FEW ? [of] : [])))
  const past = byGroup(rows.filter(({ of }) => !long.has(of)))
  if (long.size === 0) return past
  const places = [...long]
  const { rows: more } = await sql.query<SignalRow & { of: number }>({
    name: 'histories',
    text: PAST,
    values: [...columnsOf(groups.filter((_, place) => long.has(place))), types, MAX_HISTORY],
  })
  const ofLong = places.toSorted((one, other) => one - other)
  for (const [of, signals] of byGroup(more)) past.set(ofLong[of] ?? of, signals)
  return past
}

/** $1 to $9. */
const columnsOf = (groups: readonly Group[]) => [
  groups.map(({ principal }) => principal?.id ?? null),
  groups.map(({ principal }) => principal?.kind ?? null),
  groups.map(({ subjectKey }) => subjectKey),
  groups.map(({ tenantId }) => tenantId),
  groups.map(({ earliest }) => earliest),
  groups.map(({ latest }) => latest),
  groups.map(({ fromId }) => fromId),
  groups.map(({ firstId }) => firstId),
  groups.map(({ lastId }) => lastId),
]

function byGroup(rows: readonly (SignalRow & { of: number })[]): Map<number, Signal[]> {
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

const GROUPS = `
with g as materialized (
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::uuid[], $8::uuid[], $9::uuid[])
    with ordinality as g(principal_id, kind, subject_key, tenant_id, earliest, latest, from_id, first_id, last_id, nr)),
who as materialized (
  select g.*, principal_id as who from g where principal_id is not null
  union all
  select g.*, m.id from g cross join lateral (select id from principal where merged_into = g.principal_id offset 0) m)`

/** A past of fewer signals is read whole: one probe, where one for each type would cost a burst of newcomers dear. */
const FEW = 32

/**
 * The row of rank FEW says that there may be more; it is no part of the answer. `is true` hides the upper bound from the planner: of a range
 * of ids in a day's new partition it expects one row, and takes the primary key, and with it every signal of that day.
 */
const recent = (whose: string): string => `
select * from (
  select s.*, row_number() over (order by s.id desc) as rank from (
    select * from signal where ${whose} and id >= $11::uuid and id >= g.from_id and (id < g.last_id) is true order by id desc limit ${FEW}) s) r
where rank = ${FEW} or (type = any($10::text[]) and occurred_at between g.earliest and g.latest and not held and id <> g.first_id)`

/**
 * Who became one with the principal keeps the signals of before. A name that one source takes for a device's and another for
 * a user's is one name all the same; but what was said of it when it was another user's is not counted.
 */
const IS_ANOTHERS = `(g.principal_id is null or past.principal_id is null
  or exists (select from principal p where p.id = past.principal_id and p.kind <> g.kind))`

const RECENT = `${GROUPS}
select (g.nr - 1)::int as of, past.* from who g
cross join lateral (${recent('principal_id = g.who')}) past
union all
select (g.nr - 1)::int as of, past.* from g
cross join lateral (${recent('subject_key = g.subject_key and tenant_id = g.tenant_id')}) past
where past.rank = ${FEW} or ${IS_ANOTHERS}`

/** The latest before the group's first signal, and the latest between its first and its last. */
const latest = (whose: string): string =>
  [
    '(s.id < g.first_id) is true and s.id >= g.from_id',
    's.id > g.first_id and (s.id < g.last_id) is true',
  ]
    .map(
      (when) => `(select s.* from signal s
  where ${whose} and s.type = t.type and ${when} and s.occurred_at between g.earliest and g.latest and not s.held
  order by s.id desc limit $11)`,
    )
    .join(' union all ')

const PAST = `${GROUPS}
select (g.nr - 1)::int as of, past.* from who g
cross join unnest($10::text[]) as t(type)
cross join lateral (${latest('s.principal_id = g.who')}) past
union all
select (g.nr - 1)::int as of, past.* from g
cross join unnest($10::text[]) as t(type)
cross join lateral (${latest('s.subject_key = g.subject_key and s.tenant_id = g.tenant_id')}) past
where ${IS_ANOTHERS}`
