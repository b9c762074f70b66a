import type { Router } from 'express'
import { CreateSourceRequest, SourcePath } from '../../schemas/admin.ts'
import { PageQuery } from '../../schemas/page.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { NewSource, Source } from '../kernel/store/sources.ts'
import { addSubscriberRoutes } from './subscribers.routes.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'
import { CONSOLE_SOURCE } from './revocations.ts'

type RegistryDeps = Pick<Deps, 'store' | 'config' | 'log'> & { audit: Audit }

/** Who may send and who is told: sources, subscribers, their streams, and the policies between them. */
export function addRegistryRoutes(router: Router, deps: RegistryDeps): void {
  addSubscriberRoutes(router, deps)
  addSourceRoutes(router, deps)
  const { store } = deps
  router.get('/admin/policies', async (_request, response) => {
    response.json({ items: await store.policies.list() })
  })
}

function addSourceRoutes(router: Router, { store, config, log, audit }: RegistryDeps): void {
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
    const { id, tenantId, kind, issuer = null } = source
    const target = `source:${id}`
    await audit(request, { action: 'source.create', target, tenantId, detail: { kind, issuer } })
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
    await audit(request, { action: 'source.delete', target: `source:${id}` })
    response.status(204).end()
  })
}

function toSource(wanted: CreateSourceRequest): NewSource {
  if (wanted.kind !== 'ssf') return { secrets: [], ...wanted }
  const { tenantId, id, kind, issuer, audience, jwksUri, jwks, pushAuthorization, settings } =
    wanted
  return {
    id,
    kind,
    issuer,
    audience,
    tenantId,
    secrets: [],
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(jwks === undefined ? {} : { jwks }),
    ...(pushAuthorization === undefined ? {} : { pushAuthorization }),
    ...(settings === undefined ? {} : { settings }),
  }
}
