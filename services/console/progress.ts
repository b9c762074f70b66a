import type { HubEvent } from '../../schemas/event.ts'
import type { Progress, ProgressStep } from '../../schemas/progress.ts'
import type { Confirmation, Enforcement } from '../kernel/store/enforcements.ts'
import type { PastStream, TracedDelivery } from '../kernel/store/trace.ts'
import { stateOf, whyNot } from './trace.ts'

/** One event, with where it was owed and where it was not. */
export type Told = {
  event: HubEvent
  deliveries: readonly TracedDelivery[]
  passedBy: readonly PastStream[]
}

type Known = {
  txn: string
  told: readonly Told[]
  enforcements: readonly Enforcement[]
  confirmations: readonly Confirmation[]
  /** Of the subscribers. */
  names: ReadonlyMap<string, string>
  /** Of the streams. */
  audiences: ReadonlyMap<string, readonly string[]>
  /** There is more than is known here. */
  isCut: boolean
}

type Row = { streamId: string; subscriber: { id: string; name: string }; steps: ProgressStep[] }

/** Pure: everything of one txn as a table of apps and steps (schemas/progress.ts). */
export function toProgress(known: Known): Progress {
  const told = withoutEchoes(known)
  const streams = rowsOf(told, { ...known, told })
  const steps = streams.flatMap((row) => row.steps)
  return {
    txn: known.txn,
    events: told.map(({ event }) => event),
    streams: streams.toSorted((a, b) => a.subscriber.name.localeCompare(b.subscriber.name)),
    notTold: told.flatMap(({ event, passedBy }) =>
      passedBy.map((stream) => ({
        eventId: event.id,
        streamId: stream.streamId,
        subscriber: subscriberOf(stream.subscriberId, known),
        because: whyNot(stream, event),
      })),
    ),
    open: steps.filter(({ state }) => state.status === 'pending' || state.status === 'held').length,
    ...lastAcknowledged(steps),
    ...(known.isCut && { isCut: true }),
  } as Progress // ids are branded where they are read, the store's are plain
}

/** What an app tells of itself confirms; it is no row of its own. */
function withoutEchoes({ told, confirmations, audiences }: Known): readonly Told[] {
  const apps = new Set([...audiences.values()].flat())
  const echoes = new Set(
    confirmations.filter(({ issuer }) => apps.has(issuer)).map(({ eventId }) => eventId),
  )
  const own = told.filter(({ event }) => !echoes.has(event.id))
  return own.length === 0 ? told : own
}

function rowsOf(told: readonly Told[], known: Known): Row[] {
  const rows = new Map<string, Row>()
  for (const { event, deliveries } of told)
    for (const delivery of deliveries) {
      const row: Row = rows.get(delivery.streamId) ?? {
        streamId: delivery.streamId,
        subscriber: subscriberOf(delivery.subscriberId, known),
        steps: [],
      }
      row.steps.push(stepOf(event, delivery, known))
      rows.set(delivery.streamId, row)
    }
  return [...rows.values()]
}

const subscriberOf = (id: string | null, { names }: Known) => ({
  id: id ?? '',
  name: names.get(id ?? '') ?? '(deleted)',
})

function lastAcknowledged(steps: readonly ProgressStep[]): { lastAcknowledgedAt?: Date } {
  const times = steps.flatMap(({ acknowledgedAt }) => acknowledgedAt?.getTime() ?? [])
  return times.length === 0 ? {} : { lastAcknowledgedAt: new Date(Math.max(...times)) }
}

function stepOf(event: HubEvent, delivery: TracedDelivery, known: Known): ProgressStep {
  const [first] = delivery.attempts
  const last = delivery.attempts.at(-1)
  const accepted = delivery.attempts.find(({ outcome }) => outcome === 'accepted')
  return {
    eventId: event.id,
    jti: delivery.jti,
    state: stateOf(delivery),
    owedAt: delivery.owedAt,
    attempts: delivery.attempts.length,
    ...(first && { signedAt: new Date(first.at.getTime() - first.durationMs) }),
    ...(first && first.kid !== null && { kid: first.kid }),
    ...(last && { sentAt: last.at }),
    ...(accepted && { acknowledgedAt: accepted.at }),
    ...enforcedBy(event, delivery, known),
  }
}

function enforcedBy(
  event: HubEvent,
  { streamId }: TracedDelivery,
  { told, enforcements, confirmations, audiences }: Known,
): Partial<ProgressStep> {
  const receipt = enforcements.find((one) => one.eventId === event.id && one.streamId === streamId)
  if (receipt)
    return {
      enforcedAt: receipt.at,
      enforcedBy: 'receipt',
      ...(receipt.note === null ? {} : { note: receipt.note }),
    }
  // An app may know its user by a name that the hub does not; where several are told of, it has to name the right one.
  const isAlone = told.filter((other) => other.event.type === event.type).length === 1
  const said = confirmations.find(
    ({ issuer, type, confirms }) =>
      type === event.type &&
      (isAlone || confirms.includes(event.id)) &&
      (audiences.get(streamId) ?? []).includes(issuer),
  )
  return said ? { enforcedAt: said.at, enforcedBy: 'signal' } : {}
}
