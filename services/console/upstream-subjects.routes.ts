import type { Router } from 'express'
import { UpstreamSubjectQuery, UpstreamSubjectsRequest } from '../../schemas/upstream.ts'
import { readBody, readQuery } from '../kernel/http/read.ts'
import { unknown, upstreamOf, type UpstreamDeps } from './upstreams.routes.ts'

const subjects = '/admin/sources/:id/upstream/subjects'

/** Whom a transmitter is asked to tell about (SSF 1.0 §8.1.3). */
export function addUpstreamSubjectRoutes(
  router: Router,
  { store, log, audit }: UpstreamDeps,
): void {
  router.post(subjects, async (request, response) => {
    const { add, remove, verified } = readBody(request, UpstreamSubjectsRequest)
    const { sourceId, tenantId } = await upstreamOf(request, { store })
    if (add.length > 0)
      await store.upstreamSubjects.want(sourceId, 'adding', { subjects: add, verified })
    if (remove.length > 0)
      await store.upstreamSubjects.want(sourceId, 'removing', { subjects: remove, verified })
    if (!(await store.upstreams.nudge(sourceId))) throw unknown(sourceId)
    const counts = { adding: add.length, removing: remove.length }
    log.info({ sourceId, ...counts }, 'upstream subjects wanted')
    await audit(request, {
      action: 'upstream.subjects',
      target: `source:${sourceId}`,
      tenantId,
      detail: counts,
    })
    response.status(202).json(counts)
  })
  router.get(subjects, async (request, response) => {
    const query = readQuery(request, UpstreamSubjectQuery)
    const { sourceId } = await upstreamOf(request, { store })
    const found = await store.upstreamSubjects.list(sourceId, query)
    const next = found.length === query.limit ? found.at(-1)?.key : undefined
    response.json({
      items: found.map(({ key: _key, ...subject }) => subject),
      ...(next === undefined ? {} : { next }),
    })
  })
}
