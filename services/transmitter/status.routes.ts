import type { Router } from 'express'
import { StreamQuery } from '../../schemas/paths/stream.paths.ts'
import { StreamStatusBody, VerificationRequest } from '../../schemas/stream.ts'
import { HubError } from '../kernel/errors.ts'
import { readQuery } from '../kernel/http/read.ts'
import { newOpaqueId } from '../kernel/ids.ts'
import { ENDPOINTS } from './discovery.routes.ts'
import { readStreamBody, streamOf, type StreamApiDeps } from './stream-access.ts'

/** Control SETs that may be owed to one stream: a receiver that asks faster than it takes them must wait. */
const MAX_OPEN_CONTROLS = 100

/** Read and change a stream's status (SSF 1.0 §8.1.2). */
export function addStatusRoutes(router: Router, deps: StreamApiDeps): void {
  const { store, engine, waiters } = deps
  const show = (id: string, status: string, reason: string | null) => ({
    stream_id: id,
    status,
    ...(reason === null ? {} : { reason }),
  })

  router.get(ENDPOINTS.status, async (request, response) => {
    const stream = await streamOf(deps, request, readQuery(request, StreamQuery).stream_id)
    response.json(show(stream.id, stream.status, stream.statusReason))
  })
  router.post(ENDPOINTS.status, async (request, response) => {
    const { stream_id: id, status, reason = null } = readStreamBody(request, StreamStatusBody)
    await streamOf(deps, request, id)
    await store.streams.setStatus(id, status, reason)
    engine.changed(id)
    waiters.wake([id])
    response.json(show(id, status, reason))
  })
}

/** Ask for a verification event (SSF 1.0 §8.1.4.2). */
export function addVerificationRoute(router: Router, deps: StreamApiDeps): void {
  const { store, config, clock, engine, waiters } = deps
  router.post(ENDPOINTS.verification, async (request, response) => {
    const { stream_id: id, state } = readStreamBody(request, VerificationRequest)
    await streamOf(deps, request, id)
    const { minVerificationIntervalSeconds: minSeconds } = config
    if (!(await store.streamActivity.askVerification(id, clock.now(), minSeconds)))
      throw tooOften(minSeconds)
    if ((await store.controlSets.open(id, MAX_OPEN_CONTROLS)) >= MAX_OPEN_CONTROLS)
      throw tooOften(60)
    // State is echoed; where there was none, there is none (§8.1.4.2).
    await store.controlSets.appendVerification({
      jti: newOpaqueId(),
      streamId: id,
      payload: state === undefined ? {} : { state },
    })
    engine.wake([id])
    waiters.wake([id])
    response.status(204).end()
  })
}

const tooOften = (retryAfterSeconds: number): HubError =>
  new HubError(
    'too_many_requests',
    'Too many verification requests for this stream: see min_verification_interval',
    { retryAfterSeconds },
  )
