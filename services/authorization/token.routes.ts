import express, { type Request, type Response, type Router } from 'express'
import { LRUCache } from 'lru-cache'
import type Provider from 'oidc-provider'
import { withBody } from '../kernel/http/replay.ts'
import type { Issuer } from '../kernel/http/issuers.ts'
import { verifyOurToken } from '../kernel/set/grants.ts'
import { ENDPOINTS, urlOf } from './endpoints.ts'
import { createPresented, type Presented } from './presented.ts'
import { createProvider } from './provider.ts'
import type { TokenDeps } from './token-deps.ts'

/** Larger than any client assertion. */
const BODY_LIMIT_BYTES = 56 * 1_024

/** Token, revocation and introspection endpoints: oidc-provider answers, one provider an issuer. */
export function addTokenRoutes(router: Router, deps: TokenDeps): void {
  const { issuers, certificates } = deps
  const presented = createPresented()
  const providerOf = createProviders(deps, presented)
  const raw = express.raw({ limit: BODY_LIMIT_BYTES, type: () => true, inflate: false })

  const answer = (path: string, prepare: (body: Buffer, at: Issuer) => Promise<Prepared>) => {
    router.post(path, raw, async (request: Request, response: Response) => {
      const at = issuers.of(request)
      const { body, claims } = await prepare(bodyOf(request), at)
      // What the provider builds its URLs from is the issuer, never a header of the request.
      const target = new URL(urlOf(at.issuer, path))
      const message = withBody(request, body, target)
      message.url = path
      Object.assign(message, { originalUrl: target.href }) // as Express and Connect name it, and oidc-provider reads it
      if (claims) presented.tokens.set(message, claims)
      const certificate = certificates.of(request)
      if (certificate) presented.certificates.set(message, certificate)
      const provider = await providerOf(at)
      await provider.callback()(message, response)
    })
  }
  answer(ENDPOINTS.token, async (body) => ({ body }))
  for (const path of [ENDPOINTS.revocation, ENDPOINTS.introspection])
    answer(path, (body, at) => byJti(body, at, deps))
}

type Prepared = { body: Buffer; claims?: Presented }

/** express.raw leaves an object where there was no body. */
const bodyOf = (request: Request): Buffer =>
  Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)

/**
 * oidc-provider revokes and introspects only tokens that it stores, which JWTs are not: so it is shown the `jti` of a token
 * of ours that is valid, and something unknown in place of every other.
 */
async function byJti(
  body: Buffer,
  at: Issuer,
  { store, oauthKeys, clock }: TokenDeps,
): Promise<Prepared> {
  const form = new URLSearchParams(body.toString())
  const [token, ...more] = form.getAll('token')
  if (token === undefined || more.length > 0) return { body }
  const verified = await verifyOurToken(token, at, { oauthKeys, clock })
  const claims = verified.ok ? (verified.claims as Presented) : undefined // verifyOurToken requires these claims
  const isLive = claims !== undefined && !(await store.oauthTokens.isRevoked(claims.jti))
  form.set('token', isLive ? claims.jti : 'unknown')
  return { body: Buffer.from(form.toString()), ...(isLive ? { claims } : {}) }
}

/** One provider an issuer and signing key, made when first needed. */
function createProviders(deps: TokenDeps, presented: ReturnType<typeof createPresented>) {
  const providers = new LRUCache<string, Provider>({ max: 500 })
  return async (at: Issuer): Promise<Provider> => {
    const key = await deps.oauthKeys.active()
    const name = `${at.issuer} ${key.kid}`
    const provider = providers.get(name) ?? createProvider(at, key, { ...deps, presented })
    providers.set(name, provider)
    return provider
  }
}
