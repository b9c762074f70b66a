import type { Router } from 'express'
import { PageQuery } from '../../schemas/page.ts'
import { CreateSourceRequest, SourcePath, UpdateSourceRequest } from '../../schemas/source.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import { page } from './page.ts'
import { addRefusalRoutes } from './refusals.routes.ts'
import {
  checkSettings,
  register,
  show,
  sourceOf,
  toChanges,
  unknown,
  type SourceDeps,
} from './sources.ts'

/** Where signals come from: registered, limited, paused, removed. */
export function addSourceRoutes(router: Router, deps: SourceDeps): void {
  addRegistration(router, deps)
  addChanges(router, deps)
  addRefusalRoutes(router, deps)
}

function addRegistration(router: Router, deps: SourceDeps): void {
  const { store } = deps
  router.post('/admin/sources', async (request, response) => {
    const source = await register(request, readBody(request, CreateSourceRequest), deps)
    response.status(201).json(show(source, deps))
  })
  router.get('/admin/sources', async (request, response) => {
    const { limit, after } = readQuery(request, PageQuery)
    const sources = await store.sources.list(limit, after)
    response.json(
      page(
        sources.map((source) => show(source, deps)),
        limit,
      ),
    )
  })
  router.get('/admin/sources/:id', async (request, response) => {
    response.json(show(await sourceOf(readPath(request, SourcePath).id, deps), deps))
  })
}

function addChanges(router: Router, deps: SourceDeps): void {
  const { store, log, clock, audit } = deps
  router.patch('/admin/sources/:id', async (request, response) => {
    const { id } = readPath(request, SourcePath)
    const changes = toChanges(readBody(request, UpdateSourceRequest))
    checkSettings(await sourceOf(id, deps), changes)
    const source = await store.sources.update(id, changes)
    if (!source) throw unknown(id)
    const released = changes.status === 'active' ? await store.heldSignals.release(id) : 0
    log.info({ sourceId: id, changed: Object.keys(changes), released }, 'source changed')
    await audit(request, {
      action: 'source.change',
      target: `source:${id}`,
      tenantId: source.tenantId,
      detail: { ...changes, ...(released > 0 && { released }) },
    })
    response.json(show(source, deps))
  })
  router.delete('/admin/sources/:id', async (request, response) => {
    const { id } = readPath(request, SourcePath)
    await store.upstreams.remove(id) // its driver deletes the stream at the transmitter
    if (!(await store.sources.delete(id))) throw unknown(id)
    const discarded = await store.heldSignals.discard(id, clock.now(), 'its source was removed')
    await store.refusals.forgetSource(id)
    log.info({ sourceId: id, discarded }, 'source removed')
    await audit(request, { action: 'source.delete', target: `source:${id}`, detail: { discarded } })
    response.status(204).end()
  })
}
