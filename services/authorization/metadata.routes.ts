import type { Router } from 'express'
import { SCOPE_NAMES } from '../../schemas/scopes.ts'
import type { Deps } from '../kernel/deps.ts'
import { RESOURCE_PATH } from '../kernel/http/resource-server.ts'
import { DPOP_ALGS } from '../kernel/set/dpop.ts'
import type { OauthKeys } from '../kernel/set/oauth-keys.ts'
import { ASSERTION_ALGS, authMethods, ENDPOINTS, urlOf } from './endpoints.ts'

const FRESH = 'public, max-age=300'

/** Where subscribers find the authorization server, its keys, and what the stream API asks of a token. No authorization. */
export function addMetadataRoutes(
  router: Router,
  deps: Pick<Deps, 'store' | 'issuers' | 'certificates'> & { oauthKeys: OauthKeys },
): void {
  const { store, issuers, oauthKeys } = deps
  const methods = authMethods(deps.certificates)
  const bound = boundTokens(deps.certificates)
  router.get('/.well-known/oauth-authorization-server', (request, response) => {
    const { issuer } = issuers.of(request)
    response.set('Cache-Control', FRESH).json({ ...authorizationServer(issuer, methods), ...bound })
  })
  const resource = '/.well-known/oauth-protected-resource'
  router.get([resource, `${resource}/*path`], async (request, response, next) => {
    const { issuer, tenantId } = issuers.of(request)
    const path = request.path.slice(resource.length)
    if (path !== '' && path !== '/' && !RESOURCE_PATH.test(path)) {
      next()
      return
    }
    const trusted = await store.tokenIssuers.ofTenant(tenantId)
    const servers = [issuer, ...trusted.map((one) => one.issuer)]
    response
      .set('Cache-Control', FRESH)
      .json({ ...protectedResource(issuer, path, servers), ...bound })
  })
  router.get(ENDPOINTS.jwks, async (_request, response) => {
    response
      .set('Cache-Control', FRESH)
      .type('application/jwk-set+json')
      .send(JSON.stringify(await oauthKeys.publicKeys()))
  })
}

/** RFC 8705 §3.3, RFC 9728 §2: only where it is so. */
const boundTokens = ({ authMethods: methods }: Deps['certificates']) =>
  methods.length === 0 ? {} : { tls_client_certificate_bound_access_tokens: true }

/** RFC 8414 §2. */
const authorizationServer = (issuer: string, methods: readonly string[]) => ({
  issuer,
  token_endpoint: urlOf(issuer, ENDPOINTS.token),
  jwks_uri: urlOf(issuer, ENDPOINTS.jwks),
  scopes_supported: SCOPE_NAMES,
  // Required (§2), and no list may be empty (§3.2): there is no authorization endpoint.
  response_types_supported: ['none'],
  grant_types_supported: ['client_credentials'],
  token_endpoint_auth_methods_supported: methods,
  token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS,
  revocation_endpoint: urlOf(issuer, ENDPOINTS.revocation),
  revocation_endpoint_auth_methods_supported: methods,
  revocation_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS,
  introspection_endpoint: urlOf(issuer, ENDPOINTS.introspection),
  introspection_endpoint_auth_methods_supported: methods,
  introspection_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS,
  dpop_signing_alg_values_supported: DPOP_ALGS, // RFC 9449 §5.1
  protected_resources: [issuer], // RFC 9728 §4
})

/** RFC 9728 §2. The issuer names the whole API; a path below names one endpoint of it, for §3.3. */
const protectedResource = (issuer: string, path: string, servers: readonly string[]) => ({
  resource: path === '' || path === '/' ? issuer : urlOf(issuer, path),
  authorization_servers: servers,
  scopes_supported: SCOPE_NAMES,
  bearer_methods_supported: ['header'],
  dpop_signing_alg_values_supported: DPOP_ALGS,
})
