import type { Router } from 'express'
import { PageQuery } from '../../schemas/page.ts'
import { isObject } from '../../schemas/json.ts'
import { CreateTokenIssuerRequest, TokenIssuerPath } from '../../schemas/oauth.ts'
import type { Deps } from '../kernel/deps.ts'
import { errorText, HubError } from '../kernel/errors.ts'
import { createFetchJson } from '../kernel/http/fetch-json.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { Audit } from './audit.ts'

type TokenIssuerDeps = Pick<Deps, 'store' | 'log' | 'outbound'> & {
  audit: Audit
  /** Issuers of the hub itself: their tokens need no trust. */
  isOurs: (issuer: string) => Promise<boolean>
}

/** Which authorization servers of others are trusted, and how their tokens name a subscriber. */
export function addTokenIssuerRoutes(router: Router, deps: TokenIssuerDeps): void {
  const { store, log, isOurs, audit } = deps
  const fetchJson = createFetchJson(deps)
  router.post('/admin/token-issuers', async (request, response) => {
    const { subscribers, jwksUri, ...wanted } = readBody(request, CreateTokenIssuerRequest)
    if (await isOurs(wanted.issuer))
      throw new HubError('conflict', "This is the hub's own issuer: its tokens are accepted anyway")
    const created = await store.tokenIssuers.create({
      ...wanted,
      jwksUri: jwksUri ?? (await discover(wanted.issuer, fetchJson)),
      ...(subscribers === undefined ? {} : { subscribers }),
    })
    if (!created)
      throw new HubError('conflict', `Tenant ${wanted.tenantId} trusts ${wanted.issuer} already`)
    log.info({ tokenIssuerId: created.id, issuer: created.issuer }, 'token issuer trusted')
    await audit(request, {
      action: 'token-issuer.create',
      target: `token-issuer:${created.id}`,
      tenantId: created.tenantId,
      detail: { issuer: created.issuer, audience: created.audience },
    })
    response.status(201).json(created)
  })
  router.get('/admin/token-issuers', async (request, response) => {
    const { limit, after } = readQuery(request, PageQuery)
    const items = await store.tokenIssuers.list(limit, after)
    const last = items.length === limit ? items.at(-1) : undefined
    response.json(last ? { items, next: last.id } : { items })
  })
  router.delete('/admin/token-issuers/:id', async (request, response) => {
    const { id } = readPath(request, TokenIssuerPath)
    if (!(await store.tokenIssuers.delete(id)))
      throw new HubError('not_found', `No token issuer ${id}`)
    log.info({ tokenIssuerId: id }, 'token issuer no longer trusted')
    await audit(request, { action: 'token-issuer.delete', target: `token-issuer:${id}` })
    response.status(204).end()
  })
}

/** Where the issuer's metadata may be: OpenID Connect Discovery 1.0 §4, which most have, and RFC 8414 §3. */
function metadataUrls(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ]
}

/** The issuer's `jwks_uri`, from metadata that calls itself by the same name. @throws HubError `invalid_request` */
async function discover(
  issuer: string,
  fetchJson: (url: string) => Promise<unknown>,
): Promise<string> {
  const tried: string[] = []
  for (const url of metadataUrls(issuer)) {
    try {
      const metadata = await fetchJson(url)
      if (isObject(metadata) && metadata['issuer'] === issuer && isUrl(metadata['jwks_uri']))
        return metadata['jwks_uri']
      tried.push(`${url} is not the metadata of this issuer`)
    } catch (error) {
      tried.push(errorText(error))
    }
  }
  throw new HubError('invalid_request', `Give jwksUri: it was not found. ${tried.join('; ')}`)
}

const isUrl = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 2_048 && URL.canParse(value)
