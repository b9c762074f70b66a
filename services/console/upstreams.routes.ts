import type { Request, Router } from 'express'
import { PageQuery } from '../../schemas/page.ts'
import { SourcePath } from '../../schemas/source.ts'
import { UpdateUpstreamRequest, UpstreamStatusRequest } from '../../schemas/upstream.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { UpstreamRecord } from '../kernel/store/upstreams.ts'
import type { Audit } from './audit.ts'
import { changed, showUpstream } from './upstreams.ts'

export type UpstreamDeps = Pick<Deps, 'store' | 'clock' | 'log'> & { audit: Audit }

const one = '/admin/sources/:id/upstream'

/** Streams that the hub has at other transmitters. What is wanted is written down; the receiver's driver does it. */
export function addUpstreamRoutes(router: Router, deps: UpstreamDeps): void {
  addReading(router, deps)
  addChanges(router, deps)
  addWishes(router, deps)
}

function addReading(router: Router, { store, clock }: UpstreamDeps): void {
  const show = async (record: UpstreamRecord) =>
    showUpstream(record, await store.upstreamSubjects.pendingCount(record.sourceId), clock.now())
  router.get('/admin/upstreams', async (request, response) => {
    const { limit, after } = readQuery(request, PageQuery)
    const items = await Promise.all((await store.upstreams.list(limit, after)).map(show))
    const next = items.length === limit ? items.at(-1)?.sourceId : undefined
    response.json({ items, ...(next === undefined ? {} : { next }) })
  })
  router.get(one, async (request, response) => {
    response.json(await show(await upstreamOf(request, { store })))
  })
}

function addChanges(router: Router, { store, clock, log, audit }: UpstreamDeps): void {
  router.patch(one, async (request, response) => {
    const wanted = readBody(request, UpdateUpstreamRequest)
    const record = await upstreamOf(request, { store })
    const { sourceId, tenantId } = record
    if (!(await store.upstreams.change(sourceId, await changed(record, wanted))))
      throw unknown(sourceId)
    // Which credentials there are now is written down, not what they are.
    const { authorization, ...detail } = wanted
    log.info({ sourceId, changed: Object.keys(wanted) }, 'upstream changed')
    await audit(request, {
      action: 'upstream.change',
      target: `source:${sourceId}`,
      tenantId,
      detail: { ...detail, ...(authorization && { authorization: authorization.method }) },
    })
    const now = await upstreamOf(request, { store })
    response.json(
      showUpstream(now, await store.upstreamSubjects.pendingCount(sourceId), clock.now()),
    )
  })
  router.delete(one, async (request, response) => {
    const { sourceId, tenantId, isRemoved } = await upstreamOf(request, { store })
    if (!isRemoved)
      throw new HubError(
        'conflict',
        `Source ${sourceId} is not removed: remove it, and its stream goes too`,
      )
    await store.upstreams.forget(sourceId)
    log.warn({ sourceId }, 'upstream forgotten, its stream may be left at the transmitter')
    await audit(request, { action: 'upstream.forget', target: `source:${sourceId}`, tenantId })
    response.status(204).end()
  })
}

function addWishes(router: Router, { store, log, audit }: UpstreamDeps): void {
  router.post(`${one}/verification`, async (request, response) => {
    const { sourceId, tenantId } = await upstreamOf(request, { store })
    if (!(await store.upstreams.wantVerification(sourceId))) throw unknown(sourceId)
    await audit(request, { action: 'upstream.verify', target: `source:${sourceId}`, tenantId })
    response.status(202).end()
  })
  router.post(`${one}/status`, async (request, response) => {
    const { status, reason } = readBody(request, UpstreamStatusRequest)
    const { sourceId, tenantId } = await upstreamOf(request, { store })
    if (!(await store.upstreams.wantStatus(sourceId, status, reason ?? null)))
      throw unknown(sourceId)
    log.info({ sourceId, status }, 'upstream status wanted')
    await audit(request, {
      action: 'upstream.status',
      target: `source:${sourceId}`,
      tenantId,
      detail: { status, ...(reason === undefined ? {} : { reason }) },
    })
    response.status(202).end()
  })
}

/** @throws HubError `not_found` */
export async function upstreamOf(
  request: Request,
  { store }: Pick<UpstreamDeps, 'store'>,
): Promise<UpstreamRecord> {
  const { id } = readPath(request, SourcePath)
  const record = await store.upstreams.find(id)
  if (!record) throw unknown(id)
  return record
}

export const unknown = (id: string): HubError =>
  new HubError('not_found', `Source ${id} has no stream that the hub manages`)
