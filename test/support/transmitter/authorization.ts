import { createHash, randomBytes, randomUUID, type JsonWebKey } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Faults } from './faults.ts'
import { verifyJws } from './keys.ts'

/** The one client that this authorization server knows. */
export type Client = { id: string; secret: string; jwk?: JsonWebKey; authMethod?: string }
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> }

type Token = { expiresAt: number; jkt?: string; scope: string }

export type Authorization = {
  client: Client
  token(request: IncomingMessage, form: URLSearchParams): Answer
  /** Undefined where the request may pass. */
  check(request: IncomingMessage, url: string): Answer | undefined
  /** Every token that was given out, the newest last. */
  tokens: Map<string, Token>
  /** What the token endpoint was asked, in order. */
  asked: Record<string, string>[]
  /** Every token is refused from now on. */
  revokeAll(): void
}

/** RFC 7638, of an EC key. */
const thumbprint = (jwk: JsonWebKey): string => {
  const { crv, kty, x, y } = jwk
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
}

const refused = (error: string, status = 400): Answer => ({
  status,
  body: { error, error_description: `because ${error}` },
})

type Server = {
  base: () => string
  faults: Faults
  client: Client
  nonce: string
  once: Set<string>
}

/** The thumbprint of a proof's key; undefined where it is none (RFC 9449 §4.3). */
function proofOf(
  request: IncomingMessage,
  { url, token }: { url: string; token?: string },
  { faults, nonce, once }: Server,
): string | undefined {
  const decoded = verifyJws(String(request.headers['dpop']), ({ jwk }) => jwk as JsonWebKey)
  if (!decoded) return undefined
  const { header, claims } = decoded
  const jti = String(claims['jti'])
  const ath = token && createHash('sha256').update(token).digest('base64url')
  const faultless = [
    header['typ'] === 'dpop+jwt',
    claims['htm'] === request.method,
    claims['htu'] === url.split('?')[0],
    claims['ath'] === ath,
    !faults.dpopNonce || claims['nonce'] === nonce,
    !once.has(jti),
  ]
  once.add(jti)
  return faultless.every(Boolean) ? thumbprint(header['jwk'] as JsonWebKey) : undefined
}

const plain = (text = ''): string => decodeURIComponent(text.replaceAll('+', ' '))

function isClient(request: IncomingMessage, form: URLSearchParams, server: Server): boolean {
  const { client } = server
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (basic !== undefined) {
    const [id, secret] = Buffer.from(basic, 'base64').toString().split(':')
    return plain(id) === client.id && plain(secret) === client.secret
  }
  const assertion = form.get('client_assertion')
  const isSecret = assertion === null && form.get('client_secret') === client.secret
  return form.get('client_id') === client.id && (isSecret || isAsserted(assertion, server))
}

/** RFC 7523 §3. */
function isAsserted(assertion: string | null, { base, client, once }: Server): boolean {
  const claims = verifyJws(assertion ?? '', () => client.jwk)?.claims ?? {}
  const isNew = !once.has(String(claims['jti']))
  once.add(String(claims['jti']))
  const expected = { iss: client.id, sub: client.id, aud: base() }
  return isNew && Object.entries(expected).every(([name, value]) => claims[name] === value)
}

/** An authorization server of client credentials, and the resource's own check. `staticToken` passes too. */
export function createAuthorization(
  base: () => string,
  faults: Faults,
  staticToken: string,
): Authorization {
  const client: Client = { id: 'hub', secret: `s:${randomUUID()}+ %` }
  const tokens = new Map<string, Token>()
  const asked: Record<string, string>[] = []
  const server: Server = { base, faults, client, nonce: randomUUID(), once: new Set() }
  const nonce = { 'dpop-nonce': server.nonce }
  return {
    client,
    tokens,
    asked,
    revokeAll: () => {
      tokens.clear()
    },
    token(request, form) {
      asked.push(Object.fromEntries(form))
      if (faults.tokenDown) return { status: 503, headers: { 'retry-after': '1' }, body: 'down' }
      if (!isClient(request, form, server)) return refused('invalid_client', 401)
      if (form.get('grant_type') !== 'client_credentials') return refused('unsupported_grant_type')
      const scope = form.get('scope') ?? ''
      if (!isKnown(scope, faults)) return refused('invalid_scope')
      const isBound = request.headers['dpop'] !== undefined
      const jkt = isBound ? proofOf(request, { url: `${base()}/token` }, server) : undefined
      if (isBound && jkt === undefined)
        return {
          ...refused(faults.dpopNonce ? 'use_dpop_nonce' : 'invalid_dpop_proof'),
          headers: nonce,
        }
      return given(scope, jkt)
    },
    check(request, url) {
      const [, scheme, value = ''] = CREDENTIAL.exec(request.headers.authorization ?? '') ?? []
      const isStatic = value === staticToken && scheme === 'Bearer'
      if (isStatic || isProven(request, { url, value, scheme })) return undefined
      const asksNonce = faults.dpopNonce === true && scheme === 'DPoP'
      return {
        status: 401,
        headers: {
          'www-authenticate': asksNonce ? 'DPoP error="use_dpop_nonce"' : challenge(value),
          ...nonce,
        },
      }
    },
  }

  function isProven(
    request: IncomingMessage,
    { url, value, scheme }: { url: string; value: string; scheme: string | undefined },
  ): boolean {
    const token = tokens.get(value)
    if (!isCurrent(token)) return false
    if (token?.jkt === undefined) return scheme === 'Bearer'
    return proofOf(request, { url, token: value }, server) === token.jkt
  }

  function given(scope: string, jkt: string | undefined): Answer {
    const value = randomBytes(24).toString('base64url')
    const seconds = faults.tokenSeconds ?? 3_600
    const bound = jkt === undefined ? {} : { jkt }
    tokens.set(value, { expiresAt: Date.now() + seconds * 1_000, scope, ...bound })
    const token_type = jkt === undefined ? 'Bearer' : 'DPoP'
    return { status: 200, body: { access_token: value, token_type, expires_in: seconds, scope } }
  }

  /** RFC 9728 §5.1, and RFC 6750 §3.1 where a token came. */
  function challenge(value: string): string {
    const metadata = faults.noResourceMetadata
      ? []
      : [`resource_metadata="${base()}/resource-metadata"`]
    return `Bearer ${[...(value === '' ? ['realm="test"'] : ['error="invalid_token"']), ...metadata].join(', ')}`
  }
}

const CREDENTIAL = /^(Bearer|DPoP) (.+)$/

const isCurrent = (token: Token | undefined): boolean =>
  token !== undefined && token.expiresAt > Date.now()

const isKnown = (scope: string, { knownScopes }: Faults): boolean =>
  knownScopes === undefined || scope.split(' ').every((one) => knownScopes.includes(one))
