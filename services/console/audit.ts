import type { Request } from 'express'
import type { AuditEntry } from '../../schemas/audit.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import type { AuditStore } from '../kernel/store/audit.ts'
import type { Operator } from './access/operator.ts'

/** Writes down what the request's operator did. Resolves when it is on disk: only then is the operator answered. */
export type Audit = (request: Request, entry: Omit<AuditEntry, 'actor'>) => Promise<void>

export const createAudit =
  ({
    store,
    operators,
  }: {
    store: { audit: AuditStore }
    operators: Pick<Callers<Operator>, 'of'>
  }): Audit =>
  (request, entry) =>
    store.audit.record({ ...entry, actor: operators.of(request).name })
