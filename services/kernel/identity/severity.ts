import type { Severity } from '../../../schemas/incident.ts'
import { uriOf, type EventName } from '../../../schemas/events/index.ts'
import type { Signal } from '../../../schemas/signal.ts'

type Rule = Severity | ((payload: Signal['payload']) => Severity)

/** By a member of the payload; else by what stands last. */
const by =
  (member: string, severities: Readonly<Record<string, Severity>>, otherwise: Severity): Rule =>
  (payload) => {
    const value = payload[member]
    return (typeof value === 'string' ? severities[value] : undefined) ?? otherwise
  }

const initiator = by('initiating_entity', { user: 'info' }, 'low')

/** How bad each thing is by itself. `info` belongs to daily life and opens no incident; policies may raise it. */
const SEVERITIES: Readonly<Record<EventName, Rule>> = {
  'session-revoked': initiator,
  'sessions-revoked': 'low',
  'session-established': 'info',
  'session-presented': 'info',
  'token-claims-change': 'info',
  'credential-change': 'info',
  'assurance-level-change': by('change_direction', { decrease: 'low' }, 'info'),
  'device-compliance-change': by('current_status', { 'not-compliant': 'medium' }, 'info'),
  'risk-level-change': by('current_level', { HIGH: 'high', MEDIUM: 'medium' }, 'info'),
  'account-credential-change-required': 'medium',
  'account-purged': 'low',
  'account-disabled': by('reason', { hijacking: 'high', 'bulk-account': 'medium' }, 'low'),
  'account-enabled': 'info',
  'identifier-changed': 'info',
  'identifier-recycled': 'info',
  'credential-compromise': 'high',
  'opt-in': 'info',
  'opt-out-initiated': 'info',
  'opt-out-cancelled': 'info',
  'opt-out-effective': 'info',
  'recovery-activated': 'low',
  'recovery-information-changed': 'info',
  'token-issued': 'info',
  'token-revoked': 'low',
  'tokens-revoked': 'low',
  'client-disabled': 'medium',
  'client-enabled': 'info',
  'client-credential-changed': 'low',
  verification: 'info',
  'stream-updated': 'info',
}

const BY_URI: ReadonlyMap<string, Rule> = new Map(
  Object.entries(SEVERITIES).map(([name, rule]) => [uriOf(name as EventName), rule]), // the keys of a closed table
)

/** The source of what operators ask for. */
export const CONSOLE_SOURCE = 'console'

/**
 * How bad a signal is by its type and what it says; what is not known is not judged. What operators do is an answer, no
 * finding: it opens no incident, and belongs to the one whose `txn` it brings.
 */
export function severityOf({
  type,
  payload,
  sourceId,
}: Pick<Signal, 'type' | 'payload' | 'sourceId'>): Severity {
  if (sourceId === CONSOLE_SOURCE) return 'info'
  const rule = BY_URI.get(type) ?? 'info'
  return typeof rule === 'function' ? rule(payload) : rule
}
