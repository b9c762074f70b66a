import type { Request, Router } from 'express'
import { endpoint } from '../../schemas/paths/index.ts'
import {
  MergeRequest,
  PrincipalPath,
  PrincipalQuery,
  ReachQuery,
  RelationQuery,
  SplitRequest,
} from '../../schemas/principal-admin.ts'
import type { Principal, PrincipalKind } from '../../schemas/principal.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { Changed } from '../kernel/store/identity-changes.ts'
import type { Store } from '../kernel/store/index.ts'
import type { Place } from '../kernel/store/principal-reads.ts'
import type { Operator } from './access/operator.ts'
import { graphOf } from './principal-graph.ts'
import { withoutUndefined } from './without-undefined.ts'

type PrincipalDeps = Pick<Deps, 'store' | 'clock' | 'log'> & {
  operators: Pick<Callers<Operator>, 'of'>
}

/** Who is behind the names: found, looked at, joined and parted. */
export function addPrincipalRoutes(router: Router, deps: PrincipalDeps): void {
  addFinding(router, deps)
  addReading(router, deps)
  addChanging(router, deps)
}

function addFinding(router: Router, { store }: PrincipalDeps): void {
  const { principals } = store
  router.get(endpoint('listPrincipals').route, async (request, response) => {
    const { tenantId, q, subject, kind, limit, after } = readQuery(request, PrincipalQuery)
    if (subject) {
      response.json({ items: await principals.called(tenantId, subject) })
    } else if (q !== undefined) {
      const paging = withoutUndefined({
        limit,
        after: after === undefined ? after : placeOf(after),
      })
      const { items, last } = await principals.search(tenantId, q, paging)
      response.json(withoutUndefined({ items, next: last && tokenOf(last) }))
    } else if (kind !== undefined) {
      const paging = withoutUndefined({ limit, after: after === undefined ? after : idOf(after) })
      const items = await principals.ofKind(tenantId, kind, paging)
      const last = items.length === limit ? items.at(-1)?.principal.id : undefined
      response.json(withoutUndefined({ items, next: last }))
    }
  })
}

const tokenOf = ({ term, id }: Place): string => Buffer.from(`${id}${term}`).toString('base64url')

function placeOf(token: string): Place {
  const text = Buffer.from(token, 'base64url').toString()
  return { id: idOf(text.slice(0, 36)), term: text.slice(36) }
}

function idOf(text: string): string {
  const parsed = PrincipalPath.safeParse({ id: text })
  if (!parsed.success) throw new HubError('invalid_request', 'after: not the next of a page')
  return parsed.data.id
}

function addReading(router: Router, { store }: PrincipalDeps): void {
  const { principals } = store
  router.get(endpoint('readPrincipal').route, async (request, response) => {
    const { id } = readPath(request, PrincipalPath)
    response.json((await principals.detail(id)) ?? missing(id))
  })
  router.get(endpoint('listRelations').route, async (request, response) => {
    const { id } = await readPrincipal(request, store)
    const { direction, limit, after } = readQuery(request, RelationQuery)
    const items = await principals.relations(id, direction, withoutUndefined({ limit, after }))
    const last = items.length === limit ? items.at(-1) : undefined
    response.json(
      withoutUndefined({ items, next: last && `${last.kind}:${last.other.principal.id}` }),
    )
  })
  router.get(endpoint('readGraph').route, async (request, response) => {
    const { id } = await readPrincipal(request, store)
    response.json(await graphOf(id, store))
  })
  router.get(endpoint('readReach').route, async (request, response) => {
    const principal = await readPrincipal(request, store)
    const { kind, limit, after = '' } = readQuery(request, ReachQuery)
    response.json(await reach(principal, { kind, limit, after }, store))
  })
}

async function reach(
  principal: Principal,
  { kind, limit, after }: { kind: PrincipalKind | undefined; limit: number; after: string },
  { principals }: Pick<Store, 'principals'>,
) {
  const { byKind, isCut } = await principals.reach(principal)
  const ids = (kind === undefined ? undefined : byKind.get(kind)) ?? []
  const some = ids.filter((id) => id > after).slice(0, limit)
  return withoutUndefined({
    counts: Object.fromEntries([...byKind].map(([one, found]) => [one, found.length])),
    isCut,
    items: await principals.summaries(some),
    next: some.length === limit ? some.at(-1) : undefined,
  })
}

async function readPrincipal(
  request: Request,
  { principals }: Pick<Store, 'principals'>,
): Promise<Principal> {
  const { id } = readPath(request, PrincipalPath)
  return (await principals.find(id)) ?? missing(id)
}

function addChanging(router: Router, deps: PrincipalDeps): void {
  const { store, clock, log, operators } = deps
  const { principals } = store
  const answer = async (id: string, result: Changed) => {
    if (!result.done)
      throw new HubError(
        result.missing ? 'not_found' : 'conflict',
        `${result.because} (principal ${id})`,
      )
    return principals.detail(result.principalId)
  }
  router.post(endpoint('mergePrincipals').route, async (request, response) => {
    const { id } = readPath(request, PrincipalPath)
    const { other, reason } = readBody(request, MergeRequest)
    const by = { author: operators.of(request).name, reason, now: clock.now() }
    const detail = await answer(id, await principals.merge(id, other, by))
    log.info({ principalId: id, other }, 'principals merged')
    response.json(detail)
  })
  router.post(endpoint('splitPrincipal').route, async (request, response) => {
    const { id } = readPath(request, PrincipalPath)
    const wanted = readBody(request, SplitRequest)
    const by = { author: operators.of(request).name, reason: wanted.reason, now: clock.now() }
    const result =
      'mergeId' in wanted
        ? await principals.undoMerge(id, wanted.mergeId, by)
        : await principals.split(id, wanted.subjects, by)
    const detail = await answer(id, result)
    log.info({ principalId: id }, 'principal split')
    response.json(detail)
  })
}

function missing(id: string): never {
  throw new HubError('not_found', `No principal ${id}`)
}
