import type { Router } from 'express'
import { endpoint } from '../../schemas/paths/index.ts'
import {
  DecideHeldRequest,
  HeldEventQuery,
  ResumeRequest,
  StopRequest,
} from '../../schemas/stop-switch.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readQuery } from '../kernel/http/read.ts'
import { HELD_CHUNK } from '../kernel/store/held-events.ts'
import type { ApprovalDeps } from './approvals.routes.ts'
import { page } from './page.ts'
import { publishReleased } from './released.ts'

/** The stop switch, and the events that wait for an operator. */
export function addStopSwitchRoutes(router: Router, deps: ApprovalDeps): void {
  addSwitch(router, deps)
  addHeld(router, deps)
}

function addSwitch(router: Router, deps: ApprovalDeps): void {
  const { store, clock, log, audit, operators } = deps
  const show = async () => {
    const { isStopped, reason, changedBy, changedAt } = await store.routerState.read()
    return { isStopped, reason, changedBy, changedAt, held: await store.heldEvents.counts() }
  }
  router.get(endpoint('readStopSwitch').route, async (_request, response) => {
    response.json(await show())
  })
  router.post(endpoint('stopRouter').route, async (request, response) => {
    const { reason } = readBody(request, StopRequest)
    await store.routerState.stop(reason, operators.of(request).name, clock.now())
    log.warn({ reason }, 'stopped by an operator: what is decided is held')
    await audit(request, { action: 'router.stop', target: 'router', detail: { reason } })
    response.json(await show())
  })
  router.post(endpoint('resumeRouter').route, async (request, response) => {
    const { reason, held } = readBody(request, ResumeRequest)
    if (!(await store.routerState.read()).isStopped)
      throw new HubError('conflict', 'Nothing is stopped')
    const early = await letGo('stop', held, deps)
    const by = operators.of(request).name
    const last = await store.heldEvents.resume(held, { reason, by, now: clock.now() })
    publishReleased(last.released, deps)
    const detail = {
      reason,
      released: early.released + last.released.length,
      discarded: early.discarded + last.discarded,
    }
    log.warn(detail, 'resumed by an operator')
    await audit(request, { action: 'router.resume', target: 'router', detail })
    response.json(await show())
  })
}

function addHeld(router: Router, deps: ApprovalDeps): void {
  const { store, audit } = deps
  router.get(endpoint('listHeldEvents').route, async (request, response) => {
    const { heldFor, limit, after } = readQuery(request, HeldEventQuery)
    const query = {
      limit,
      ...(heldFor === undefined ? {} : { heldFor }),
      ...(after === undefined ? {} : { after }),
    }
    response.json(page(await store.heldEvents.list(query), limit))
  })
  router.post(endpoint('decideHeldEvents').route, async (request, response) => {
    const { heldFor, decision, reason } = readBody(request, DecideHeldRequest)
    const done = await letGo(heldFor, decision, deps)
    await audit(request, {
      action: `held.${decision}`,
      target: heldFor,
      detail: { reason, ...done },
    })
    response.json(done)
  })
}

type Done = { released: number; discarded: number }

/** Some at a time, so that no transaction is long. */
async function letGo(
  heldFor: string,
  decision: 'release' | 'discard',
  deps: ApprovalDeps,
): Promise<Done> {
  const done: Done = { released: 0, discarded: 0 }
  for (;;) {
    const released = decision === 'release' ? await deps.store.heldEvents.release(heldFor) : []
    const discarded =
      decision === 'discard' ? await deps.store.heldEvents.discard(heldFor, deps.clock.now()) : 0
    publishReleased(released, deps)
    done.released += released.length
    done.discarded += discarded
    if (released.length + discarded < HELD_CHUNK) return done
  }
}
