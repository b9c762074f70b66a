import type { Request } from 'express'
import { reasonOf } from '../../schemas/reason.ts'
import {
  settingsOf,
  type CreateSourceRequest,
  type UpdateSourceRequest,
} from '../../schemas/source.ts'
import { POLLED_KINDS } from '../../schemas/vendor-sources.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { newToken } from '../kernel/ids.ts'
import type { NewSource, Source, SourceChanges } from '../kernel/store/sources.ts'
import type { NewUpstream } from '../kernel/store/upstreams.ts'
import { wordsOf } from '../kernel/upstream/words.ts'
import type { Audit } from './audit.ts'
import { CONSOLE_SOURCE } from '../kernel/identity/severity.ts'
import { secretsOf, withoutAuthorization } from './upstreams.ts'
import { withoutUndefined } from './without-undefined.ts'

export type SourceDeps = Pick<Deps, 'store' | 'config' | 'clock' | 'log'> & { audit: Audit }

/** A new source, and who made it written down. @throws HubError `conflict` where its id is taken */
export async function register(
  request: Request,
  wanted: CreateSourceRequest,
  deps: SourceDeps,
): Promise<Source> {
  const { store, log, audit } = deps
  const upstream = await upstreamOf(wanted, deps)
  const source =
    wanted.id === CONSOLE_SOURCE ? undefined : await store.sources.create(toSource(wanted))
  if (source && upstream) await store.upstreams.create(upstream)
  if (!source)
    throw new HubError('conflict', `Source ${wanted.id} exists: take another id or delete it first`)
  if (POLLED_KINDS.includes(source.kind)) await store.sourcePolls.begin([source.kind])
  log.info({ sourceId: source.id, kind: source.kind }, 'source registered')
  await audit(request, {
    action: 'source.create',
    target: `source:${source.id}`,
    tenantId: source.tenantId,
    detail: show(source, deps),
  })
  return source
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
export function toChanges(body: UpdateSourceRequest): SourceChanges {
  const { ipRanges, clientCertificates, ...rest } = body
  return withoutUndefined({
    ...rest,
    ipRanges: ipRanges === null ? [] : ipRanges,
    clientCertificates: clientCertificates === null ? [] : clientCertificates,
  })
}

/** Settings must be as right as when the source was made. @throws HubError `invalid_request` */
export function checkSettings(
  source: Pick<Source, 'kind' | 'hasUpstream' | 'settings'>,
  { settings }: SourceChanges,
): void {
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
