import { isUtf8 } from 'node:buffer'
import type { Router } from 'express'
import { EventPath, EventQuery, SignalPath, SignalQuery } from '../../schemas/admin.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readPath, readQuery } from '../kernel/http/read.ts'
import type { Audit } from './audit.ts'
import { toTrace } from './trace.ts'

/** The most streams one trace lists. */
const MAX_TRACED = 10_000

type EventDeps = Pick<Deps, 'store'> & { audit: Audit }

/** What came in, what was decided, who was told. */
export function addEventRoutes(router: Router, deps: EventDeps): void {
  addSignalList(router, deps)
  addSignalRoutes(router, deps)
  addTraceRoutes(router, deps)
}

function addSignalList(router: Router, { store }: Pick<Deps, 'store'>): void {
  router.get(endpoint('listSignals').route, async (request, response) => {
    const { items, next } = await store.recentSignals.list(readQuery(request, SignalQuery))
    response.json({
      items: items.map(({ routedAt, ...signal }) => ({ ...signal, ...(routedAt && { routedAt }) })),
      ...(next === undefined ? {} : { next }),
    })
  })
}

function addTraceRoutes(router: Router, { store }: Pick<Deps, 'store'>): void {
  router.get('/admin/events', async (request, response) => {
    const { txn, limit, after } = readQuery(request, EventQuery)
    const items = await store.events.list({
      limit,
      ...(txn === undefined ? {} : { txn }),
      ...(after === undefined ? {} : { after: eventId(after) }),
    })
    const last = items.length === limit ? items.at(-1)?.id : undefined
    response.json({ items, ...(last === undefined ? {} : { next: last }) })
  })
  router.get('/admin/events/:id/trace', async (request, response) => {
    const { id } = readPath(request, EventPath)
    const found = await store.events.find(id)
    if (!found) throw new HubError('not_found', `No event ${id}`)
    const { fannedOutAt, ...event } = found
    const deliveries = await store.trace.deliveriesOf(id, MAX_TRACED)
    const passedBy = fannedOutAt ? await store.trace.passedBy(id, fannedOutAt, MAX_TRACED) : []
    const ids = [...deliveries, ...passedBy].flatMap(({ subscriberId }) => subscriberId ?? [])
    const names = new Map(
      (await store.subscribers.byIds([...new Set(ids)])).map((subscriber) => [
        subscriber.id,
        subscriber.name,
      ]),
    )
    response.json(toTrace({ event, fannedOutAt, deliveries, passedBy, names }))
  })
}

/** A signal and, for those who have to know, what the source sent; who looked at that is written down. */
function addSignalRoutes(router: Router, { store, audit }: EventDeps): void {
  router.get('/admin/signals/:id', async (request, response) => {
    const { id } = readPath(request, SignalPath)
    const found = await store.signals.find(id)
    if (!found) throw new HubError('not_found', `No signal ${id}`)
    const { decisions, routedAt: _routedAt, principalId, incidentId, ...signal } = found
    response.json({
      signal,
      decisions,
      principalId,
      incidentId,
      events: await store.events.list({ signalId: id, limit: 200 }),
    })
  })
  router.get('/admin/signals/:id/original', async (request, response) => {
    const { id } = readPath(request, SignalPath)
    const original = await store.originals.ofSignal(id)
    if (!original) throw new HubError('not_found', `What signal ${id} was made of is not kept`)
    await audit(request, { action: 'signal.read-original', target: `signal:${id}` })
    const { headers, body } = original
    const encoding = isUtf8(body) ? 'utf8' : 'base64'
    response.json({ headers, body: body.toString(encoding), encoding })
  })
}

function eventId(after: string): string {
  const parsed = EventPath.safeParse({ id: after })
  if (!parsed.success) throw new HubError('invalid_request', 'after: not the next of a page')
  return parsed.data.id
}
