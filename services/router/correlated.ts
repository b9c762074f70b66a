import type { IncidentId, Severity } from '../../schemas/incident.ts'
import type { Principal } from '../../schemas/principal.ts'
import type { Signal } from '../../schemas/signal.ts'

/** A signal, who it is about and which story it belongs to: what policies decide on. */
export type Correlated = {
  signal: Signal
  principals: {
    /** Whose access is in question: of a complex subject the user, if it names one. None where the subject identifies nobody. */
    primary: Principal | undefined
    /** Of a complex subject, by member name. */
    members: Readonly<Record<string, Principal>>
  }
  /** How bad it is by its type; policies may raise it. */
  severity: Severity
  /** Undefined where the signal is not worth one. */
  incident: { id: IncidentId; txn: string; isNew: boolean } | undefined
}
