// Reads incident, incident_principal, incident_txn and incident_fact for a turn; incident-records.ts writes them.
import type { IncidentState, Severity } from '../../../schemas/incident.ts'
import type { Sql } from './database.ts'
import type { FactRow, IncidentRow, Role, Span, Surroundings, TxnRow } from './incident-plan.ts'

/** Spans of one principal that are looked at: an integration may be in many stories. */
const MOST_SPANS = 1_000

export type Around = {
  principalIds: readonly string[]
  /** Causes that a source named, and who things happened to by them. */
  txns: readonly { tenantId: string; txn: string; primaryId: string | undefined }[]
  /** Who things happened to, for what is told several times. */
  primaryIds: readonly string[]
  from: Date
  until: Date
}

/**
 * What there is around some signals, with the incidents locked in the order of their ids. Under the locks of the principals.
 * Undefined where an incident was joined to another while this waited: then it is to be asked again.
 */
export async function incidentsAround(sql: Sql, asked: Around): Promise<Surroundings | undefined> {
  const [spans, causes] = await Promise.all([spansAround(sql, asked), causesOf(sql, asked.txns)])
  const ids = [...new Set([...spans, ...causes].map(({ incidentId }) => incidentId))]
  if (ids.length === 0) return { incidents: [], spans: [], txns: [], facts: [] }
  const roots = await rootsOf(sql, ids)
  const incidents = await lockIncidents(sql, [...new Set(roots.values())])
  if (!incidents) return undefined
  const atRoot = <Row extends { incidentId: string }>(row: Row): Row => ({
    ...row,
    incidentId: roots.get(row.incidentId) ?? row.incidentId,
  })
  const txns = causes.map(atRoot)
  const facts = await factsOf(sql, placesOf(asked, spans.map(atRoot), txns))
  return { incidents, spans, txns, facts }
}

type Place = { incidentId: string; principalId: string }

/** Where there may be facts about whom things happened to: no further than where they took part, or were named by a cause. */
function placesOf(
  { txns, primaryIds }: Around,
  spans: readonly Place[],
  causes: readonly TxnRow[],
): Place[] {
  const incidentOf = new Map(causes.map((row) => [causeKey(row), row.incidentId]))
  const primary = new Set(primaryIds)
  const byCause = txns.flatMap(({ primaryId, ...cause }): Place[] => {
    const incidentId = incidentOf.get(causeKey(cause))
    return primaryId === undefined || incidentId === undefined
      ? []
      : [{ incidentId, principalId: primaryId }]
  })
  const places = [...spans.filter(({ principalId }) => primary.has(principalId)), ...byCause]
  return [...new Map(places.map((one) => [`${one.incidentId} ${one.principalId}`, one])).values()]
}

const causeKey = ({ tenantId, txn }: { tenantId: string; txn: string }): string =>
  `${tenantId}\n${txn}`

/** Index incident_principal(principal_id, last_at). */
async function spansAround(
  sql: Sql,
  { principalIds, from, until }: Pick<Around, 'principalIds' | 'from' | 'until'>,
): Promise<Span[]> {
  const { rows } = await sql.query<{
    principal_id: string
    incident_id: string
    role: Role
    first_at: Date
    last_at: Date
  }>({
    name: 'spans-around',
    text: `select s.* from unnest($1::uuid[]) as p(id) cross join lateral (
        select * from incident_principal where principal_id = p.id and last_at >= $2 and first_at <= $3
        order by last_at desc limit ${MOST_SPANS}) s`,
    values: [principalIds, from, until],
  })
  return rows.map((row) => ({
    principalId: row.principal_id,
    incidentId: row.incident_id,
    role: row.role,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }))
}

async function causesOf(sql: Sql, txns: Around['txns']): Promise<TxnRow[]> {
  const { rows } = await sql.query<{
    tenant_id: string
    txn: string
    incident_id: string
    last_at: Date
  }>({
    name: 'causes',
    text: `select t.* from unnest($1::text[], $2::text[]) as g(tenant_id, txn) cross join lateral (
        select * from incident_txn where tenant_id = g.tenant_id and txn = g.txn offset 0) t`,
    values: [txns.map(({ tenantId }) => tenantId), txns.map(({ txn }) => txn)],
  })
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    txn: row.txn,
    incidentId: row.incident_id,
    lastAt: row.last_at,
    known: row.incident_id,
  }))
}

/** Spans are repointed when incidents are joined, causes are not: they point to the incident that lives on. */
async function rootsOf(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ id: string; root: string }>({
    name: 'incident-roots',
    text: 'select id, coalesce(merged_into, id) as root from incident where id = any($1::uuid[])',
    values: [ids],
  })
  return new Map(rows.map(({ id, root }) => [id, root]))
}

export type IncidentDbRow = {
  id: string
  tenant_id: string
  txn: string
  severity: Severity
  state: IncidentState
  signals: string
  facts: string
  first_signal_at: Date
  last_signal_at: Date
  opened_at: Date
  merged_into: string | null
  previous_id: string | null
}

async function lockIncidents(sql: Sql, ids: readonly string[]): Promise<IncidentRow[] | undefined> {
  const { rows } = await sql.query<IncidentDbRow>({
    name: 'lock-incidents',
    text: `select i.* from (select id from unnest($1::uuid[]) as g(id) order by id) g
      cross join lateral (select * from incident where id = g.id for no key update) i`,
    values: [ids],
  })
  return rows.some((row) => row.merged_into !== null) ? undefined : rows.map(toIncidentRow)
}

export const toIncidentRow = (row: IncidentDbRow): IncidentRow => ({
  id: row.id,
  tenantId: row.tenant_id,
  txn: row.txn,
  severity: row.severity,
  state: row.state,
  signals: Number(row.signals),
  facts: Number(row.facts),
  firstSignalAt: row.first_signal_at,
  lastSignalAt: row.last_signal_at,
  openedAt: row.opened_at,
  previousId: row.previous_id ?? undefined,
})

/** Primary key of incident_fact. */
async function factsOf(sql: Sql, places: readonly Place[]): Promise<FactRow[]> {
  if (places.length === 0) return []
  const { rows } = await sql.query<{
    incident_id: string
    principal_id: string
    type: string
    first_at: Date
    last_at: Date
    signals: string
    sources: string[]
  }>({
    name: 'facts',
    text: `select f.* from unnest($1::uuid[], $2::uuid[]) as p(incident_id, principal_id) cross join lateral (
        select * from incident_fact where incident_id = p.incident_id and principal_id = p.principal_id limit 200) f`,
    values: [
      places.map(({ incidentId }) => incidentId),
      places.map(({ principalId }) => principalId),
    ],
  })
  return rows.map((row) => ({
    incidentId: row.incident_id,
    principalId: row.principal_id,
    type: row.type,
    firstAt: row.first_at,
    lastAt: row.last_at,
    signals: Number(row.signals),
    sources: row.sources,
  }))
}
