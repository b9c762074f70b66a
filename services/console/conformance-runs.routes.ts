import type { Request, Router } from 'express'
import { ConformanceRequest, ConformanceRunPath } from '../../schemas/conformance-run.ts'
import { PageQuery } from '../../schemas/page.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { ConformanceRun } from '../kernel/store/conformance-runs.ts'
import { page } from './page.ts'
import { unknown, upstreamOf, type UpstreamDeps } from './upstreams.routes.ts'

const runs = '/admin/sources/:id/conformance'
const LOOK_MS = 200

/** Runs that show whether the hub works as a receiver with a source's transmitter. The receiver does them; here they are asked for. */
export function addConformanceRunRoutes(router: Router, deps: UpstreamDeps): void {
  const { store, log, audit } = deps
  router.post(runs, async (request, response) => {
    const wanted = readRequest(request)
    const { sourceId, tenantId } = await upstreamOf(request, deps)
    const id = await store.conformanceRuns.create(sourceId, wanted)
    if (id === undefined)
      throw new HubError(
        'conflict',
        `A run of source ${sourceId} is not finished: read it, or wait for its end`,
      )
    if (!(await store.upstreams.nudge(sourceId))) throw unknown(sourceId)
    log.info({ sourceId, runId: id }, 'conformance run wanted')
    await audit(request, {
      action: 'upstream.conformance',
      target: `source:${sourceId}`,
      tenantId,
      detail: { run: id, deliveries: wanted.deliveries },
    })
    const run = await finished(id, wanted.waitSeconds, deps)
    response.status(run.finishedAt ? 200 : 202).json(show(run))
  })
  router.get(runs, async (request, response) => {
    const { limit, after } = readQuery(request, PageQuery)
    const { sourceId } = await upstreamOf(request, deps)
    const listed = await store.conformanceRuns.list(sourceId, limit, after)
    response.json(page(listed.map(show), limit))
  })
  router.get(`${runs}/:run`, async (request, response) => {
    const { id, run: runId } = readPath(request, ConformanceRunPath)
    const run = await store.conformanceRuns.find(runId)
    if (run?.sourceId !== id) throw noRun(runId)
    response.json(show(run))
  })
}

/** Without a body it is what it is by default. */
const readRequest = (request: Request): ConformanceRequest =>
  request.body === undefined ? ConformanceRequest.parse({}) : readBody(request, ConformanceRequest)

const noRun = (id: string): HubError => new HubError('not_found', `No run ${id}`)

/** The run, at its end or when `waitSeconds` have passed. */
async function finished(
  id: string,
  waitSeconds: number,
  { store, clock }: UpstreamDeps,
): Promise<ConformanceRun> {
  const until = clock.now().getTime() + waitSeconds * 1_000
  for (;;) {
    const run = await store.conformanceRuns.find(id)
    if (!run) throw noRun(id)
    if (run.finishedAt || clock.now().getTime() >= until) return run
    await clock.sleep(LOOK_MS)
  }
}

const show = ({
  id,
  sourceId,
  state,
  request: { deliveries },
  steps,
  createdAt,
  finishedAt,
}: ConformanceRun) => ({
  id,
  sourceId,
  state,
  deliveries,
  steps,
  createdAt,
  ...(finishedAt && { finishedAt }),
})
