import type { Router } from 'express'
import type { HubEvent } from '../../schemas/event.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import { RevocationPreviewRequest } from '../../schemas/revocation-preview.ts'
import { readBody } from '../kernel/http/read.ts'
import { rehearse } from '../kernel/policy/rehearse.ts'
import type { Reach, ReachedStream } from '../kernel/store/blast-radius.ts'
import { eventsOf } from './revocations.ts'
import type { RevocationDeps } from './revocations.routes.ts'
import { reachedBy, secondPerson } from './second-person.ts'

/** Streams that are listed of those who are told, and of those who are not; the totals count all. */
const LISTED = 200

/** The blast radius of a revocation, before it is one. */
export function addRevocationPreviewRoutes(
  router: Router,
  {
    store,
    clock,
    config,
    operators,
  }: Pick<RevocationDeps, 'store' | 'clock' | 'config' | 'operators'>,
): void {
  router.post(endpoint('previewRevocation').route, async (request, response) => {
    const wanted = readBody(request, RevocationPreviewRequest)
    const { tenantId, subject, kind } = wanted
    const now = clock.now()
    const [{ policies }, { isStopped }, reach] = await Promise.all([
      store.policies.inForce(),
      store.routerState.read(),
      reachedBy(wanted, store),
    ])
    const signals = eventsOf(kind).map(({ type, more }) => ({
      tenantId,
      subject,
      type,
      payload: more,
      sourceId: 'console',
      txn: 'preview',
    }))
    const events = once(rehearse(signals, policies, now).flatMap((one) => one.events))
    const reached = await Promise.all(
      events.map((event) => store.blastRadius.of(event, now, LISTED)),
    )
    response.json({
      isStopped,
      secondPerson: secondPerson(reach, config.console, operators.of(request).role),
      events: events.map((event, index) => toPreview(event, reached[index])),
    })
  })
}

/** Two signals of one revocation may lead to the same event; it is told apart by what is told about whom. */
const once = (events: readonly HubEvent[]): HubEvent[] => [
  ...new Map(
    events.map((event) => [`${event.type} ${JSON.stringify(event.subject)}`, event]),
  ).values(),
]

/** As schemas/revocation-preview.ts PreviewedEvent says. */
function toPreview({ type, subject, becauseOf, heldFor }: HubEvent, reach: Reach | undefined) {
  const streams = reach?.streams ?? []
  return {
    type,
    subject,
    becauseOf,
    ...(heldFor === undefined ? {} : { heldFor }),
    told: {
      total: reach?.told ?? 0,
      items: streams
        .filter(({ because }) => because === null)
        .map((stream) => ({ ...nameOf(stream), method: stream.method, when: whenOf(stream) })),
    },
    notTold: {
      total: reach?.notTold ?? 0,
      items: streams.flatMap((stream) =>
        stream.because === null ? [] : [{ ...nameOf(stream), because: stream.because }],
      ),
    },
  }
}

const nameOf = ({ id, subscriberId, subscriberName }: ReachedStream) => ({
  streamId: id,
  subscriber: { id: subscriberId, name: subscriberName },
})

function whenOf({ status, isFailing }: ReachedStream): 'now' | 'once-enabled' | 'once-reachable' {
  if (status === 'paused') return 'once-enabled'
  return isFailing ? 'once-reachable' : 'now'
}
