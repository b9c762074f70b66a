import { uriOf } from '../../../schemas/events/index.ts'
import type { Policy, PolicyEmission } from '../../../schemas/policy.ts'
import type { Signal } from '../../../schemas/signal.ts'

/** Their SETs have a reason for an administrator (CAEP interoperability profile §3.1, §3.2), also where the source gave none. */
const NEED_A_REASON: ReadonlySet<string> = new Set([
  uriOf('session-revoked'),
  uriOf('credential-change'),
])

/** What receivers are told, where `type` comes of the signal. */
export const payloadOf = (
  signal: Signal,
  policy: Policy,
  emission: PolicyEmission,
  type: string,
): Record<string, unknown> =>
  type === signal.type && !('about' in emission && emission.about)
    ? relayedPayload(signal, policy)
    : derivedPayload(signal, policy, emission)

/** What came, unchanged but for a reason that must not be missing. */
const relayedPayload = (signal: Signal, policy: Policy): Record<string, unknown> =>
  signal.payload['reason_admin'] === undefined && NEED_A_REASON.has(signal.type)
    ? { ...signal.payload, reason_admin: reasonOf(signal, policy) }
    : signal.payload

const reasonOf = ({ type, sourceId }: Signal, { reason }: Policy): { en: string } => ({
  en: `${reason} (${type} from ${sourceId})`,
})

/** CAEP 1.0 §2: when it happened, who started it (a policy did), and the reason for an administrator. */
const derivedPayload = (
  signal: Signal,
  policy: Policy,
  emission: PolicyEmission,
): Record<string, unknown> => ({
  event_timestamp: Math.floor(signal.occurredAt.getTime() / 1000),
  initiating_entity: 'policy',
  reason_admin: reasonOf(signal, policy),
  ...('payload' in emission ? emission.payload : {}),
})
