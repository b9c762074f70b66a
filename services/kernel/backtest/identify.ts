import { mentionsIn } from '../identity/mentions.ts'
import { severityOf } from '../identity/severity.ts'
import type { Identified } from '../policy/gather.ts'
import type { Decided } from '../store/backtest-signals.ts'

/**
 * Pure: what policies knew of a signal when it was decided on, but for its history. Who its members are is told by what
 * they are called; an incident that a policy opened was not there yet.
 */
export function identify({ signal, scope, principal, incidentId, opened }: Decided): Identified {
  const [, ...others] = mentionsIn(signal, scope)
  const severity = severityOf(signal)
  return {
    signal,
    principals: {
      primary: principal,
      members: Object.fromEntries(
        others.map(({ member, kind, names: [{ key }] }) => [member, { id: key, kind }]),
      ),
    },
    severity,
    incident:
      incidentId === null || (severity === 'info' && opened)
        ? undefined
        : { id: incidentId, isNew: opened },
  }
}
