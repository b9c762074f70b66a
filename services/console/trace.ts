import type { NotDeliveredReason } from '../../schemas/delivery.ts'
import type { HubEvent } from '../../schemas/event.ts'
import type { PastStream, TracedDelivery } from '../kernel/store/trace.ts'
import { toAttempt } from './attempt.ts'

type Known = {
  event: HubEvent
  fannedOutAt: Date | null
  deliveries: readonly TracedDelivery[]
  passedBy: readonly PastStream[]
  names: ReadonlyMap<string, string>
}

/** Pure: who got an event, when, each attempt and answer, and why the others did not (schemas/admin.ts EventTrace). */
export function toTrace({ event, fannedOutAt, deliveries, passedBy, names }: Known) {
  const subscriber = (id: string | null) => ({
    id: id ?? '',
    name: names.get(id ?? '') ?? '(deleted)',
  })
  return {
    event,
    ...(fannedOutAt === null ? {} : { fannedOutAt }),
    deliveries: deliveries.map((delivery) => ({
      streamId: delivery.streamId,
      subscriber: subscriber(delivery.subscriberId),
      jti: delivery.jti,
      state: stateOf(delivery),
      attempts: delivery.attempts.map(toAttempt),
    })),
    notDelivered: passedBy.map((stream) => ({
      streamId: stream.streamId,
      subscriber: subscriber(stream.subscriberId),
      because: whyNot(stream, event),
    })),
  }
}

export function whyNot(
  { status, eventsDelivered, isMeant, isSuppressed }: PastStream,
  { type, heldFor }: HubEvent,
): NotDeliveredReason {
  if (heldFor === 'discarded') return 'discarded'
  if (status === 'disabled') return 'disabled'
  if (!eventsDelivered.includes(type)) return 'not-requested'
  if (!isMeant) return 'not-tagged'
  return isSuppressed ? 'suppressed' : 'subject-not-in-stream'
}

export function stateOf(delivery: TracedDelivery) {
  const attempts = delivery.attempts.length
  const accepted = delivery.attempts.find(({ outcome }) => outcome === 'accepted')
  if (accepted) return { status: 'delivered' as const, attempts, deliveredAt: accepted.at }
  if (delivery.dead) {
    const { at, err, description } = delivery.dead
    return {
      status: 'rejected' as const,
      attempts,
      rejectedAt: at,
      err: err ?? '',
      ...(description === null ? {} : { description }),
    }
  }
  const given = givenUp(delivery)
  if (given) return { attempts, ...given }
  if (delivery.isHeld) return { status: 'held' as const, attempts, because: 'paused' as const }
  return { status: 'pending' as const, attempts, nextAttemptAt: delivery.nextAt ?? delivery.owedAt }
}

/** Why it will never be delivered, though nobody refused it. */
function givenUp({ owedAt, expiredAt, attempts, ...delivery }: TracedDelivery) {
  if (delivery.isDeleted)
    return { status: 'dropped' as const, droppedAt: owedAt, because: 'stream-deleted' as const }
  if (!delivery.isSettled || delivery.isHandedOut) return undefined
  if (expiredAt === null)
    return { status: 'dropped' as const, droppedAt: owedAt, because: 'disabled' as const }
  const lastReason = attempts.at(-1)?.description ?? 'held too long, or too many'
  return { status: 'expired' as const, expiredAt, lastReason }
}
