import type { Router } from 'express'
import { ParkedSignalQuery, ReplayParkedRequest } from '../../schemas/parked-signal.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import { readBody, readQuery } from '../kernel/http/read.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'

/** Signals let go at once at most. */
const MOST = 1_000

/** Signals that could not be decided on, and their second chance. */
export function addParkedSignalRoutes(
  router: Router,
  { store, bus, log, audit }: Pick<Deps, 'store' | 'bus' | 'log'> & { audit: Audit },
): void {
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
