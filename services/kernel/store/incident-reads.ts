// Reads only: incidents as operators see them.
import type { Pool } from 'pg'
import type { IncidentFact, IncidentNote, IncidentParty } from '../../../schemas/incident-admin.ts'
import type { Incident } from '../../../schemas/incident.ts'
import type { Signal } from '../../../schemas/signal.ts'
import type { Decision } from '../../../schemas/policy.ts'
import { namesOf, toPrincipal, type PrincipalRow } from './principals.ts'
import { rowToSignal, type SignalRow } from './rows.ts'

/** Parties and facts of one incident that are told, and names of a party. */
const MOST_TOLD = 200
const MOST_NAMES = 5

export type IncidentReads = ReturnType<typeof createIncidentReads>

export function createIncidentReads({ pool }: { pool: Pool }) {
  return {
    async find(id: string): Promise<Incident | undefined> {
      const { rows } = await pool.query<IncidentDbRow>('select * from incident where id = $1', [id])
      return rows[0] && toIncident(rows[0])
    },

    parties: (id: string): Promise<IncidentParty[]> => parties(pool, id),
    facts: (id: string): Promise<IncidentFact[]> => facts(pool, id),

    /** Incidents that turned out to be this one. Index incident_merged. */
    async absorbed(id: string): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>(
        `select id from incident where merged_into = $1 order by id limit ${MOST_TOLD}`,
        [id],
      )
      return rows.map((row) => row.id)
    },

    /** In the order of their ids; `after` is the one that ended the page before. Index signal(incident_id, id). */
    signals: (id: string, limit: number, after?: string): Promise<DecidedSignal[]> =>
      signals(pool, id, { limit, after }),

    /** The newest first. Index incident_note(incident_id, id). */
    async notes(id: string, limit: number, after?: string): Promise<IncidentNote[]> {
      const { rows } = await pool.query<IncidentNote>(
        `select id, kind, author, text, at from incident_note
         where incident_id = $1 and ($3::uuid is null or id < $3) order by id desc limit $2`,
        [id, limit, after ?? null],
      )
      return rows
    },
  }
}

export type IncidentDbRow = {
  id: string
  tenant_id: string
  txn: string
  severity: string
  state: string
  signals: string
  facts: string
  first_signal_at: Date
  last_signal_at: Date
  opened_at: Date
  acknowledged_at: Date | null
  contained_at: Date | null
  closed_at: Date | null
  merged_into: string | null
  previous_id: string | null
}

export const toIncident = (row: IncidentDbRow): Incident =>
  ({
    id: row.id,
    tenantId: row.tenant_id,
    txn: row.txn,
    severity: row.severity,
    state: row.state,
    signals: Number(row.signals),
    facts: Number(row.facts),
    openedAt: row.opened_at,
    firstSignalAt: row.first_signal_at,
    lastSignalAt: row.last_signal_at,
    ...(row.acknowledged_at ? { acknowledgedAt: row.acknowledged_at } : {}),
    ...(row.contained_at ? { containedAt: row.contained_at } : {}),
    ...(row.closed_at ? { closedAt: row.closed_at } : {}),
    ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }),
    ...(row.previous_id === null ? {} : { previousId: row.previous_id }),
  }) as Incident // written by the stores alone, after their schemas

async function parties(pool: Pool, id: string): Promise<IncidentParty[]> {
  const { rows } = await pool.query<PrincipalRow & { role: IncidentParty['role'] }>(
    `select p.*, t.role from (
       select principal_id, min(role) as role, max(last_at) as last_at from incident_principal
       where incident_id = $1 group by 1 order by 3 desc limit ${MOST_TOLD}) t
     join principal p on p.id = t.principal_id order by t.last_at desc`,
    [id],
  )
  const names = await namesOf(
    pool,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    principal: toPrincipal(row),
    role: row.role,
    names: (names.get(row.id) ?? []).slice(0, MOST_NAMES).map(({ subject }) => subject),
  }))
}

async function facts(pool: Pool, id: string): Promise<IncidentFact[]> {
  const { rows } = await pool.query<{
    principal_id: string
    type: string
    first_at: Date
    last_at: Date
    signals: string
    sources: string[]
  }>(
    `select principal_id, type, first_at, last_at, signals, sources from incident_fact
     where incident_id = $1 order by last_at desc limit ${MOST_TOLD}`,
    [id],
  )
  return rows.map((row) => ({
    principalId: row.principal_id as IncidentFact['principalId'], // written by the router alone
    type: row.type,
    firstAt: row.first_at,
    lastAt: row.last_at,
    signals: Number(row.signals),
    sources: row.sources,
  }))
}

export type DecidedSignal = { signal: Signal; decisions: Decision[] }

/** Those of the incidents that it took in are its own. */
async function signals(
  pool: Pool,
  id: string,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<DecidedSignal[]> {
  const { rows } = await pool.query<SignalRow>(
    `select s.* from (select $1::uuid as id union all select id from incident where merged_into = $1) i
     cross join lateral (
       select * from signal where incident_id = i.id and ($3::uuid is null or id > $3) order by id limit $2) s
     order by s.id limit $2`,
    [id, limit, after ?? null],
  )
  return rows.map((row) => ({
    signal: rowToSignal(row),
    decisions: row.decisions === null ? [] : (JSON.parse(row.decisions) as Decision[]), // written by recordDecisions alone
  }))
}
