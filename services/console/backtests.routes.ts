import type { Request, Router } from 'express'
import {
  BacktestExampleQuery,
  BacktestJob,
  BacktestPath,
  BacktestQuery,
  BacktestRequest,
  BacktestStreamQuery,
  type Backtest,
} from '../../schemas/backtest.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import { PolicyDocument } from '../../schemas/policy.ts'
import { summaryOf } from '../kernel/backtest/summary.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { FoundOut } from '../kernel/store/backtests.ts'
import type { Operator } from './access/operator.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'
import { refuseFaults } from './policies.routes.ts'

type BacktestDeps = Pick<Deps, 'store' | 'clock'> & {
  audit: Audit
  operators: Pick<Callers<Operator>, 'of'>
}

/** What a policy would have done: asked for, watched, looked into. It is paused, resumed and cancelled as a job. */
export function addBacktestRoutes(router: Router, deps: BacktestDeps): void {
  const { store } = deps
  router.post(endpoint('createBacktest').route, async (request, response) => {
    response.status(202).json(await begin(request, deps))
  })
  router.get(endpoint('listBacktests').route, async (request, response) => {
    const query = readQuery(request, BacktestQuery)
    response.json(page(await found(await store.backtests.list(query), deps), query.limit))
  })
  router.get(endpoint('readBacktest').route, async (request, response) => {
    response.json(await read(request, deps))
  })
  router.get(endpoint('listBacktestExamples').route, async (request, response) => {
    const { limit, after } = readQuery(request, BacktestExampleQuery)
    const { id } = await read(request, deps)
    const items = await store.backtests.examples(id, limit, after)
    const last = items.length === limit ? items.at(-1)?.nr : undefined
    response.json({ items, ...(last === undefined ? {} : { next: String(last) }) })
  })
  router.get(endpoint('listBacktestStreams').route, async (request, response) => {
    const { limit, after } = readQuery(request, BacktestStreamQuery)
    const { id } = await read(request, deps)
    const items = await store.backtests.streams(id, limit, after)
    const last = items.length === limit ? items.at(-1)?.streamId : undefined
    response.json({ items, ...(last === undefined ? {} : { next: last }) })
  })
}

const WEEK_MS = 7 * 86_400_000

async function begin(request: Request, deps: BacktestDeps): Promise<Backtest> {
  const { store, audit, clock, operators } = deps
  const {
    policyId,
    from,
    to = clock.now(),
    ratePerSecond,
    ...asked
  } = readBody(request, BacktestRequest)
  const { version, policy } = await policyOf({ policyId, ...asked }, deps)
  const { data: backtest, error } = BacktestJob.safeParse({
    policyId,
    version,
    policy,
    from: from ?? new Date(to.getTime() - WEEK_MS),
    to,
  })
  if (!backtest) throw new HubError('invalid_request', error.issues[0]?.message ?? 'bad request')
  refuseFaults(backtest.policy)
  const job = await store.jobs.create({
    kind: 'backtest',
    request: backtest,
    ratePerSecond,
    startsAtOnce: true,
    createdBy: operators.of(request).name,
  })
  await audit(request, {
    action: 'job.backtest',
    target: `job:${job.id}`,
    detail: job.request,
  })
  const [made] = await found([job.id], deps)
  return made ?? missing(job.id)
}

/** The draft; or the stored policy, without what is not the operator's own. */
async function policyOf(
  { policyId, version, policy }: Pick<BacktestRequest, 'policyId' | 'version' | 'policy'>,
  { store }: BacktestDeps,
): Promise<{ version: number; policy: PolicyDocument }> {
  if (policy) return { version: 0, policy }
  const counts = version ?? (await store.policies.find(policyId))?.version ?? 0
  const stored = await store.policies.version(policyId, counts)
  if (!stored)
    throw new HubError(
      'not_found',
      `No policy ${policyId}${version === undefined ? '' : ` ${String(version)}`}: give one that is not stored in "policy"`,
    )
  return { version: counts, policy: PolicyDocument.parse(stored.document) }
}

async function read(request: Request, deps: BacktestDeps): Promise<Backtest> {
  const { id } = readPath(request, BacktestPath)
  const [backtest] = await found([id], deps)
  return backtest ?? missing(id)
}

/** In the order of the ids. The jobs are read first: of one that is done everything is found. */
async function found(ids: readonly string[], { store }: BacktestDeps): Promise<Backtest[]> {
  const jobs = await Promise.all(ids.map((id) => store.jobs.find(id)))
  const known = new Map((await store.backtests.of(ids)).map((one) => [one.jobId, one]))
  return jobs.flatMap((job) => {
    const one = job && known.get(job.id)
    return one ? [toBacktest(job, one)] : []
  })
}

function toBacktest(job: Backtest['job'], { asked, result }: FoundOut): Backtest {
  const { version, ...rest } = asked
  return {
    id: job.id,
    job,
    ...rest,
    ...(version === 0 ? {} : { version }),
    ...(result ? { summary: summaryOf(asked, result), result: ordered(result) } : {}),
  }
}

const ordered = (result: NonNullable<FoundOut['result']>) => ({
  ...result,
  skipped: result.skipped.toSorted((a, b) => b.signals - a.signals),
})

function missing(id: string): never {
  throw new HubError('not_found', `No backtest ${id}`)
}
