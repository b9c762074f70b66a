import type { Router } from 'express'
import {
  CreateSubscriberRequest,
  SubscriberPath,
  SubscriberQuery,
  UpdateSubscriberRequest,
} from '../../schemas/subscriber.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { SubscriberChanges } from '../kernel/store/subscriber-changes.ts'
import type { NewSubscriber, Subscriber } from '../kernel/store/subscribers.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'
import { withoutUndefined } from './without-undefined.ts'

type SubscriberDeps = Pick<Deps, 'store' | 'log'> & { audit: Audit }

/** The SaaS apps that may have streams, and what each is held to. */
export function addSubscriberRoutes(router: Router, deps: SubscriberDeps): void {
  addRegistration(router, deps)
  addReading(router, deps)
  addChanges(router, deps)
}

function addReading(router: Router, { store }: SubscriberDeps): void {
  router.get('/admin/subscribers', async (request, response) => {
    const query = readQuery(request, SubscriberQuery)
    response.json(page((await store.subscribers.list(query)).map(show), query.limit))
  })
  router.get('/admin/subscribers/:id', async (request, response) => {
    const { id } = readPath(request, SubscriberPath)
    const [found] = await store.subscribers.byIds([id])
    if (!found) throw unknown(id)
    response.json(show(found))
  })
}

function addRegistration(router: Router, { store, log, audit }: SubscriberDeps): void {
  router.post('/admin/subscribers', async (request, response) => {
    const body = readBody(request, CreateSubscriberRequest)
    const { subscriber, token } = await store.subscribers.create(toNew(body))
    log.info({ subscriberId: subscriber.id }, 'subscriber registered')
    await audit(request, {
      action: 'subscriber.create',
      target: `subscriber:${subscriber.id}`,
      tenantId: subscriber.tenantId,
      detail: show(subscriber),
    })
    response.status(201).json({ ...show(subscriber), token })
  })
  router.delete('/admin/subscribers/:id', async (request, response) => {
    const { id } = readPath(request, SubscriberPath)
    for (const stream of await store.streams.ofSubscriber(id)) await store.streams.delete(stream.id)
    if (!(await store.subscribers.delete(id))) throw unknown(id)
    log.info({ subscriberId: id }, 'subscriber removed')
    await audit(request, { action: 'subscriber.delete', target: `subscriber:${id}` })
    response.status(204).end()
  })
}

function toNew({ encryption, ...body }: CreateSubscriberRequest): NewSubscriber {
  const { allowedEvents = [], pushHosts = [], ipRanges = [], subjectFormats = [] } = body
  const { tellFormats = ['email'], tellIssuers = [] } = body
  return {
    ...body,
    allowedEvents,
    pushHosts,
    ipRanges,
    subjectFormats,
    tellFormats,
    tellIssuers,
    tags: body.tags ?? [],
    description: body.description ?? null,
    encryption: encryption ? withoutUndefined(encryption) : null,
  }
}

function addChanges(router: Router, { store, log, audit }: SubscriberDeps): void {
  router.patch('/admin/subscribers/:id', async (request, response) => {
    const { id } = readPath(request, SubscriberPath)
    const changes = toChanges(readBody(request, UpdateSubscriberRequest))
    const subscriber = await store.subscribers.update(id, changes)
    if (!subscriber) throw unknown(id)
    log.info({ subscriberId: id, changed: Object.keys(changes) }, 'subscriber changed')
    await audit(request, {
      action: 'subscriber.change',
      target: `subscriber:${id}`,
      detail: changes,
    })
    response.json(show(subscriber))
  })
  router.post('/admin/subscribers/:id/rotate-token', async (request, response) => {
    const { id } = readPath(request, SubscriberPath)
    const token = await store.subscribers.renewToken(id)
    if (token === undefined) throw unknown(id)
    log.info({ subscriberId: id }, 'subscriber token rotated')
    await audit(request, { action: 'subscriber.rotate-token', target: `subscriber:${id}` })
    response.status(201).json({ token })
  })
}

const unknown = (id: string): HubError => new HubError('not_found', `No subscriber ${id}`)

/** Null takes a limit away; the store writes that as an empty list. */
function toChanges(body: UpdateSubscriberRequest): SubscriberChanges {
  const given = LISTS.flatMap((name) =>
    body[name] === undefined ? [] : [[name, body[name] ?? []]],
  )
  const { allowedEvents: _a, pushHosts: _p, ipRanges: _i, subjectFormats: _s, ...some } = body
  const { tellFormats: _f, tellIssuers: _t, tags: _g, ...rest } = some
  return withoutUndefined({ ...rest, ...Object.fromEntries(given) })
}

const LISTS = [
  'allowedEvents',
  'pushHosts',
  'ipRanges',
  'subjectFormats',
  'tellFormats',
  'tellIssuers',
  'tags',
] as const

/** What is not limited is not shown. */
function show({ description, encryption, ...subscriber }: Subscriber) {
  const limited = LISTS.filter((name) => subscriber[name].length > 0)
  const { allowedEvents: _a, pushHosts: _p, ipRanges: _i, ...some } = subscriber
  const { subjectFormats: _s, tellFormats: _f, tellIssuers: _t, tags: _g, ...rest } = some
  return {
    ...rest,
    ...(encryption === null ? {} : { encryption }),
    ...Object.fromEntries(limited.map((name) => [name, subscriber[name]])),
    ...(description === null ? {} : { description }),
  }
}
