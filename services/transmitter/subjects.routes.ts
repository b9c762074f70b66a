import type { Router } from 'express'
import { AddSubjectRequest, RemoveSubjectRequest } from '../../schemas/stream.ts'
import { HubError } from '../kernel/errors.ts'
import { ENDPOINTS } from './discovery.routes.ts'
import { readStreamBody, streamOf, type StreamApiDeps } from './stream-access.ts'

/**
 * Add and remove subjects (SSF 1.0 §8.1.3). Whether the hub knows a subject never shows (§9.1), and a removal takes effect
 * after a grace, for it may be an attacker's (§9.3).
 */
export function addSubjectRoutes(router: Router, deps: StreamApiDeps): void {
  const { store, config, clock } = deps
  const checkRoom = async (streamId: string) => {
    const count = await store.streamSubjects.count(streamId, config.maxSubjects)
    if (count >= config.maxSubjects)
      throw new HubError(
        'forbidden',
        `A stream names at most ${String(config.maxSubjects)} subjects`,
      )
  }
  router.post(ENDPOINTS.addSubject, async (request, response) => {
    const { stream_id: id, subject, verified } = readStreamBody(request, AddSubjectRequest)
    const stream = await streamOf(deps, request, id)
    await checkRoom(id)
    await store.streamSubjects.add(stream, subject, verified)
    response.status(200).end()
  })
  router.post(ENDPOINTS.removeSubject, async (request, response) => {
    const { stream_id: id, subject } = readStreamBody(request, RemoveSubjectRequest)
    const stream = await streamOf(deps, request, id)
    await checkRoom(id)
    const effectiveAt = new Date(clock.now().getTime() + config.subjectRemovalGraceSeconds * 1000)
    await store.streamSubjects.remove(stream, subject, effectiveAt)
    response.status(204).end()
  })
}
