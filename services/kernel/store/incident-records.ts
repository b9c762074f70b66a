// Sole writer of: incident (but for what operators do: incident-changes.ts), incident_principal and incident_fact (but for merges: merges.ts), incident_txn (but for what operators name: incident-changes.ts).
import { SEVERITIES, type Severity } from '../../../schemas/incident.ts'
import type { Sql } from './database.ts'
import type { IncidentChanges, IncidentRow, TxnRow } from './incident-plan.ts'

/**
 * Writes what stories became. False where another turn has begun an incident of the same cause meanwhile: then nothing
 * counts, and the turn is to be taken again.
 */
export async function recordIncidents(sql: Sql, changes: IncidentChanges): Promise<boolean> {
  const written = await Promise.all([
    begin(sql, changes.fresh),
    change(sql, changes.changed),
    joinTogether(sql, changes.merged),
    replaceSpans(sql, changes),
    replaceFacts(sql, changes),
    noteCauses(sql, changes.txns),
  ])
  return written[5]
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity)

async function begin(sql: Sql, rows: readonly IncidentRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql.query({
    name: 'begin-incidents',
    text: `insert into incident (id, tenant_id, txn, severity, severity_rank, signals, facts, first_signal_at, last_signal_at, opened_at, previous_id)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::bigint[], $7::bigint[],
       $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::uuid[]) order by 1`,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ tenantId }) => tenantId),
      rows.map(({ txn }) => txn),
      rows.map(({ severity }) => severity),
      rows.map(({ severity }) => rank(severity)),
      rows.map(({ signals }) => signals),
      rows.map(({ facts }) => facts),
      rows.map(({ firstSignalAt }) => firstSignalAt),
      rows.map(({ lastSignalAt }) => lastSignalAt),
      rows.map(({ openedAt }) => openedAt),
      rows.map(({ previousId }) => previousId ?? null),
    ],
  })
}

async function change(sql: Sql, rows: readonly IncidentRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql.query({
    name: 'change-incidents',
    text: `update incident i set severity = c.severity, severity_rank = c.rank, signals = c.signals, facts = c.facts,
       first_signal_at = c.first_at, last_signal_at = c.last_at, previous_id = c.previous_id
     from unnest($1::uuid[], $2::text[], $3::smallint[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::timestamptz[], $8::uuid[])
       as c(id, severity, rank, signals, facts, first_at, last_at, previous_id) where i.id = c.id`,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ severity }) => severity),
      rows.map(({ severity }) => rank(severity)),
      rows.map(({ signals }) => signals),
      rows.map(({ facts }) => facts),
      rows.map(({ firstSignalAt }) => firstSignalAt),
      rows.map(({ lastSignalAt }) => lastSignalAt),
      rows.map(({ previousId }) => previousId ?? null),
    ],
  })
}

/** Signals and events keep the incident that they were told with; it points to the one that lives on. */
async function joinTogether(sql: Sql, merged: ReadonlyMap<string, string>): Promise<void> {
  if (merged.size === 0) return
  const values = [[...merged.keys()], [...merged.values()]]
  await Promise.all(JOIN.map((statement) => sql.query(statement, values)))
}

const MERGED = 'unnest($1::uuid[], $2::uuid[]) as m(id, root)'
const JOIN = [
  `update incident i set merged_into = m.root from ${MERGED} where i.id = m.id or i.merged_into = m.id`,
  `with gone as (
     delete from incident_principal t using ${MERGED} where t.incident_id = m.id returning t.*, m.root)
   insert into incident_principal (principal_id, incident_id, role, first_at, last_at)
   select principal_id, root, role, first_at, max(last_at) from gone group by 1, 2, 3, 4
   on conflict (principal_id, incident_id, role, first_at) do update
     set last_at = greatest(incident_principal.last_at, excluded.last_at)`,
  `with gone as (delete from incident_fact t using ${MERGED} where t.incident_id = m.id returning t.*, m.root)
   insert into incident_fact (incident_id, principal_id, type, first_at, last_at, signals, sources)
   select distinct on (root, principal_id, type, first_at) root, principal_id, type, first_at, last_at, signals, sources from gone
   on conflict (incident_id, principal_id, type, first_at) do update
     set last_at = greatest(incident_fact.last_at, excluded.last_at), signals = incident_fact.signals + excluded.signals`,
]

/** Those that grew are taken away as they were and written as they are. */
async function replaceSpans(sql: Sql, { spansGone, spans }: IncidentChanges): Promise<void> {
  const incidents = [...spansGone, ...spans].map(({ incidentId }) => incidentId)
  await Promise.all([
    spansGone.length > 0 &&
      sql.query({
        name: 'spans-gone',
        text: `delete from incident_principal s using unnest($1::uuid[], $2::text[], $3::timestamptz[]) as g(principal_id, role, first_at)
          where s.principal_id = g.principal_id and s.role = g.role and s.first_at = g.first_at
            and s.incident_id = any($4::uuid[])`,
        values: [
          spansGone.map(({ principalId }) => principalId),
          spansGone.map(({ role }) => role),
          spansGone.map(({ firstAt }) => firstAt),
          [...new Set(incidents)],
        ],
      }),
    spans.length > 0 &&
      sql.query({
        name: 'spans',
        text: `insert into incident_principal (principal_id, incident_id, role, first_at, last_at)
          select distinct on (1, 2, 3, 4) * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[])
            as s(a, b, c, d, e) order by 1, 2, 3, 4, 5 desc
          on conflict (principal_id, incident_id, role, first_at) do update
            set last_at = greatest(incident_principal.last_at, excluded.last_at)`,
        values: [
          spans.map(({ principalId }) => principalId),
          spans.map(({ incidentId }) => incidentId),
          spans.map(({ role }) => role),
          spans.map(({ firstAt }) => firstAt),
          spans.map(({ lastAt }) => lastAt),
        ],
      }),
  ])
}

async function replaceFacts(sql: Sql, { factsGone, facts }: IncidentChanges): Promise<void> {
  const incidents = [...factsGone, ...facts].map(({ incidentId }) => incidentId)
  await Promise.all([
    factsGone.length > 0 &&
      sql.query({
        name: 'facts-gone',
        text: `delete from incident_fact f using unnest($1::uuid[], $2::text[], $3::timestamptz[]) as g(principal_id, type, first_at)
          where f.principal_id = g.principal_id and f.type = g.type and f.first_at = g.first_at and f.incident_id = any($4::uuid[])`,
        values: [
          factsGone.map(({ principalId }) => principalId),
          factsGone.map(({ type }) => type),
          factsGone.map(({ firstAt }) => firstAt),
          [...new Set(incidents)],
        ],
      }),
    facts.length > 0 &&
      sql.query({ name: 'facts-noted', text: NOTE_FACTS, values: columnsOf(facts) }),
  ])
}

const NOTE_FACTS = `
insert into incident_fact (incident_id, principal_id, type, first_at, last_at, signals, sources)
select incident_id, principal_id, type, first_at, last_at, signals, array(select jsonb_array_elements_text(sources::jsonb))
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::bigint[], $7::text[])
  as f(incident_id, principal_id, type, first_at, last_at, signals, sources)`

const columnsOf = (facts: IncidentChanges['facts']) => [
  facts.map(({ incidentId }) => incidentId),
  facts.map(({ principalId }) => principalId),
  facts.map(({ type }) => type),
  facts.map(({ firstAt }) => firstAt),
  facts.map(({ lastAt }) => lastAt),
  facts.map(({ signals }) => signals),
  facts.map(({ sources }) => JSON.stringify(sources.slice(0, 50))),
]

/**
 * The last that a turn waits for. Two turns that meet the same cause at once, each about principals of its own, would begin
 * two stories: the second one sees here that there is a first.
 */
async function noteCauses(sql: Sql, txns: readonly TxnRow[]): Promise<boolean> {
  if (txns.length === 0) return true
  const { rows } = await sql.query<{ fits: boolean }>({
    name: 'note-causes',
    text: `with given as (
       select * from unnest($1::text[], $2::text[], $3::uuid[], $4::timestamptz[], $5::uuid[])
         as t(tenant_id, txn, incident_id, last_at, known)),
     noted as (
       insert into incident_txn as t (tenant_id, txn, incident_id, last_at)
       select tenant_id, txn, incident_id, last_at from given order by tenant_id, txn
       on conflict (tenant_id, txn) do update set incident_id = excluded.incident_id, last_at = greatest(t.last_at, excluded.last_at)
         where t.incident_id is not distinct from (
           select known from given g where g.tenant_id = excluded.tenant_id and g.txn = excluded.txn)
       returning 1)
     select (select count(*) from noted) = (select count(*) from given) as fits`,
    values: [
      txns.map(({ tenantId }) => tenantId),
      txns.map(({ txn }) => txn),
      txns.map(({ incidentId }) => incidentId),
      txns.map(({ lastAt }) => lastAt),
      txns.map(({ known }) => known ?? null),
    ],
  })
  return rows[0]?.fits ?? false
}
