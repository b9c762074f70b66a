import express, { type Request, type Router } from 'express'
import {
  CreateStreamRequest,
  ReplaceStreamRequest,
  StreamStatusBody,
  UpdateStreamRequest,
  VerificationRequest,
} from '../../schemas/stream.ts'
import { OptionalStreamQuery, StreamQuery } from '../../schemas/paths/stream.paths.ts'
import { uriOf } from '../../schemas/events/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { jsonBody, readBody, readQuery } from '../kernel/http/read.ts'
import { newOpaqueId } from '../kernel/ids.ts'
import type { StreamRecord } from '../kernel/store/streams.ts'
import type { Subscriber } from '../kernel/store/subscribers.ts'
import { checkTransmitterSupplied, patched, toConfiguration, toSettings } from './configuration.ts'
import type { Engine } from './engine/engine.loop.ts'

/** Streams one subscriber may have; more answer 409 (SSF 1.0 §8.1.1.1). */
const MAX_STREAMS = 10

type StreamRoutesDeps = Pick<Deps, 'store' | 'config'> & {
  subscribers: Callers<Subscriber>
  engine: Pick<Engine, 'wake' | 'changed'>
}

/** The Event Stream Management API (SSF 1.0 §8.1): configuration, status, verification. */
export function createStreamRoutes(deps: StreamRoutesDeps): Router {
  const { config, subscribers } = deps
  const router = express.Router()
  // The specification's own examples send bodies without a Content-Type, so none is asked for.
  router.use(
    '/ssf',
    subscribers.required,
    jsonBody(config.bodyLimitBytes),
    (_request, response, next) => {
      response.set('Cache-Control', 'no-store')
      next()
    },
  )
  addConfigurationRoutes(router, deps)
  addChangeRoutes(router, deps)
  addStatusRoutes(router, deps)
  addVerificationRoute(router, deps)
  return router
}

function addConfigurationRoutes(router: Router, deps: StreamRoutesDeps): void {
  const { store, subscribers, engine } = deps
  const show = showing(deps)
  router.post('/ssf/streams', async (request, response) => {
    const subscriber = subscribers.of(request)
    const settings = toSettings(readBody(request, CreateStreamRequest), subscriber)
    const stream = await store.streams.create(subscriber.id, settings, MAX_STREAMS)
    if (!stream)
      throw new HubError(
        'stream_exists',
        `A subscriber has at most ${String(MAX_STREAMS)} streams: delete or change one`,
      )
    response.status(201).json(show(stream, subscriber))
  })
  router.get('/ssf/streams', async (request, response) => {
    const subscriber = subscribers.of(request)
    const { stream_id: id } = readQuery(request, OptionalStreamQuery)
    if (id === undefined)
      response.json(
        (await store.streams.ofSubscriber(subscriber.id)).map((stream) => show(stream, subscriber)),
      )
    else response.json(show(await streamOf(deps, request, id), subscriber))
  })
  router.delete('/ssf/streams', async (request, response) => {
    const { id } = await streamOf(deps, request, readQuery(request, StreamQuery).stream_id)
    await store.streams.delete(id)
    engine.changed(id)
    response.status(204).end()
  })
}

function addChangeRoutes(router: Router, deps: StreamRoutesDeps): void {
  const { store, subscribers, engine } = deps
  const show = showing(deps)
  const save = async (
    current: StreamRecord,
    request: Request,
    settings: ReturnType<typeof toSettings>,
  ) => {
    const updated = await store.streams.update(current.id, {
      ...settings,
      audience: current.audience,
    }) // aud cannot be updated (§8.1.1)
    engine.changed(current.id)
    if (!updated) throw gone(current.id)
    return show(updated, subscribers.of(request))
  }
  router.patch('/ssf/streams', async (request, response) => {
    const body = readBody(request, UpdateStreamRequest)
    const current = await streamOf(deps, request, body.stream_id)
    const subscriber = subscribers.of(request)
    checkTransmitterSupplied(body, show(current, subscriber))
    response.json(await save(current, request, toSettings(patched(current, body), subscriber)))
  })
  router.put('/ssf/streams', async (request, response) => {
    const body = readBody(request, ReplaceStreamRequest)
    const current = await streamOf(deps, request, body.stream_id)
    const subscriber = subscribers.of(request)
    checkTransmitterSupplied(body, show(current, subscriber))
    response.json(await save(current, request, toSettings(body, subscriber)))
  })
}

const showing =
  ({ config }: StreamRoutesDeps) =>
  (stream: StreamRecord, subscriber: Subscriber) =>
    toConfiguration(stream, subscriber, config.issuer)

function addStatusRoutes(router: Router, deps: StreamRoutesDeps): void {
  const { store, engine } = deps
  const show = (id: string, status: string, reason: string | null) => ({
    stream_id: id,
    status,
    ...(reason === null ? {} : { reason }),
  })
  router.get('/ssf/status', async (request, response) => {
    const stream = await streamOf(deps, request, readQuery(request, StreamQuery).stream_id)
    response.json(show(stream.id, stream.status, stream.statusReason))
  })
  router.post('/ssf/status', async (request, response) => {
    const { stream_id: id, status, reason = null } = readBody(request, StreamStatusBody)
    await streamOf(deps, request, id)
    await store.streams.setStatus(id, status, reason)
    engine.changed(id)
    response.json(show(id, status, reason))
  })
}

function addVerificationRoute(router: Router, deps: StreamRoutesDeps): void {
  const { store, engine } = deps
  router.post('/ssf/verification', async (request, response) => {
    const { stream_id: id, state } = readBody(request, VerificationRequest)
    await streamOf(deps, request, id)
    const payload = state === undefined ? {} : { state } // echoed (SSF 1.0 §8.1.4.2)
    await store.controlSets.append({
      jti: newOpaqueId(),
      streamId: id,
      type: uriOf('verification'),
      payload,
    })
    engine.wake()
    response.status(204).end()
  })
}

/** @throws HubError `stream_not_found`, also for a stream of another subscriber */
async function streamOf(
  { store, subscribers }: StreamRoutesDeps,
  request: Request,
  id: string,
): Promise<StreamRecord> {
  const stream = await store.streams.find(subscribers.of(request).id, id)
  if (!stream) throw gone(id)
  return stream
}

const gone = (id: string) => new HubError('stream_not_found', `No stream ${id} for this subscriber`)
