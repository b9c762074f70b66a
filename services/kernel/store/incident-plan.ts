import type { IncidentState, Severity } from '../../../schemas/incident.ts'

/** How a principal takes part: `strong` joins by itself, `weak` only joins what is strong about it. */
export type Role = 'strong' | 'weak'

/** A time during which an incident's signals were about a principal, no two further apart than the window. */
export type Span = {
  principalId: string
  incidentId: string
  role: Role
  firstAt: Date
  lastAt: Date
}

/** An incident as it is, or as it will be. Never one that was merged into another. */
export type IncidentRow = {
  id: string
  tenantId: string
  txn: string
  severity: Severity
  state: IncidentState
  signals: number
  facts: number
  firstSignalAt: Date
  lastSignalAt: Date
  openedAt: Date
  previousId: string | undefined
}

/** Which incident a cause belongs to, and when it last brought a signal. `known`: the incident that was read with it. */
export type TxnRow = {
  tenantId: string
  txn: string
  incidentId: string
  lastAt: Date
  known: string | undefined
}

/** One thing that happened to one principal, and who says so. */
export type FactRow = {
  incidentId: string
  principalId: string
  type: string
  firstAt: Date
  lastAt: Date
  signals: number
  sources: string[]
}

/** What there is around some signals. */
export type Surroundings = {
  incidents: IncidentRow[]
  spans: Span[]
  txns: TxnRow[]
  facts: FactRow[]
}

/** What is to be written. `merged`: by id, into which incident each went. */
export type IncidentChanges = {
  fresh: IncidentRow[]
  changed: IncidentRow[]
  merged: Map<string, string>
  spansGone: Span[]
  spans: Span[]
  txns: TxnRow[]
  factsGone: FactRow[]
  facts: FactRow[]
}
