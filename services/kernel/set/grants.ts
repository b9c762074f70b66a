import { z } from 'zod'
import { ALL_SCOPES } from '../../../schemas/scopes.ts'
import { SubscriberId } from '../../../schemas/ids.ts'
import { isObject } from '../../../schemas/json.ts'
import type { Clock } from '../clock.ts'
import type { Issuer } from '../http/issuers.ts'
import type { Store } from '../store/index.ts'
import type { Subscriber } from '../store/subscribers.ts'
import type { TokenIssuer } from '../store/token-issuers.ts'
import { issuerOf, scopesOf, verifyAccessToken, type Verified } from './access-token.ts'
import { ACCESS_TOKEN_ALG, type OauthKeys } from './oauth-keys.ts'
import { SIGNATURE_ALGORITHMS } from './signature-algorithms.ts'
import type { SourceKeys } from './source-keys.ts'

/** Whom an access token speaks for, what it allows, and what it is bound to, if anything. */
export type Grant = { subscriber: Subscriber; scopes: readonly string[]; binding: Binding }

/** A DPoP key (RFC 9449 §6) or a certificate (RFC 8705 §3.1), by their thumbprints. */
const Binding = z.strictObject({
  jkt: z.string().min(1).optional(),
  'x5t#S256': z.string().min(1).optional(),
})
export type Binding = z.infer<typeof Binding>
export type Granted = { ok: true; grant: Grant } | { ok: false; reason: string }

/** Understands the three kinds of access token: a subscriber's static one, the hub's own, and those of trusted issuers. */
export type Grants = {
  /** @throws HubError `unavailable` where a trusted issuer's keys cannot be had */
  of(token: string, at: Issuer): Promise<Granted>
}

type Deps = {
  store: Pick<Store, 'subscribers' | 'oauthClients' | 'oauthTokens' | 'tokenIssuers'>
  clock: Clock
  oauthKeys: OauthKeys
  sourceKeys: SourceKeys
}

export function createGrants(deps: Deps): Grants {
  return {
    of: async (token, at) => {
      const granted = await kindOf(token, at, deps)
      // A token of another tenant is none here.
      if (granted.ok && granted.grant.subscriber.tenantId !== at.tenantId) return UNKNOWN
      return granted
    },
  }
}

const refuse = (reason: string): Granted => ({ ok: false, reason })
const UNKNOWN = refuse('it is unknown or no longer valid')

async function kindOf(token: string, at: Issuer, deps: Deps): Promise<Granted> {
  if (!token.includes('.')) return ofStaticToken(token, deps)
  const claimed = issuerOf(token)
  if (claimed === at.issuer) return ofOurToken(token, at, deps)
  const trusted = (await deps.store.tokenIssuers.ofTenant(at.tenantId)).find(
    ({ issuer }) => issuer === claimed,
  )
  return trusted ? ofTrustedIssuer(token, trusted, deps) : refuse('its issuer is not trusted here')
}

async function ofStaticToken(token: string, { store }: Deps): Promise<Granted> {
  const subscriber = await store.subscribers.findByToken(token)
  return subscriber ? { ok: true, grant: { subscriber, scopes: ALL_SCOPES, binding: {} } } : UNKNOWN
}

/** RFC 9068 §4. The client must still be there, and the token not revoked. */
async function ofOurToken(token: string, at: Issuer, deps: Deps): Promise<Granted> {
  const verified = await verifyOurToken(token, at, deps)
  if (!verified.ok) return verified
  const { claims } = verified
  if (await deps.store.oauthTokens.isRevoked(claims.jti ?? '')) return refuse('it is revoked')
  const client = await deps.store.oauthClients.find(String(claims['client_id']))
  if (!client) return UNKNOWN
  if (client.requireDpop && Binding.safeParse(claims['cnf']).data?.jkt === undefined)
    return refuse('its client must use DPoP')
  return grantTo(client.subscriberId, scopesOf(claims['scope']), claims['cnf'], deps)
}

/** An access token that the authorization server at `at` made: nothing is said about revocation. */
export const verifyOurToken = (
  token: string,
  { issuer }: Issuer,
  { oauthKeys, clock }: Pick<Deps, 'oauthKeys' | 'clock'>,
): Promise<Verified> =>
  verifyAccessToken(token, {
    keys: oauthKeys.keysOf,
    algorithms: [ACCESS_TOKEN_ALG],
    issuer,
    audience: [issuer],
    types: ['at+jwt'],
    requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id'],
    now: clock.now(),
  })

/** Okta, Entra, Keycloak, Auth0 and others: not all write `at+jwt`, so what marks an ID token is refused by name. */
async function ofTrustedIssuer(token: string, trusted: TokenIssuer, deps: Deps): Promise<Granted> {
  const verified = await verifyAccessToken(token, {
    keys: deps.sourceKeys.of({ id: trusted.issuer, jwksUri: trusted.jwksUri }),
    algorithms: SIGNATURE_ALGORITHMS,
    issuer: trusted.issuer,
    audience: trusted.audience,
    types: ['at+jwt', 'jwt', undefined],
    requiredClaims: ['exp'],
    now: deps.clock.now(),
  })
  if (!verified.ok) return verified
  const { claims } = verified
  if (['nonce', 'at_hash', 'c_hash', 's_hash', 'events'].some((name) => name in claims))
    return refuse('it is not an access token')
  // Keycloak says in the claim `typ` what a token is.
  const { typ = 'Bearer' } = claims
  if (typeof typ !== 'string' || !['bearer', 'dpop'].includes(typ.toLowerCase()))
    return refuse('it is not an access token')
  const named = claimAt(claims, trusted.subscriberClaim)
  const id = trusted.subscribers ? ownValue(trusted.subscribers, named) : named
  if (!SubscriberId.safeParse(id).success || id === undefined)
    return refuse('it names no subscriber')
  return grantTo(id, scopesOf(claims[trusted.scopeClaim]), claims['cnf'], deps)
}

async function grantTo(
  subscriberId: string,
  scopes: readonly string[],
  cnf: unknown,
  { store }: Deps,
): Promise<Granted> {
  const [subscriber] = await store.subscribers.byIds([subscriberId])
  if (!subscriber) return UNKNOWN
  if (cnf === undefined) return { ok: true, grant: { subscriber, scopes, binding: {} } }
  // A binding that cannot be checked here must not be passed over.
  const { data: binding = {} } = Binding.safeParse(cnf)
  return Object.keys(binding).length > 0
    ? { ok: true, grant: { subscriber, scopes, binding } }
    : refuse('it is bound in a way that is not understood')
}

function claimAt(claims: unknown, path: readonly string[]): string | undefined {
  let value = claims
  for (const name of path)
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return typeof value === 'string' ? value : undefined
}

const ownValue = (table: Record<string, string>, name: string | undefined): string | undefined =>
  name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined
