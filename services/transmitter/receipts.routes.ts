import type { Router } from 'express'
import { ReceiptRequest } from '../../schemas/progress.ts'
import { HubError } from '../kernel/errors.ts'
import { ENDPOINTS } from './discovery.routes.ts'
import { readStreamBody, streamOf, type StreamApiDeps } from './stream-access.ts'

/** An app says that it has done what it was told: the last column of a revocation's proof. */
export function addReceiptRoutes(router: Router, deps: StreamApiDeps): void {
  const { store, clock } = deps
  router.post(ENDPOINTS.receipts, async (request, response) => {
    const { stream_id: streamId, jti, note } = readStreamBody(request, ReceiptRequest)
    await streamOf(deps, request, streamId)
    if (!(await store.enforcements.note({ streamId, jti, note, at: clock.now() })))
      throw new HubError('not_found', `No SET ${jti} was sent on stream ${streamId}`)
    response.status(204).end()
  })
}
