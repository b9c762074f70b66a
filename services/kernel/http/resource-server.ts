import type { Request } from 'express'
import { allows, neededScope } from '../../../schemas/scopes.ts'
import type { Deps } from '../deps.ts'
import { HubError } from '../errors.ts'
import { createGrants } from '../set/grants.ts'
import { createOauthKeys } from '../set/oauth-keys.ts'
import { createSourceKeys } from '../set/source-keys.ts'
import type { Subscriber } from '../store/subscribers.ts'
import { readAuthorization } from './authorization-header.ts'
import { callerOf, type Callers } from './bearer.ts'
import { refuse, type Challenge, type Refusal } from './challenge.ts'
import { cidrList, isAllowed } from './addresses.ts'
import { createFetchJson } from './fetch-json.ts'
import { pathOf, type Issuer } from './issuers.ts'
import { checkBinding, type Token } from './token-binding.ts'

type ServerDeps = Pick<
  Deps,
  'store' | 'clock' | 'log' | 'outbound' | 'issuers' | 'certificates' | 'dpopNonces'
>
type Allowed = { ok: true; subscriber: Subscriber } | { ok: false; refusal: Refusal }

/** Guards the stream API: who calls, with what proof, and may they. Before the body is read and before anything is looked up. */
export function createResourceServer(deps: ServerDeps): Callers<Subscriber> {
  const { log, issuers, dpopNonces } = deps
  const allow = createDoor(deps)
  const callers = new WeakMap<Request, Subscriber>()
  return {
    required: async (request, response, next) => {
      const allowed = await allow(request)
      // Also the next one, before it is needed (RFC 9449 §8.2).
      if (dpopNonces && request.headers.dpop !== undefined)
        response.set('DPoP-Nonce', dpopNonces.current())
      if (!allowed.ok) {
        const { method, path } = request
        log.debug({ method, path, ...allowed.refusal }, 'access refused')
        refuse(response, allowed.refusal, challengeOf(request, issuers.of(request)))
        return
      }
      checkAddress(request, allowed.subscriber, log)
      callers.set(request, allowed.subscriber)
      next()
    },
    of: (request) => callerOf(callers, request),
  }
}

function createDoor(deps: ServerDeps): (request: Request) => Promise<Allowed> {
  const { store, clock, log, issuers } = deps
  const oauthKeys = createOauthKeys(store.oauthKeys, clock)
  const sourceKeys = createSourceKeys({ fetchJson: createFetchJson(deps), clock, log })
  const grants = createGrants({ store, clock, oauthKeys, sourceKeys })
  return async (request) => {
    const given = readCredential(request)
    if (!('token' in given)) return { ok: false, refusal: given }
    const at = issuers.of(request)
    const granted = await grants.of(given.token, at)
    if (!granted.ok) return no('invalid_token', `The access token is refused: ${granted.reason}`)
    const misused = await checkBinding(granted.grant, given, { request, at, deps })
    if (misused) return { ok: false, refusal: misused }
    const needed = neededScope(request.method, pathOf(request))
    if (!allows(granted.grant.scopes, needed))
      return no('insufficient_scope', `The access token does not allow this: ${needed} is needed`)
    return { ok: true, subscriber: granted.grant.subscriber }
  }
}

/**
 * The address is the client's own where the proxy before the hub is trusted (TRUSTED_PROXIES), else the peer's.
 * @throws HubError `forbidden`
 */
function checkAddress({ ip }: Request, { id, ipRanges }: Subscriber, log: Deps['log']): void {
  if (ipRanges.length === 0 || (ip !== undefined && isAllowed(ip, cidrList(ipRanges)))) return
  log.warn({ subscriberId: id, address: ip }, 'address refused')
  throw new HubError('forbidden', 'These credentials do not work from your address')
}

/** What a client needs to do better (RFC 6750 §3, RFC 9728 §5.1): the general scope, which every authorization server has. */
function challengeOf(request: Request, { issuer }: Issuer): Challenge {
  const path = pathOf(request)
  const scope = neededScope(request.method, path) === 'ssf.read' ? 'ssf.read' : 'ssf.manage'
  const attributes = { scope, resource_metadata: metadataUrl(issuer, path) }
  return { realm: 'ssf', attributes, hasDpop: true }
}

const no = (error: Exclude<Refusal['error'], 'unauthenticated'>, description: string) => ({
  ok: false as const,
  refusal: { error, description },
})

function readCredential(request: Request): Token | Refusal {
  const given = readAuthorization(request.headers.authorization)
  // RFC 6750 §2.3 is not supported: URLs end up in logs and histories (§5.3; CAEP interoperability profile, Resource Server).
  // Alone it is no credential; beside one it is a second method, which §2 forbids.
  if (given.kind !== 'none' && request.query['access_token'] !== undefined)
    return {
      error: 'invalid_request',
      description: 'An access token in the query is refused: send it in the Authorization header',
    }
  if (given.kind === 'none') return { error: 'unauthenticated' }
  if (given.kind === 'token') return given
  // RFC 6750 §3.1 has invalid_token for a malformed one; SSF 1.0 §8.1 answers every failed authorization by 401.
  return { error: 'invalid_token', description: 'The access token is malformed' }
}

/** What may stand in a metadata URL: everything that is a path of the stream API. */
export const RESOURCE_PATH = /^\/ssf\/[\w.~/-]{1,200}$/

/**
 * Where the metadata of a protected resource is (RFC 9728 §3.1). One document an endpoint: what a challenge points to must
 * call the resource exactly what the client asked for (§3.3).
 */
export function metadataUrl(issuer: string, path: string): string {
  const { origin, pathname } = new URL(issuer)
  const resource = RESOURCE_PATH.test(path) ? path : ''
  return `${origin}/.well-known/oauth-protected-resource${pathname.replace(/\/$/, '')}${resource}`
}
