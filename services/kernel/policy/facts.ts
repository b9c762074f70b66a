import type { Severity } from '../../../schemas/incident.ts'
import type { PrincipalKind } from '../../../schemas/principal.ts'
import type { Signal } from '../../../schemas/signal.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'

type Someone = { id: string; kind: PrincipalKind }

/** Another principal that the one in question touches, and the name by which receivers know it. */
export type Related = Someone & { subject: LooseSubject }

/** A signal and all that policies may know about it. */
export type Facts = {
  signal: Signal
  principals: { primary: Someone | undefined; members: Readonly<Record<string, Someone>> }
  /** How bad it is by its type. */
  severity: Severity
  incident: { id: string; isNew: boolean } | undefined
  /** Other signals about the same principal or one related to it, in no order; as many as policies look back at. */
  history: readonly Signal[]
  /** Principals that the primary one is related to; only where a policy tells about them. */
  related: readonly Related[]
}
