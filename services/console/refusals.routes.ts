import type { Router } from 'express'
import { RefusalQuery, SourcePath } from '../../schemas/source.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readPath, readQuery } from '../kernel/http/read.ts'

const DAY_MS = 86_400_000

/** What was refused of a source in the last days, and why; how far the hub has come with one that it reads. */
export function addRefusalRoutes(
  router: Router,
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
): void {
  router.get('/admin/sources/:id/refusals', async (request, response) => {
    const { id } = readPath(request, SourcePath)
    const { days } = readQuery(request, RefusalQuery)
    if (!(await store.sources.get(id))) throw new HubError('not_found', `No source ${id}`)
    const since = new Date(clock.now().getTime() - (days - 1) * DAY_MS)
    const refusals = await store.refusals.list(id, since)
    response.json({ items: refusals.map(({ sourceId: _sourceId, ...shown }) => shown) })
  })
  router.get('/admin/sources/:id/polling', async (request, response) => {
    const { id } = readPath(request, SourcePath)
    const polling = await store.sourcePolls.find(id)
    if (!polling) throw new HubError('not_found', `No source ${id} that the hub reads by itself`)
    response.json(polling)
  })
}
