// Sole writer of: incident_note; of an incident's state; and of incident_txn where an operator names a cause.
import type { Pool } from 'pg'
import type { IncidentNote } from '../../../schemas/incident-admin.ts'
import type { Incident, IncidentState } from '../../../schemas/incident.ts'
import { newId } from '../ids.ts'
import { recordAudit } from './audit.ts'
import { transaction, type Sql } from './database.ts'
import { toIncident, type IncidentDbRow } from './incident-reads.ts'

export type IncidentChanges = ReturnType<typeof createIncidentChanges>

export type By = { author: string; now: Date }

/** Where it was not changed: how it stands; `undefined` where there is none. */
export type Stepped =
  { done: true; incident: Incident } | { done: false; incident: Incident | undefined }

/** From which states each may be reached; the one that it is in already is no step. */
const BEFORE: Readonly<Record<Exclude<IncidentState, 'open'>, readonly IncidentState[]>> = {
  acknowledged: ['open'],
  contained: ['open', 'acknowledged'],
  closed: ['open', 'acknowledged', 'contained'],
}

export function createIncidentChanges({ pool }: { pool: Pool }) {
  return {
    /** One step forward, noted and audited. An incident that is part of another is left alone. */
    step: (
      id: string,
      state: Exclude<IncidentState, 'open'>,
      by: By & { comment: string | undefined },
    ): Promise<Stepped> => transaction(pool, (sql) => step(sql, { id, state }, by)),

    /** Undefined where there is no such incident, or none that it names; of two that belong together each names the other. */
    addNote: (
      id: string,
      note: Pick<IncidentNote, 'kind' | 'text'>,
      by: By,
    ): Promise<IncidentNote | undefined> => transaction(pool, (sql) => addNote(sql, id, note, by)),

    /** What names this `txn` as its cause from now on is of this incident, whoever it is about. */
    async nameCause(
      { id, tenantId, txn }: { id: string; tenantId: string; txn: string },
      now: Date,
    ): Promise<void> {
      await pool.query(
        `insert into incident_txn as t (tenant_id, txn, incident_id, last_at) values ($1, $2, $3, $4)
         on conflict (tenant_id, txn) do update set last_at = greatest(t.last_at, excluded.last_at)`,
        [tenantId, txn, id, now],
      )
    },
  }
}

async function step(
  sql: Sql,
  { id, state }: { id: string; state: Exclude<IncidentState, 'open'> },
  { author, now, comment }: By & { comment: string | undefined },
): Promise<Stepped> {
  const { rows } = await sql.query<IncidentDbRow>(
    `update incident set state = $2, ${state}_at = $3
     where id = $1 and merged_into is null and state = any($4::text[]) returning *`,
    [id, state, now, BEFORE[state]],
  )
  const [changed] = rows
  if (!changed) return { done: false, incident: await find(sql, id) }
  const incident = toIncident(changed)
  await note(sql, id, { kind: 'state', text: state }, { author, now })
  if (comment !== undefined)
    await note(sql, id, { kind: 'comment', text: comment }, { author, now, position: 1 })
  await audit(sql, incident, { action: `incident.${state}`, author, now, comment })
  return { done: true, incident }
}

async function addNote(
  sql: Sql,
  id: string,
  what: Pick<IncidentNote, 'kind' | 'text'>,
  { author, now }: By,
): Promise<IncidentNote | undefined> {
  const incident = await find(sql, id)
  if (!incident) return undefined
  if (what.kind === 'incident') {
    if (!(await find(sql, what.text))) return undefined
    await note(sql, what.text, { kind: 'incident', text: id }, { author, now, position: 1 })
  }
  const added = await note(sql, id, what, { author, now })
  await audit(sql, incident, { action: `incident.${what.kind}`, author, now, comment: what.text })
  return added
}

async function find(sql: Sql, id: string): Promise<Incident | undefined> {
  const { rows } = await sql.query<IncidentDbRow>('select * from incident where id = $1', [id])
  return rows[0] && toIncident(rows[0])
}

/** `position` orders the notes of one moment. */
async function note(
  sql: Sql,
  incidentId: string,
  what: Pick<IncidentNote, 'kind' | 'text'>,
  { author, now, position = 0 }: By & { position?: number },
): Promise<IncidentNote> {
  const added = { id: newId(now, position), ...what, author, at: now }
  await sql.query(
    'insert into incident_note (id, incident_id, kind, author, text, at) values ($1, $2, $3, $4, $5, $6)',
    [added.id, incidentId, added.kind, author, added.text, now],
  )
  return added
}

const audit = (
  sql: Sql,
  { id, tenantId, txn }: Incident,
  { action, author, now, comment }: By & { action: string; comment: string | undefined },
) =>
  recordAudit(
    sql,
    {
      actor: author,
      action,
      target: `incident:${id}`,
      tenantId,
      txn,
      detail: comment === undefined ? {} : { text: comment },
    },
    now,
  )
