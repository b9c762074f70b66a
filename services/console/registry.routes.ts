import type { Router } from 'express'
import {
  CreateSourceRequest,
  CreateSubscriberRequest,
  PageQuery,
  SourcePath,
  SubscriberPath,
} from '../../schemas/admin.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { Source } from '../kernel/store/sources.ts'
import type { Subscriber } from '../kernel/store/subscribers.ts'
import { CONSOLE_SOURCE } from './revocations.ts'

type RegistryDeps = Pick<Deps, 'store' | 'config' | 'log'>

/** Who may send and who is told: sources, subscribers, their streams, and the policies between them. */
export function addRegistryRoutes(router: Router, deps: RegistryDeps): void {
  addSubscriberRoutes(router, deps)
  addSourceRoutes(router, deps)
  const { store } = deps
  router.get('/admin/streams', async (request, response) => {
    const { limit, after } = readQuery(request, PageQuery)
    const health = await store.streamHealth.list(limit, after)
    const names = new Map(
      (await store.subscribers.byIds(health.map(({ subscriberId }) => subscriberId))).map(
        ({ id, name }) => [id, name],
      ),
    )
    const items = health.map(({ subscriberId, ...stream }) => ({
      ...stream,
      subscriber: { id: subscriberId, name: names.get(subscriberId) ?? '' },
    }))
    response.json(page(items, limit))
  })
  router.get('/admin/policies', async (_request, response) => {
    response.json({ items: await store.policies.list() })
  })
}

function addSubscriberRoutes(router: Router, { store, log }: RegistryDeps): void {
  router.post('/admin/subscribers', async (request, response) => {
    const {
      name,
      audience,
      allowedEvents = [],
      description = null,
    } = readBody(request, CreateSubscriberRequest)
    const { subscriber, token } = await store.subscribers.create({
      name,
      audience,
      allowedEvents,
      description,
    })
    log.info({ subscriberId: subscriber.id }, 'subscriber registered')
    response.status(201).json({ ...showSubscriber(subscriber), token })
  })
  router.get('/admin/subscribers', async (request, response) => {
    const { limit, after } = readQuery(request, PageQuery)
    response.json(page((await store.subscribers.list(limit, after)).map(showSubscriber), limit))
  })
  router.delete('/admin/subscribers/:id', async (request, response) => {
    const { id } = readPath(request, SubscriberPath)
    for (const stream of await store.streams.ofSubscriber(id)) await store.streams.delete(stream.id)
    if (!(await store.subscribers.delete(id)))
      throw new HubError('not_found', `No subscriber ${id}`)
    log.info({ subscriberId: id }, 'subscriber removed')
    response.status(204).end()
  })
}

function addSourceRoutes(router: Router, { store, config, log }: RegistryDeps): void {
  const show = ({
    pushAuthorization: _pushAuthorization,
    secrets: _secrets,
    jwks: _jwks,
    ...source
  }: Source) => ({
    ...source,
    ingestUrl: `${config.issuer.replace(/\/$/, '')}/ingest/${source.id}`,
  })
  router.post('/admin/sources', async (request, response) => {
    const wanted = readBody(request, CreateSourceRequest)
    const source =
      wanted.id === CONSOLE_SOURCE ? undefined : await store.sources.create(toSource(wanted))
    if (!source)
      throw new HubError(
        'conflict',
        `Source ${wanted.id} exists: take another id or delete it first`,
      )
    log.info({ sourceId: source.id, kind: source.kind }, 'source registered')
    response.status(201).json(show(source))
  })
  router.get('/admin/sources', async (request, response) => {
    const { limit, after } = readQuery(request, PageQuery)
    response.json(page((await store.sources.list(limit, after)).map(show), limit))
  })
  router.delete('/admin/sources/:id', async (request, response) => {
    const { id } = readPath(request, SourcePath)
    if (!(await store.sources.delete(id))) throw new HubError('not_found', `No source ${id}`)
    log.info({ sourceId: id }, 'source removed')
    response.status(204).end()
  })
}

function toSource(wanted: CreateSourceRequest): Omit<Source, 'createdAt'> {
  if (wanted.kind !== 'ssf') return { ...wanted, secrets: wanted.secrets }
  const { id, kind, issuer, audience, jwksUri, jwks, pushAuthorization } = wanted
  return {
    id,
    kind,
    issuer,
    audience,
    secrets: [],
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(jwks === undefined ? {} : { jwks }),
    ...(pushAuthorization === undefined ? {} : { pushAuthorization }),
  }
}

const showSubscriber = ({ description, allowedEvents, ...subscriber }: Subscriber) => ({
  ...subscriber,
  ...(allowedEvents.length === 0 ? {} : { allowedEvents }),
  ...(description === null ? {} : { description }),
})

/** A page names the next one while it is full. */
function page<T extends { id: string }>(items: T[], limit: number): { items: T[]; next?: string } {
  const last = items.length === limit ? items.at(-1) : undefined
  return last ? { items, next: last.id } : { items }
}
