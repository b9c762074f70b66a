import type { Router } from 'express'
import { ParkedEventQuery, ReplayParkedEventsRequest } from '../../schemas/parked-event.ts'
import { ParkedSignalQuery, ReplayParkedRequest } from '../../schemas/parked-signal.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import { readBody, readQuery } from '../kernel/http/read.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'
import { publishReleased } from './released.ts'

/** Signals let go at once at most. */
const MOST = 1_000

type ParkedDeps = Pick<Deps, 'store' | 'bus' | 'log' | 'metrics'> & { audit: Audit }

/** Signals that could not be decided on, events that could not be matched, and their second chance. */
export function addParkedRoutes(router: Router, deps: ParkedDeps): void {
  addParkedSignals(router, deps)
  addParkedEvents(router, deps)
}

function addParkedEvents(router: Router, deps: ParkedDeps): void {
  const { store, audit } = deps
  router.get(endpoint('listParkedEvents').route, async (request, response) => {
    const { limit, after } = readQuery(request, ParkedEventQuery)
    response.json(page(await store.parkedEvents.list(limit, after), limit))
  })
  router.post(endpoint('replayParkedEvents').route, async (request, response) => {
    const { ids } = readBody(request, ReplayParkedEventsRequest)
    const released = await store.parkedEvents.replay(ids, MOST)
    publishReleased(released, deps)
    const detail = { replayed: released.length, ...(ids ? { ids } : {}) }
    await audit(request, { action: 'transmitter.replay', target: 'transmitter', detail })
    response.status(202).json({ replayed: released.length })
  })
}

function addParkedSignals(router: Router, { store, bus, log, audit }: ParkedDeps): void {
  router.get(endpoint('listParkedSignals').route, async (request, response) => {
    const query = readQuery(request, ParkedSignalQuery)
    response.json(page(await store.parkedSignals.list(query), query.limit))
  })
  router.post(endpoint('replayParkedSignals').route, async (request, response) => {
    const { ids } = readBody(request, ReplayParkedRequest)
    const { released, isLeft } = await store.parkedSignals.replay(ids, MOST)
    bus.publish('ssf.signals', released).catch((error: unknown) => {
      log.warn({ reason: errorText(error) }, 'replayed signals not published, the sweep will')
    })
    if (!isLeft) await store.alerts.resolve('signals-parked', 'router')
    const detail = { replayed: released.length, ...(ids ? { ids } : {}) }
    await audit(request, { action: 'router.replay', target: 'router', detail })
    response.status(202).json({ replayed: released.length })
  })
}
