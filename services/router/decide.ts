import type { EventId } from '../../schemas/ids.ts'
import type { HubEvent } from '../../schemas/event.ts'
import type { Decision, Policy, PolicyEmission } from '../../schemas/policy.ts'
import type { Signal } from '../../schemas/signal.ts'
import { uriOf } from '../../schemas/events/index.ts'
import { derivedId } from '../kernel/ids.ts'
import type { Correlated } from './correlated.ts'

/** What policies know beside the signal in hand. */
export type Context = { policies: readonly Policy[] }

/** What happens because of one signal, and why (not). */
export type Decided = { signalId: string; decisions: Decision[]; events: HubEvent[] }

/**
 * Pure: every enabled policy looks at the signal. An event's id derives from the signal and what is emitted, so deciding
 * twice makes the same events, and two policies that want the same event make it once.
 */
export function decide({ signal }: Correlated, { policies }: Context): Decided {
  const decided: Decided = { signalId: signal.id, decisions: [], events: [] }
  for (const policy of policies) {
    const because = mismatch(signal, policy)
    if (because !== undefined) {
      decided.decisions.push({
        decision: 'skip',
        policyId: policy.id,
        policyVersion: policy.version,
        because,
      })
      continue
    }
    for (const emission of policy.then) addEvent(decided, toEvent(signal, policy, emission))
  }
  return decided
}

/** Why a policy does not apply, or undefined where it does. */
function mismatch(signal: Signal, { when }: Policy): string | undefined {
  if (when.types && !when.types.includes(signal.type)) return `it is not about ${signal.type}`
  if (when.sources && !when.sources.includes(signal.sourceId))
    return `it does not listen to source ${signal.sourceId}`
  if (signal.vendorType !== undefined && when.notVendorTypes?.includes(signal.vendorType))
    return `it leaves out ${signal.vendorType}`
  // A shared secret proves nothing about what was said: by itself it must not end anybody's access.
  if (signal.certainty === 'hint')
    return `source ${signal.sourceId} gives a hint only: nobody but its shared secret stands for it`
  return undefined
}

function toEvent(signal: Signal, policy: Policy, emission: PolicyEmission): HubEvent {
  const type = emission.emit === 'same' ? signal.type : emission.emit
  return {
    id: derivedId(signal.id, type) as EventId, // the one place where event ids are born
    signalId: signal.id,
    type,
    subject: signal.subject,
    payload:
      type === signal.type
        ? relayedPayload(signal, policy)
        : derivedPayload(signal, policy, emission),
    txn: signal.txn,
    tenantId: signal.tenantId,
    acceptedAt: signal.receivedAt,
    becauseOf: {
      policyId: policy.id,
      policyVersion: policy.version,
      rule: emission.emit === 'same' ? 'relay' : `emit ${type}`,
      reason: policy.reason,
    },
  }
}

/** Their SETs have a reason for an administrator (CAEP interoperability profile §3.1, §3.2), also where the source gave none. */
const NEED_A_REASON: ReadonlySet<string> = new Set([
  uriOf('session-revoked'),
  uriOf('credential-change'),
])

/** What came, unchanged but for a reason that must not be missing. */
const relayedPayload = (signal: Signal, policy: Policy): Record<string, unknown> =>
  signal.payload['reason_admin'] === undefined && NEED_A_REASON.has(signal.type)
    ? { ...signal.payload, reason_admin: reasonOf(signal, policy) }
    : signal.payload

const reasonOf = ({ type, sourceId }: Signal, { reason }: Policy): { en: string } => ({
  en: `${reason} (${type} from ${sourceId})`,
})

/** CAEP 1.0 §2: when it happened, who started it (a policy did), and the reason for an administrator. */
function derivedPayload(
  signal: Signal,
  policy: Policy,
  emission: PolicyEmission,
): Record<string, unknown> {
  return {
    event_timestamp: Math.floor(signal.occurredAt.getTime() / 1000),
    initiating_entity: 'policy',
    reason_admin: reasonOf(signal, policy),
    ...('payload' in emission ? emission.payload : {}),
  }
}

function addEvent(decided: Decided, event: HubEvent): void {
  if (!decided.events.some(({ id }) => id === event.id)) decided.events.push(event)
  decided.decisions.push({
    decision: 'emit',
    eventId: event.id,
    type: event.type,
    becauseOf: event.becauseOf,
  })
}
