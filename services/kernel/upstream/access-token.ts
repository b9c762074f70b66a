import * as oauth from 'oauth4webapi'
import type { UpstreamAuthorization } from '../../../schemas/upstream-authorization.ts'
import { errorText } from '../errors.ts'
import type { Outbound, OutboundResult } from '../http/outbound.ts'
import { importClientKey, selfSignedToken, type ClientKey } from '../set/client-key.ts'
import { DOCUMENT, fetchThrough } from './fetch.ts'
import { oneLine } from './one-line.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { insecurely, type TokenServer } from './token-server.ts'

export type AccessToken = {
  value: string
  /** True where it must come with a proof (RFC 9449). */
  isBound: boolean
  expiresAt?: Date
  scope?: string
}
export type TokenResult =
  { ok: true; token: AccessToken } | { ok: false; reason: string; retryAfterSeconds?: number }

/** Who asks: the credentials, with the key of private_key_jwt where that is what they are. */
export type Credentials = { authorization: UpstreamAuthorization; clientKey?: ClientKey }

type Deps = {
  outbound: Pick<Outbound, 'request'>
  clock: { now(): Date }
  signal?: AbortSignal
}
type Bound = { dpop?: oauth.DPoPHandle | undefined }

/** A token for the transmitter's API. Errors tell what the authorization server said, never a secret. */
export async function obtainToken(
  credentials: Credentials,
  server: TokenServer | undefined,
  deps: Deps & Bound,
): Promise<TokenResult> {
  const { authorization } = credentials
  if (authorization.method === 'token')
    return { ok: true, token: { value: authorization.token, isBound: false } }
  if (authorization.method === 'signed_jwt') return selfSigned(authorization, deps)
  if (!server) return { ok: false, reason: 'No token endpoint is known' }
  let refused: TokenResult = { ok: false, reason: 'nothing was asked for' }
  for (const scope of server.scopes) {
    refused = await ask({ ...credentials, authorization }, { ...server, scope }, deps)
    // RFC 6749 §5.2: this server knows other scopes than the profile's.
    if (refused.ok || !refused.reason.includes('invalid_scope')) return refused
  }
  return refused
}

async function selfSigned(
  authorization: Extract<UpstreamAuthorization, { method: 'signed_jwt' }>,
  { clock }: Deps,
): Promise<TokenResult> {
  const now = clock.now()
  const value = await selfSignedToken(authorization, now)
  return {
    ok: true,
    token: { value, isBound: false, expiresAt: new Date(now.getTime() + 3_600_000) },
  }
}

type Asking = Credentials & { authorization: Extract<UpstreamAuthorization, { clientId: string }> }

async function ask(
  credentials: Asking,
  server: TokenServer & { scope: string },
  deps: Deps & Bound,
): Promise<TokenResult> {
  const first = await askOnce(credentials, server, deps)
  return first.again ? (await askOnce(credentials, server, deps)).result : first.result
}

/** `again`: the server wants a nonce in the proof, and has given it (RFC 9449 §8). */
async function askOnce(
  credentials: Asking,
  server: TokenServer & { scope: string },
  { outbound, clock, dpop, signal }: Deps & Bound,
): Promise<{ result: TokenResult; again: boolean }> {
  const askedAt = clock.now()
  let seen: OutboundResult | undefined
  const fetched = fetchThrough(outbound, DOCUMENT, (result) => (seen = result))
  const as = { issuer: server.issuer, token_endpoint: server.tokenEndpoint }
  const client = { client_id: credentials.authorization.clientId }
  try {
    const response = await oauth.clientCredentialsGrantRequest(
      as,
      client,
      await clientAuth(credentials),
      parametersOf(server),
      { ...insecurely(fetched), ...(dpop ? { DPoP: dpop } : {}), ...(signal ? { signal } : {}) },
    )
    const token = await oauth.processClientCredentialsResponse(as, client, response)
    return { result: { ok: true, token: toToken(token, askedAt) }, again: false }
  } catch (error) {
    return { result: refusal(error, seen), again: oauth.isDPoPNonceError(error) }
  }
}

async function clientAuth({ authorization, clientKey }: Asking): Promise<oauth.ClientAuth> {
  if (authorization.method === 'client_secret_basic')
    return oauth.ClientSecretBasic(authorization.clientSecret)
  if (authorization.method === 'client_secret_post')
    return oauth.ClientSecretPost(authorization.clientSecret)
  if (!clientKey) throw new Error('there is no client key')
  return oauth.PrivateKeyJwt({ key: await importClientKey(clientKey), kid: clientKey.kid })
}

const parametersOf = ({ scope, resource }: TokenServer & { scope: string }): URLSearchParams =>
  new URLSearchParams({
    ...(scope === '' ? {} : { scope }),
    ...(resource === undefined ? {} : { resource }),
  })

function toToken(answer: oauth.TokenEndpointResponse, askedAt: Date): AccessToken {
  const { access_token: value, token_type, expires_in, scope } = answer
  return {
    value,
    isBound: token_type === 'dpop',
    ...(expires_in === undefined
      ? {}
      : { expiresAt: new Date(askedAt.getTime() + expires_in * 1_000) }),
    ...(scope === undefined ? {} : { scope }),
  }
}

function refusal(error: unknown, seen: OutboundResult | undefined): TokenResult {
  const wait = seen?.kind === 'answer' ? retryAfterSeconds(seen) : undefined
  return {
    ok: false,
    reason: `The token endpoint: ${sentence(error, seen)}`,
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
  }
}

/** RFC 6749 §5.2: `error` and `error_description`, which are the server's words: one line, bounded. */
function sentence(error: unknown, seen: OutboundResult | undefined): string {
  if (error instanceof oauth.ResponseBodyError)
    return oneLine(`${error.error}${error.error_description ? `: ${error.error_description}` : ''}`)
  if (seen?.kind === 'answer' && seen.status !== 200)
    return `answered ${String(seen.status)}, ${oneLine(errorText(error))}`
  return oneLine(errorText(error))
}
