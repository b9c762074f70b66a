import type { Router } from 'express'
import {
  ChangePushRequest,
  ChangeStreamStatusRequest,
  CreateTenantRequest,
  StreamPath,
  StreamSigning,
  StreamQuery,
  StreamTagsBody,
  type PushSettings,
} from '../../schemas/admin.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import { newOpaqueId } from '../kernel/ids.ts'
import type { StreamPush } from '../kernel/store/streams.ts'
import type { StreamHealth } from '../kernel/store/stream-health.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'

type StreamAdminDeps = Pick<Deps, 'store' | 'log' | 'config'> & { audit: Audit }

/** How every stream does, and what an operator does to one; tenants, whose issuers streams have. */
export function addStreamRoutes(router: Router, deps: StreamAdminDeps): void {
  addStreamReading(router, deps)
  addStreamChanges(router, deps)
  addTagRoute(router, deps)
  addPushRoute(router, deps)
  addSigningRoute(router, deps)
}

function addStreamReading(router: Router, { store, config }: StreamAdminDeps): void {
  const holds = { maxSets: config.holdMaxSets, maxDays: config.holdMaxDays }
  const withNames = async (health: readonly StreamHealth[]) => {
    const subscribers = await store.subscribers.byIds(health.map((stream) => stream.subscriberId))
    const names = new Map(subscribers.map(({ id, name }) => [id, name]))
    return health.map((stream) => ({ ...toOverview(stream, names), holds }))
  }
  router.get('/admin/streams', async (request, response) => {
    const query = readQuery(request, StreamQuery)
    const { items, next } = page(await store.streamHealth.list(query), query.limit)
    response.json({ items: await withNames(items), next })
  })
  router.get(endpoint('inspectStream').route, async (request, response) => {
    const { id } = readPath(request, StreamPath)
    const found = await store.streamHealth.find(id)
    if (!found) throw new HubError('not_found', `No stream ${id}`)
    const [overview] = await withNames([found])
    response.json(overview)
  })
}

function addStreamChanges(router: Router, { store, log, audit }: StreamAdminDeps): void {
  router.post('/admin/streams/:id/status', async (request, response) => {
    const { id } = readPath(request, StreamPath)
    const { status, reason } = readBody(request, ChangeStreamStatusRequest)
    if (!(await store.streams.imposeStatus(id, status, reason)))
      throw new HubError('not_found', `No stream ${id}`)
    log.info({ streamId: id, status }, 'stream status changed by an operator')
    await audit(request, {
      action: 'stream.status',
      target: `stream:${id}`,
      detail: { status, reason },
    })
    response.json({ stream_id: id, status, reason })
  })
  router.get(endpoint('readStreamVerification').route, async (request, response) => {
    const { id } = readPath(request, StreamPath)
    const latest = await store.controlSets.latestVerification(id)
    if (!latest) throw new HubError('not_found', `Stream ${id} was sent no verification lately`)
    response.json(latest)
  })
  router.post('/admin/streams/:id/verification', async (request, response) => {
    const { id } = readPath(request, StreamPath)
    if ((await store.streams.byIds([id])).length === 0)
      throw new HubError('not_found', `No stream ${id}`)
    // A verification that the transmitter starts has no state (SSF 1.0 §8.1.4.2).
    const jti = newOpaqueId()
    if (!(await store.controlSets.appendVerification({ jti, streamId: id, payload: {} })))
      throw new HubError('conflict', `Stream ${id} is disabled: nothing is sent on it`)
    await audit(request, { action: 'stream.verify', target: `stream:${id}`, detail: { jti } })
    response.status(202).json({ jti })
  })
}

function addTagRoute(router: Router, { store, audit }: StreamAdminDeps): void {
  router.put('/admin/streams/:id/tags', async (request, response) => {
    const { id } = readPath(request, StreamPath)
    const { tags } = readBody(request, StreamTagsBody)
    if (!(await store.streams.setTags(id, tags))) throw new HubError('not_found', `No stream ${id}`)
    await audit(request, { action: 'stream.tags', target: `stream:${id}`, detail: { tags } })
    response.json({ tags })
  })
}

function addPushRoute(router: Router, { store, log, audit }: StreamAdminDeps): void {
  router.patch('/admin/streams/:id/push', async (request, response) => {
    const { id } = readPath(request, StreamPath)
    const change = readBody(request, ChangePushRequest)
    const { window: pushWindow, ratePerSecond: pushRate, order: pushOrder } = change
    const changed = await store.streams.setPush(id, { pushWindow, pushRate, pushOrder })
    if (!changed) throw new HubError('not_found', `No stream ${id}`)
    log.info({ streamId: id, ...change }, 'push settings changed by an operator')
    await audit(request, { action: 'stream.push', target: `stream:${id}`, detail: change })
    response.json(toPush(changed))
  })
}

function addSigningRoute(router: Router, { store, log, audit }: StreamAdminDeps): void {
  router.put('/admin/streams/:id/signing', async (request, response) => {
    const { id } = readPath(request, StreamPath)
    const signing = readBody(request, StreamSigning)
    if (!(await store.streams.setAlg(id, signing.signingAlg)))
      throw new HubError('not_found', `No stream ${id}`)
    log.info({ streamId: id, ...signing }, 'signing of a stream changed by an operator')
    await audit(request, { action: 'stream.signing', target: `stream:${id}`, detail: signing })
    response.json(signing)
  })
}

/** As schemas/admin.ts PushSettings says. */
const toPush = ({ pushWindow, pushRate, pushOrder }: StreamPush): PushSettings => ({
  window: pushWindow,
  ratePerSecond: pushRate,
  order: pushOrder,
})

export function addTenantRoutes(router: Router, { store, log, audit }: StreamAdminDeps): void {
  router.post('/admin/tenants', async (request, response) => {
    const tenant = await store.tenants.create(readBody(request, CreateTenantRequest))
    if (!tenant) throw new HubError('conflict', 'A tenant with this id or this issuer exists')
    log.info({ tenantId: tenant.id }, 'tenant registered')
    await audit(request, {
      action: 'tenant.create',
      target: `tenant:${tenant.id}`,
      detail: { issuer: tenant.issuer },
    })
    response.status(201).json(tenant)
  })
  router.get('/admin/tenants', async (_request, response) => {
    response.json({ items: await store.tenants.list() })
  })
}

/** As schemas/admin.ts StreamOverview says. */
function toOverview(stream: StreamHealth, names: ReadonlyMap<string, string>) {
  const { id, subscriberId, statusReason, endpointUrl, ackedSeq, dead, ...others } = stream
  const { pushWindow, pushRate, pushOrder, ...rest } = others
  const { fails, failSince, nextAt, lastFailure, oldestOwedAt, ...shown } = rest
  return {
    streamId: id,
    subscriber: { id: subscriberId, name: names.get(subscriberId) ?? '' },
    ...shown,
    push: toPush({ pushWindow, pushRate, pushOrder }),
    cursor: ackedSeq,
    rejected: dead,
    ...(oldestOwedAt === null ? {} : { oldestOwedAt }),
    ...(statusReason === null ? {} : { statusReason }),
    ...(endpointUrl === '' ? {} : { endpointUrl }),
    ...(failSince && nextAt
      ? {
          failing: {
            since: failSince,
            failures: fails,
            last: lastFailure ?? '',
            nextAttemptAt: nextAt,
          },
        }
      : {}),
  }
}
