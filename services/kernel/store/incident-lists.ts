// Reads only: which incidents there are, and what each is about in a line.
import type { Pool } from 'pg'
import {
  SEVERITIES,
  type Incident,
  type IncidentState,
  type Severity,
} from '../../../schemas/incident.ts'
import { toIncident, type IncidentDbRow } from './incident-reads.ts'

export type IncidentFilter = {
  states: readonly IncidentState[]
  severity: Severity
  tenantId?: string
  /** Those that one of these takes part in, or that this cause belongs to: a txn, or the signal that is its own. */
  among?: {
    principalIds: readonly string[]
    cause?: { tenantId: string; txn: string; signalId: string | undefined }
  }
  limit: number
  after?: string
}

/** Of whom it is, and what happened to them. */
export type IncidentAbout = { principalIds: string[]; types: string[] }

/** Times in which one principal took part, and all of those that are asked for together, that are looked at. */
const MOST_SPANS = 1_000
const MOST_SPANS_TOGETHER = 5_000
/** Facts that a line of a list is made of. */
const FEW_FACTS = 50
const FEW = 3
const MOST_RELATED = 10
/** Of an incident, those whose other incidents are looked for. */
const MOST_LOOKED_FOR = 20

export type IncidentLists = ReturnType<typeof createIncidentLists>

export function createIncidentLists({ pool }: { pool: Pool }) {
  return {
    /** The newest first; `after` is the id that ended the page before. None that is part of another. */
    list: (filter: IncidentFilter): Promise<Incident[]> => list(pool, filter),

    /** By incident: the first of its facts. Primary key of incident_fact. */
    abouts: (ids: readonly string[]): Promise<Map<string, IncidentAbout>> => abouts(pool, ids),

    /** Others that the same principals take strongly part in, a few, the newest first. Index incident_principal(incident_id). */
    related: (id: string): Promise<Incident[]> => related(pool, id),
  }
}

const ranksFrom = (severity: Severity): number[] =>
  SEVERITIES.map((_, rank) => rank).slice(SEVERITIES.indexOf(severity))

/** Of each state and severity one range of index incident_listed; of principals those of their newest spans. */
async function list(pool: Pool, filter: IncidentFilter): Promise<Incident[]> {
  const { states, severity, tenantId, among, limit, after } = filter
  const common = [states, ranksFrom(severity), tenantId ?? null, after ?? null, limit]
  if (!among) return (await pool.query<IncidentDbRow>(LIST, common)).rows.map(toIncident)
  const { principalIds, cause } = among
  const each = Math.min(
    MOST_SPANS,
    Math.ceil(MOST_SPANS_TOGETHER / Math.max(1, principalIds.length)),
  )
  const { rows } = await pool.query<IncidentDbRow>(LIST_AMONG, [
    ...common,
    principalIds,
    cause?.tenantId ?? null,
    cause?.txn ?? null,
    each,
    cause?.signalId ?? null,
  ])
  return rows.map(toIncident)
}

/**
 * Ranges of rows, and their order: with `=` the planner would rather go through all incidents from the newest on, for a
 * state that few are in. Exported for the test of its plan.
 */
export const LIST = `
select i.* from unnest($1::text[]) as s(state) cross join unnest($2::smallint[]) as r(rank) cross join lateral (
  select * from incident where merged_into is null and ($3::text is null or tenant_id = $3)
    and (state, severity_rank) >= (s.state, r.rank)
    and (state, severity_rank, id) < (s.state, r.rank, coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
  order by state desc, severity_rank desc, id desc limit $5) i
order by i.id desc limit $5`

const LIST_AMONG = `
select i.* from (
  select s.incident_id from unnest($6::uuid[]) as p(id) cross join lateral (
    select incident_id from incident_principal where principal_id = p.id order by last_at desc limit $9) s
  union
  select incident_id from incident_txn where tenant_id = $7 and txn = $8
  union
  select incident_id from signal where id = $10::uuid and tenant_id = $7) s
cross join lateral (select * from incident where id = s.incident_id offset 0) i
where i.state = any($1::text[]) and i.severity_rank = any($2::int[]) and i.merged_into is null
  and ($3::text is null or i.tenant_id = $3) and ($4::uuid is null or i.id < $4)
order by i.id desc limit $5`

async function abouts(pool: Pool, ids: readonly string[]): Promise<Map<string, IncidentAbout>> {
  const { rows } = await pool.query<{ incident_id: string; principal_id: string; type: string }>(
    `select f.* from unnest($1::uuid[]) as i(id) cross join lateral (
       select incident_id, principal_id, type from incident_fact where incident_id = i.id limit ${FEW_FACTS}) f`,
    [ids],
  )
  const of = Map.groupBy(rows, ({ incident_id }) => incident_id)
  const few = (values: readonly string[]) => [...new Set(values)].slice(0, FEW)
  return new Map(
    [...of].map(([id, facts]) => [
      id,
      {
        principalIds: few(facts.map(({ principal_id }) => principal_id)),
        types: few(facts.map(({ type }) => type)),
      },
    ]),
  )
}

async function related(pool: Pool, id: string): Promise<Incident[]> {
  const { rows } = await pool.query<IncidentDbRow>(
    `select i.* from (
       select distinct s.incident_id from (
         select distinct principal_id from incident_principal
         where incident_id = $1 and role = 'strong' limit ${MOST_LOOKED_FOR}) p
       cross join lateral (
         select incident_id from incident_principal
         where principal_id = p.principal_id order by last_at desc limit ${MOST_SPANS_TOGETHER / MOST_LOOKED_FOR}) s
       where s.incident_id <> $1) r
     cross join lateral (select * from incident where id = r.incident_id offset 0) i
     where i.merged_into is null order by i.id desc limit ${MOST_RELATED}`,
    [id],
  )
  return rows.map(toIncident)
}
