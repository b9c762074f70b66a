import type { EventEmitter } from 'node:events'
import Provider, { errors, type ClientCredentials, type Configuration } from 'oidc-provider'
import { CertificateSubject } from '../../schemas/oauth.ts'
import { SCOPE_NAMES, shortest } from '../../schemas/scopes.ts'
import { errorText } from '../kernel/errors.ts'
import type { Issuer } from '../kernel/http/issuers.ts'
import { DPOP_ALGS } from '../kernel/set/dpop.ts'
import { ACCESS_TOKEN_ALG } from '../kernel/set/oauth-keys.ts'
import type { OauthKey } from '../kernel/store/oauth-keys.ts'
import { createAdapter } from './adapter.ts'
import { answerByTheLetter } from './answers.ts'
import { isAbout } from './certificate-subject.ts'
import { ASSERTION_ALGS, authMethods, ENDPOINTS, urlOf } from './endpoints.ts'
import { createFetch } from './fetch.ts'
import type { PresentedThings } from './presented.ts'
import type { TokenDeps } from './token-deps.ts'

/** CAEP interoperability profile, Authorization Server: short-lived is at most an hour. */
const LIFETIME_SECONDS = 3_600
/** A client assertion is kept until it expires, so that it works once: it may not live for ever. */
const MAX_ASSERTION_SECONDS = 3_600

type ProviderDeps = TokenDeps & { presented: PresentedThings }

/** oidc-provider with everything off but client credentials: no pages, no sessions, no registration. */
export function createProvider(at: Issuer, key: OauthKey, deps: ProviderDeps): Provider {
  const { store, clock, log } = deps
  const provider = new Provider(at.issuer, configuration(at, key, deps))
  // Secrets are known by their hashes alone.
  provider.Client.prototype.compareClientSecret = function (actual) {
    return store.oauthClients.hasSecret(this.clientId, actual, clock.now())
  }
  // In one statement, so that two processes cannot both see an assertion or a proof for the first time.
  provider.ReplayDetection.unique = (issuer, jti, exp) =>
    store.oauthTokens.useOnce(['oauth', issuer, jti], new Date(exp * 1_000))
  provider.use(answerByTheLetter)
  provider.on('grant.success', (ctx) => {
    log.info({ clientId: ctx.oidc.client?.clientId, tenantId: at.tenantId }, 'access token issued')
  })
  provider.on('grant.error', (ctx, error) => {
    const { client } = ctx.oidc
    log.info({ clientId: client?.clientId, error: error.message }, 'access token refused')
  })
  const failed = (_ctx: unknown, error: Error) => {
    log.error({ err: error }, 'authorization server failed')
  }
  provider.on('server_error', failed)
  // Koa's own event, which the library's types leave out; without a listener Koa prints the error.
  const koa = provider as unknown as EventEmitter
  koa.on('error', (error: unknown) => {
    log.warn({ reason: errorText(error) }, 'authorization server could not answer')
  })
  return provider
}

function configuration(at: Issuer, key: OauthKey, deps: ProviderDeps): Configuration {
  return {
    adapter: createAdapter(at, deps),
    jwks: { keys: [{ ...key.privateJwk, kid: key.kid, alg: key.alg, use: 'sig' }] },
    routes: ENDPOINTS,
    scopes: SCOPE_NAMES,
    responseTypes: ['none'],
    clientAuthMethods: authMethods(deps.certificates),
    enabledJWA: {
      clientAuthSigningAlgValues: [...ASSERTION_ALGS],
      dPoPSigningAlgValues: [...DPOP_ALGS],
    },
    clientDefaults: { grant_types: ['client_credentials'], response_types: [] },
    clockTolerance: 10,
    ttl: { ClientCredentials: LIFETIME_SECONDS },
    fetch: createFetch(deps),
    formats: {
      customizers: {
        jwt: (ctx, token, jwt) => {
          grantScopes(ctx, token as ClientCredentials, jwt) // no other kind is made
        },
      },
    },
    assertJwtClientAuthClaimsAndHeader: async (_ctx, { exp }) => {
      const nowSeconds = deps.clock.now().getTime() / 1_000
      if (Number(exp) > nowSeconds + MAX_ASSERTION_SECONDS)
        throw new errors.InvalidClientAuth('client_assertion lives longer than an hour')
    },
    renderError: (ctx, out) => {
      ctx.body = out // no pages, whatever is asked for
    },
    features: features(at, deps),
  }
}

type Features = NonNullable<Configuration['features']>

function features(at: Issuer, deps: ProviderDeps): Features {
  const isOwn: NonNullable<Features['revocation']>['allowedPolicy'] = (_ctx, client, token) =>
    token.clientId === client.clientId
  return {
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: isOwn },
    revocation: { enabled: true, allowedPolicy: isOwn },
    dPoP: deps.dpopNonces
      ? { enabled: true, nonceSecret: deps.dpopNonces.secret, requireNonce: () => true }
      : { enabled: true },
    mTLS: mutualTls(deps),
    resourceIndicators: resourceIndicators(at),
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
  }
}

/** RFC 8705: who the certificate is about, and access tokens that are bound to it. */
function mutualTls({ certificates, presented }: ProviderDeps): NonNullable<Features['mTLS']> {
  const given = (ctx: { req: object }) => presented.certificates.get(ctx.req)
  const has = (method: (typeof certificates.authMethods)[number]) =>
    certificates.authMethods.includes(method)
  return {
    enabled: certificates.authMethods.length > 0,
    certificateBoundAccessTokens: true,
    selfSignedTlsClientAuth: has('self_signed_tls_client_auth'),
    tlsClientAuth: has('tls_client_auth'),
    getCertificate: (ctx) => given(ctx)?.certificate,
    certificateAuthorized: (ctx) => given(ctx)?.isTrusted ?? false,
    certificateSubjectMatches: (ctx, name, value) => {
      const subject = CertificateSubject.safeParse({ name, value })
      const certificate = given(ctx)?.certificate
      return subject.success && certificate !== undefined && isAbout(certificate, subject.data)
    },
  }
}

/** One resource an issuer: its stream API, which may be called by any of its URLs (RFC 8707 §2). */
const resourceIndicators = ({ issuer }: Issuer): NonNullable<Features['resourceIndicators']> => ({
  enabled: true,
  defaultResource: () => issuer,
  getResourceServerInfo: (_ctx, resource) => {
    const isOurs =
      urlOf(resource, '') === urlOf(issuer, '') || resource.startsWith(urlOf(issuer, '/ssf/'))
    if (!isOurs) throw new errors.InvalidTarget('the resource is not one of this issuer')
    return {
      audience: issuer,
      scope: SCOPE_NAMES.join(' '),
      accessTokenTTL: LIFETIME_SECONDS,
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: ACCESS_TOKEN_ALG } },
    }
  },
})

type Customizer = NonNullable<
  NonNullable<NonNullable<Configuration['formats']>['customizers']>['jwt']
>

/** Without a scope parameter a client gets what it has (RFC 6749 §3.3); a request for unknown scopes alone is refused. */
function grantScopes(
  ctx: Parameters<Customizer>[0],
  token: ClientCredentials,
  jwt: Parameters<Customizer>[2],
): void {
  if (token.scope) return
  if (ctx.oidc.params?.['scope'])
    throw new errors.InvalidScope('requested scope is not supported', '')
  token.scope = shortest(ctx.oidc.client?.scope?.split(' ') ?? []).join(' ')
  jwt.payload['scope'] = token.scope
}
