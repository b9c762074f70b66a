import type { Request, Router } from 'express'
import { OptionalStreamQuery, StreamQuery } from '../../schemas/paths/stream.paths.ts'
import {
  CreateStreamRequest,
  ReplaceStreamRequest,
  UpdateStreamRequest,
} from '../../schemas/stream.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readQuery } from '../kernel/http/read.ts'
import type { StreamRecord, StreamSettings } from '../kernel/store/streams.ts'
import { checkTransmitterSupplied, patched, toConfiguration, toSettings } from './configuration.ts'
import { ENDPOINTS } from './discovery.routes.ts'
import { checkPlainHttp } from './push-url.ts'
import { gone, readStreamBody, streamOf, type StreamApiDeps } from './stream-access.ts'

/** Create, read, update, replace, delete (SSF 1.0 §8.1.1). */
export function addConfigurationRoutes(router: Router, deps: StreamApiDeps): void {
  const { store, config, subscribers } = deps
  const show = showing(deps)
  router.post(ENDPOINTS.streams, async (request, response) => {
    const subscriber = subscribers.of(request)
    const settings = toSettings(readBody(request, CreateStreamRequest), subscriber, config)
    await checkPlainHttp(settings.endpointUrl, config.outbound.allow)
    const stream = await store.streams.create(subscriber, settings, config.maxStreams)
    if (!stream) throw tooMany(config.maxStreams)
    response.status(201).json(show(request, stream))
  })
  router.get(ENDPOINTS.streams, async (request, response) => {
    const { stream_id: id } = readQuery(request, OptionalStreamQuery)
    if (id !== undefined) {
      response.json(show(request, await streamOf(deps, request, id)))
      return
    }
    const streams = await store.streams.ofSubscriber(subscribers.of(request).id)
    response.json(streams.map((stream) => show(request, stream)))
  })
  router.delete(ENDPOINTS.streams, async (request, response) => {
    const { id } = await streamOf(deps, request, readQuery(request, StreamQuery).stream_id)
    await store.streams.delete(id)
    deps.engine.changed(id)
    deps.waiters.wake([id])
    response.status(204).end()
  })
  addChangeRoutes(router, deps)
}

function addChangeRoutes(router: Router, deps: StreamApiDeps): void {
  const { config, subscribers } = deps
  const show = showing(deps)
  router.patch(ENDPOINTS.streams, async (request, response) => {
    const body = readStreamBody(request, UpdateStreamRequest)
    const current = await streamOf(deps, request, body.stream_id)
    checkTransmitterSupplied(body, show(request, current))
    const settings = toSettings(patched(current, body), subscribers.of(request), config)
    response.json(show(request, await save(deps, current, settings)))
  })
  router.put(ENDPOINTS.streams, async (request, response) => {
    const body = readStreamBody(request, ReplaceStreamRequest)
    const current = await streamOf(deps, request, body.stream_id)
    checkTransmitterSupplied(body, show(request, current))
    const settings = toSettings(body, subscribers.of(request), config)
    response.json(show(request, await save(deps, current, settings)))
  })
}

/** A stream as its subscriber sees it. */
const showing =
  ({ config, subscribers, issuers }: StreamApiDeps) =>
  (request: Request, stream: StreamRecord) =>
    toConfiguration(stream, subscribers.of(request), {
      ...config,
      issuer: issuers.of(request).issuer,
    })

const tooMany = (limit: number): HubError =>
  new HubError(
    'stream_exists',
    `A subscriber has at most ${String(limit)} streams: delete or change one`,
  )

/** `aud` cannot be updated (SSF 1.0 §8.1.1). */
async function save(
  { store, engine, config }: StreamApiDeps,
  current: StreamRecord,
  settings: StreamSettings,
): Promise<StreamRecord> {
  if (settings.endpointUrl !== current.endpointUrl)
    await checkPlainHttp(settings.endpointUrl, config.outbound.allow)
  const updated = await store.streams.update(current.id, {
    ...settings,
    audience: current.audience,
  })
  engine.changed(current.id)
  if (!updated) throw gone(current.id)
  return updated
}
