import * as oauth from 'oauth4webapi'
import { ALL_SCOPES } from '../../../schemas/scopes.ts'
import type { UpstreamAuthorization } from '../../../schemas/upstream-authorization.ts'
import { errorText } from '../errors.ts'
import type { Outbound } from '../http/outbound.ts'
import { challengedMetadata } from './challenge.ts'
import { DOCUMENT, fetchThrough } from './fetch.ts'
import type { UpstreamMetadata } from './metadata.ts'

/** Where tokens come from, and what is asked of it. */
export type TokenServer = {
  /** What private_key_jwt names as its audience. */
  issuer: string
  tokenEndpoint: string
  /** Scopes to ask for, the fullest first; an empty one asks without. */
  scopes: readonly string[]
  resource?: string
  /** Which document said so. */
  foundIn: string
}
export type TokenServerFound = { ok: true; server: TokenServer } | { ok: false; reason: string }

type WithTokenServer = Extract<UpstreamAuthorization, { clientId: string }>
type Deps = { outbound: Pick<Outbound, 'request'> }

/** Which authorization servers a resource names, and which scopes it wants (RFC 9728 §2). */
type Named = { servers: readonly string[]; scope?: string; resource?: string; foundIn: string }

/**
 * Finds the token endpoint: as the operator says, else as the transmitter's protected-resource metadata (RFC 9728) names an
 * authorization server, else as the transmitter's issuer may be one itself. An authorization server's metadata is that of
 * RFC 8414 or OpenID Connect, and must call itself by the name it was asked for.
 */
export async function findTokenServer(
  authorization: WithTokenServer,
  metadata: UpstreamMetadata,
  deps: Deps,
): Promise<TokenServerFound> {
  const { tokenEndpoint, authorizationServer } = authorization
  if (tokenEndpoint !== undefined) {
    const issuer = authorizationServer ?? tokenEndpoint
    const foundIn = 'the settings'
    return { ok: true, server: { issuer, tokenEndpoint, foundIn, ...wanted(authorization) } }
  }
  const named = await namedBy(authorization, metadata, deps)
  const tried: string[] = []
  for (const issuer of named.servers) {
    const found = await readServer(issuer, deps)
    if (found.ok)
      return {
        ok: true,
        server: {
          issuer,
          tokenEndpoint: found.tokenEndpoint,
          foundIn: `${named.foundIn}, ${found.url}`,
          ...wanted(authorization, named),
        },
      }
    tried.push(...found.tried)
  }
  const reason = `No token endpoint was found: give authorization.tokenEndpoint. Tried: ${tried.join('; ')}`
  return { ok: false, reason }
}

/** What to ask for (CAEP interoperability profile, OAuth Scopes): where nobody says, a server may know fewer scopes, or none. */
function wanted(
  { scope, resource }: WithTokenServer,
  named?: Named,
): Pick<TokenServer, 'scopes' | 'resource'> {
  const told = scope ?? named?.scope
  const at = resource ?? named?.resource
  return {
    scopes: told === undefined ? [ALL_SCOPES.join(' '), 'ssf.manage', ''] : [told],
    ...(at === undefined ? {} : { resource: at }),
  }
}

async function namedBy(
  { authorizationServer }: WithTokenServer,
  metadata: UpstreamMetadata,
  deps: Deps,
): Promise<Named> {
  const resource = await resourceMetadata(metadata, deps)
  if (authorizationServer !== undefined)
    return { ...resource, servers: [authorizationServer], foundIn: 'the settings' }
  return resource ?? { servers: [metadata.issuer], foundIn: 'the transmitter’s issuer' }
}

/** Asks the resource where its metadata is (RFC 9728 §5.1), else looks where they would be (§3.1). */
async function resourceMetadata(
  { configuration_endpoint, issuer }: UpstreamMetadata,
  deps: Deps,
): Promise<Named | undefined> {
  const resources = [configuration_endpoint, issuer].filter((url) => url !== undefined)
  if (configuration_endpoint !== undefined) {
    const url = await challengedMetadata(configuration_endpoint, deps.outbound)
    const found = url && (await readResource(new URL(configuration_endpoint), deps, url))
    if (found) return found
  }
  for (const resource of resources) {
    const found = await readResource(new URL(resource), deps)
    if (found) return found
  }
  return undefined
}

/** "The resource value … MUST be identical" to what was asked about, else the metadata are not used (RFC 9728 §3.3). */
async function readResource(
  resource: URL,
  { outbound }: Deps,
  at?: string,
): Promise<Named | undefined> {
  try {
    const fetched = fetchThrough(outbound, DOCUMENT)
    const response =
      at === undefined
        ? await oauth.resourceDiscoveryRequest(resource, insecurely(fetched))
        : await fetched(at, { method: 'GET', headers: { accept: 'application/json' } })
    const found = await oauth.processResourceDiscoveryResponse(resource, response)
    const servers = found.authorization_servers ?? []
    if (servers.length === 0) return undefined
    return {
      servers: servers.filter((server) => URL.canParse(server)).slice(0, 5),
      resource: found.resource,
      foundIn: at ?? `RFC 9728 metadata of ${resource.href}`,
      ...scopeOf(found.scopes_supported),
    }
  } catch {
    return undefined // there is none, or it is not this resource's
  }
}

/** Of what a resource lists, what its streams need; of a list without such scopes, all. */
function scopeOf(listed: readonly string[] | undefined): { scope?: string } {
  const known = (listed ?? []).filter((scope) => /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/.test(scope))
  const ours = known.filter((scope) => (ALL_SCOPES as readonly string[]).includes(scope))
  const ssf = ours.length > 0 ? ours : known.filter((scope) => scope.startsWith('ssf'))
  const chosen = ssf.length > 0 ? ssf : known
  return chosen.length === 0 ? {} : { scope: chosen.slice(0, 20).join(' ') }
}

type ServerFound =
  { ok: true; url: string; tokenEndpoint: string } | { ok: false; tried: readonly string[] }

async function readServer(issuer: string, { outbound }: Deps): Promise<ServerFound> {
  const tried: string[] = []
  for (const algorithm of ['oauth2', 'oidc'] as const) {
    let url = issuer
    const fetched = fetchThrough(outbound, DOCUMENT)
    const options = insecurely((at, init) => {
      url = at
      return fetched(at, init)
    })
    try {
      const response = await oauth.discoveryRequest(new URL(issuer), { algorithm, ...options })
      const found = await oauth.processDiscoveryResponse(new URL(issuer), response)
      if (found.token_endpoint !== undefined && URL.canParse(found.token_endpoint))
        return { ok: true, url, tokenEndpoint: found.token_endpoint }
      tried.push(`${url}: names no token endpoint`)
    } catch (error) {
      tried.push(`${url}: ${errorText(error)}`)
    }
  }
  return { ok: false, tried }
}

/** Plain http is the outbound door's to refuse: it lets it go to permitted addresses only. */
export const insecurely = (fetch: ReturnType<typeof fetchThrough>) => ({
  [oauth.customFetch]: fetch,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- only to stand out: the door checks addresses
  [oauth.allowInsecureRequests]: true,
})
