import type { KoaContextWithOIDC } from 'oidc-provider'
import { isObject } from '../../schemas/json.ts'

/** What oidc-provider calls an invalid request, in its words, and RFC 6749 §5.2 an authentication that failed, or that there is none. */
const UNAUTHENTICATED: readonly unknown[] = [
  'no client authentication mechanism provided',
  'invalid authorization header value format',
  'client_id and client_secret in the authorization header are not properly encoded',
  'client_secret must be provided in the Authorization header',
  'invalid client_assertion format',
  'client_assertion_type must be provided',
  'client_assertion_type must have value urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
]

/** Middleware: the answers of the token, revocation and introspection endpoints as RFC 6749 §5.1 and §5.2 have them. */
export async function answerByTheLetter(
  ctx: KoaContextWithOIDC,
  next: () => Promise<unknown>,
): Promise<void> {
  await next()
  ctx.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
  const body: unknown = ctx.body
  if (!isObject(body) || !UNAUTHENTICATED.includes(body['error_description'])) return
  ctx.status = 401
  ctx.body = { ...body, error: 'invalid_client' }
  if (ctx.get('authorization') === '') return
  const challenge = `Basic realm="${ctx.oidc.issuer}", error="invalid_client"`
  ctx.set('WWW-Authenticate', challenge)
}
