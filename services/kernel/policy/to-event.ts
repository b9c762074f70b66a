import { eventUriOf } from '../../../schemas/events/index.ts'
import type { HubEvent } from '../../../schemas/event.ts'
import type { EventId, SignalId } from '../../../schemas/ids.ts'
import type { Policy, PolicyEmission } from '../../../schemas/policy.ts'
import { secondsOf } from '../../../schemas/duration.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { derivedId } from '../ids.ts'
import type { Facts, Related } from './facts.ts'
import { payloadOf } from './payload.ts'

/** Signals that an event says it is because of, at most. */
const MAX_TOLD = 20

export type Emitting = {
  facts: Facts
  policy: Policy
  emission: PolicyEmission
  /** The related principal that it is about; undefined = the signal's own subject. */
  about: Related | undefined
  /** The signals that counted. */
  because: readonly { id: string }[]
}

/** Pure: what receivers are told. */
export function toEvent({ facts, policy, emission, about, because }: Emitting): HubEvent {
  const { signal } = facts
  const type = emission.emit === 'same' ? signal.type : eventUriOf(emission.emit)
  return {
    // `as`: the one place where event ids are born
    id: derivedId(signal.id, type, ...(about ? [about.id] : [])) as EventId,
    signalId: signal.id,
    type,
    subject: about?.subject ?? signal.subject,
    payload: payloadOf(signal, policy, emission, type),
    txn: signal.txn,
    tenantId: signal.tenantId,
    acceptedAt: signal.receivedAt,
    becauseOf: {
      policyId: policy.id,
      policyVersion: policy.version,
      rule: emission.emit === 'same' ? 'relay' : `emit ${type}`,
      reason: policy.reason,
      // `as`: ids of signals, which came as such
      ...(because.length > 1
        ? { signals: because.slice(0, MAX_TOLD).map(({ id }) => id as SignalId) }
        : {}),
    },
    ...(policy.to ? { tags: policy.to.tags } : {}),
    ...suppressionOf(policy, type, about?.id ?? whoOf(facts)),
  }
}

const suppressionOf = (
  { suppress }: Policy,
  type: string,
  who: string,
): Pick<HubEvent, 'suppress'> =>
  suppress === undefined
    ? {}
    : { suppress: { key: `${type} ${who}`, seconds: secondsOf(suppress) } }

/** Whom a signal is about, by one name whatever names it came by. */
export const whoOf = ({ principals, signal }: Facts): string =>
  principals.primary?.id ?? canonicalSubjectKey(signal.subject)
