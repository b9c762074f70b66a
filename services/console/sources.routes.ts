import type { Router } from 'express'
import { PageQuery } from '../../schemas/page.ts'
import { reasonOf } from '../../schemas/reason.ts'
import {
  CreateSourceRequest,
  settingsOf,
  SourcePath,
  UpdateSourceRequest,
} from '../../schemas/source.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import { newToken } from '../kernel/ids.ts'
import type { NewSource, Source, SourceChanges } from '../kernel/store/sources.ts'
import type { NewUpstream } from '../kernel/store/upstreams.ts'
import { wordsOf } from '../kernel/upstream/words.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'
import { CONSOLE_SOURCE } from '../kernel/identity/severity.ts'
import { addRefusalRoutes } from './refusals.routes.ts'
import { secretsOf, withoutAuthorization } from './upstreams.ts'
import { withoutUndefined } from './without-undefined.ts'

export type SourceDeps = Pick<Deps, 'store' | 'config' | 'clock' | 'log'> & { audit: Audit }

/** Where signals come from: registered, limited, paused, removed. */
export function addSourceRoutes(router: Router, deps: SourceDeps): void {
  addRegistration(router, deps)
  addChanges(router, deps)
  addRefusalRoutes(router, deps)
}

function addRegistration(router: Router, deps: SourceDeps): void {
  const { store, log, audit } = deps
  router.post('/admin/sources', async (request, response) => {
    const wanted = readBody(request, CreateSourceRequest)
    const upstream = await upstreamOf(wanted, deps)
    const source =
      wanted.id === CONSOLE_SOURCE ? undefined : await store.sources.create(toSource(wanted))
    if (source && upstream) await store.upstreams.create(upstream)
    if (!source)
      throw new HubError(
        'conflict',
        `Source ${wanted.id} exists: take another id or delete it first`,
      )
    log.info({ sourceId: source.id, kind: source.kind }, 'source registered')
    await audit(request, {
      action: 'source.create',
      target: `source:${source.id}`,
      tenantId: source.tenantId,
      detail: show(source, deps),
    })
    response.status(201).json(show(source, deps))
  })
  router.get('/admin/sources', async (request, response) => {
    const { limit, after } = readQuery(request, PageQuery)
    const sources = await store.sources.list(limit, after)
    response.json(
      page(
        sources.map((source) => show(source, deps)),
        limit,
      ),
    )
  })
  router.get('/admin/sources/:id', async (request, response) => {
    response.json(show(await sourceOf(readPath(request, SourcePath).id, deps), deps))
  })
}

function addChanges(router: Router, deps: SourceDeps): void {
  const { store, log, clock, audit } = deps
  router.patch('/admin/sources/:id', async (request, response) => {
    const { id } = readPath(request, SourcePath)
    const changes = toChanges(readBody(request, UpdateSourceRequest))
    checkSettings(await sourceOf(id, deps), changes)
    const source = await store.sources.update(id, changes)
    if (!source) throw unknown(id)
    const released = changes.status === 'active' ? await store.heldSignals.release(id) : 0
    log.info({ sourceId: id, changed: Object.keys(changes), released }, 'source changed')
    await audit(request, {
      action: 'source.change',
      target: `source:${id}`,
      tenantId: source.tenantId,
      detail: { ...changes, ...(released > 0 && { released }) },
    })
    response.json(show(source, deps))
  })
  router.delete('/admin/sources/:id', async (request, response) => {
    const { id } = readPath(request, SourcePath)
    await store.upstreams.remove(id) // its driver deletes the stream at the transmitter
    if (!(await store.sources.delete(id))) throw unknown(id)
    const discarded = await store.heldSignals.discard(id, clock.now(), 'its source was removed')
    await store.refusals.forgetSource(id)
    log.info({ sourceId: id, discarded }, 'source removed')
    await audit(request, { action: 'source.delete', target: `source:${id}`, detail: { discarded } })
    response.status(204).end()
  })
}

/** @throws HubError `not_found` */
export async function sourceOf(id: string, { store }: Pick<SourceDeps, 'store'>): Promise<Source> {
  const source = await store.sources.get(id)
  if (!source) throw unknown(id)
  return source
}

export const unknown = (id: string): HubError => new HubError('not_found', `No source ${id}`)

/** A source without its secrets; a limit that there is not is not shown. */
export function show(source: Source, { config }: Pick<SourceDeps, 'config'>) {
  const { pushAuthorization: _p, secrets: _s, jwks: _j, credentials: _c, ...rest } = source
  const { ipRanges, clientCertificates, ratePerSecond, ...shown } = rest
  return {
    ...shown,
    ...(ipRanges.length === 0 ? {} : { ipRanges }),
    ...(clientCertificates.length === 0 ? {} : { clientCertificates }),
    ...(ratePerSecond === null ? {} : { ratePerSecond }),
    ingestUrl: `${config.issuer.replace(/\/$/, '')}/ingest/${source.id}`,
  }
}

/** zod's optional members may be there and undefined; what is stored has none. */
function toSource(wanted: CreateSourceRequest): NewSource {
  if (wanted.kind !== 'ssf' || !wanted.upstream) return withoutUndefined({ secrets: [], ...wanted })
  const { upstream: _upstream, audience: _expected, settings, ...rest } = wanted
  // What the transmitter pushes with, where it pushes: nobody else may.
  const pushes = wordsOf(settings?.dialect).hasPushAuthorization
  return withoutUndefined({
    ...rest,
    settings,
    secrets: [],
    hasUpstream: true,
    ...(pushes && { pushAuthorization: `Bearer ${newToken('ssf_push')}` }),
  })
}

/** @throws HubError `conflict` where one of this name is being removed still */
async function upstreamOf(
  wanted: CreateSourceRequest,
  { store }: Pick<SourceDeps, 'store'>,
): Promise<NewUpstream | undefined> {
  if (wanted.kind !== 'ssf' || !wanted.upstream) return undefined
  const { id: sourceId, tenantId, issuer, audience = [], settings, upstream } = wanted
  if (await store.upstreams.find(sourceId))
    throw new HubError(
      'conflict',
      `Source ${sourceId} exists, or its stream is still being deleted`,
    )
  const secrets = await secretsOf(upstream.authorization)
  const dialect = settings?.dialect
  return {
    sourceId,
    tenantId,
    issuer,
    audience,
    ...(dialect && { dialect }),
    settings: withoutAuthorization(upstream),
    secrets,
  }
}

/** Null takes a limit away; the store writes that as an empty list. */
function toChanges(body: UpdateSourceRequest): SourceChanges {
  const { ipRanges, clientCertificates, ...rest } = body
  return withoutUndefined({
    ...rest,
    ipRanges: ipRanges === null ? [] : ipRanges,
    clientCertificates: clientCertificates === null ? [] : clientCertificates,
  })
}

/** Settings must be as right as when the source was made. @throws HubError `invalid_request` */
function checkSettings(source: Source, { settings }: SourceChanges): void {
  if (settings === undefined) return
  const { kind, hasUpstream } = source
  if (hasUpstream && settings.dialect !== source.settings?.dialect)
    throw new HubError(
      'invalid_request',
      'settings: the dialect that a stream is managed in stays as it was when its source was made',
    )
  const parsed = settingsOf(kind).safeParse(settings)
  if (!parsed.success) throw new HubError('invalid_request', `settings: ${reasonOf(parsed.error)}`)
}
