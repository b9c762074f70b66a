import type { Request, Router } from 'express'
import {
  ChangeJobRequest,
  JobPath,
  JobQuery,
  RedriveJobRequest,
  ReplayRequest,
  type Job,
  type JobKind,
} from '../../schemas/job.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import { isAtLeast } from '../../schemas/roles.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { Operator } from './access/operator.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'

type JobRoutesDeps = Pick<Deps, 'store'> & {
  audit: Audit
  operators: Pick<Callers<Operator>, 'of'>
}

/** Work in the background: asked for, watched, started, paused, resumed, cancelled. */
export function addJobRoutes(router: Router, deps: JobRoutesDeps): void {
  const { store } = deps
  router.get(endpoint('listJobs').route, async (request, response) => {
    const query = readQuery(request, JobQuery)
    response.json(page(await store.jobs.list(query), query.limit))
  })
  router.get(endpoint('readJob').route, async (request, response) => {
    const { id } = readPath(request, JobPath)
    const job = await store.jobs.find(id)
    if (!job) throw noJob(id)
    response.json(job)
  })
  router.patch(endpoint('changeJob').route, async (request, response) => {
    response.json(await change(request, deps))
  })
  router.post(endpoint('redriveByFilter').route, async (request, response) => {
    response
      .status(202)
      .json(await begin('redrive', request, readBody(request, RedriveJobRequest), deps))
  })
  router.post(endpoint('replay').route, async (request, response) => {
    response
      .status(202)
      .json(await begin('replay', request, readBody(request, ReplayRequest), deps))
  })
}

type Asked = { ratePerSecond: number; startsAtOnce: boolean }

async function begin(
  kind: JobKind,
  request: Request,
  asked: Asked,
  { store, audit, operators }: JobRoutesDeps,
): Promise<Job> {
  const { ratePerSecond, startsAtOnce } = asked
  const createdBy = operators.of(request).name
  const job = await store.jobs.create({
    kind,
    request: asked,
    ratePerSecond,
    startsAtOnce,
    createdBy,
  })
  await audit(request, {
    action: `job.${kind}`,
    target: `job:${job.id}`,
    detail: job.request,
  })
  return job
}

async function change(request: Request, deps: JobRoutesDeps): Promise<Job> {
  const { store, audit } = deps
  const { id } = readPath(request, JobPath)
  const { action, ratePerSecond } = readBody(request, ChangeJobRequest)
  await refuseToErase(request, id, deps)
  const paced =
    ratePerSecond === undefined ? undefined : await store.jobs.setRate(id, ratePerSecond)
  const job = action === undefined ? paced : await store.jobs.act(id, action)
  if (job === undefined) throw noJob(id)
  if (job === false)
    throw new HubError(
      'conflict',
      `Job ${id} is not in a state for that: start what is ready, pause what runs, resume what is paused, cancel what has not ended`,
    )
  await audit(request, {
    action: 'job.change',
    target: `job:${id}`,
    detail: { ...(action && { action }), ...(ratePerSecond && { ratePerSecond }) },
  })
  return job
}

/** What an administrator alone may ask for, an administrator alone may start. */
async function refuseToErase(
  request: Request,
  id: string,
  { store, operators }: JobRoutesDeps,
): Promise<void> {
  if (isAtLeast(operators.of(request).role, 'admin')) return
  if ((await store.jobs.find(id))?.kind === 'expunge')
    throw new HubError('forbidden', 'Erasing somebody takes the role admin')
}

const noJob = (id: string): HubError => new HubError('not_found', `No job ${id}`)
