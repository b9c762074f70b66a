import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import type { SetErrorCode } from '../../schemas/delivery.ts'
import { parseSet, type SetClaims } from '../../schemas/set.ts'

/** What a push must be: from whom, for whom, with which credential. */
export type Expected = {
  keys: JWTVerifyGetKey
  issuer: string
  audience: string | string[]
  authorizationHeader: string
}

export type Verified = {
  ok: true
  claims: SetClaims
  type: string
  payload: Record<string, unknown>
  alg: string
}
export type Refused = { ok: false; err: SetErrorCode; description: string }

/** Far more than a SET needs. */
const MAX_BYTES = 65_536

/** Checks one push from its header to its last claim. @throws where the keys cannot be had: our outage, not the SET's fault */
export async function verifyPush(
  request: IncomingMessage,
  expected: Expected,
): Promise<Verified | Refused> {
  const { authorization, 'content-type': contentType = '' } = request.headers
  if (!isSame(authorization ?? '', expected.authorizationHeader))
    return refuse('authentication_failed', 'The Authorization header is not the one of this stream')
  if (contentType.split(';')[0]?.trim().toLowerCase() !== 'application/secevent+jwt')
    return refuse('invalid_request', 'Content-Type is not application/secevent+jwt') // RFC 8935 §2.1
  const body = await readBody(request)
  return body === undefined
    ? refuse('invalid_request', 'The body is too large for a SET')
    : verify(body, expected)
}

async function verify(
  jwt: string,
  { keys, issuer, audience }: Expected,
): Promise<Verified | Refused> {
  try {
    const { payload, protectedHeader } = await jwtVerify(jwt, keys, {
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'], // asymmetric only
      typ: 'secevent+jwt', // SSF 1.0 §4.1.1
      issuer,
      audience,
      requiredClaims: ['jti', 'iat', 'events'],
    })
    const set = parseSet(payload)
    return set.ok ? { ...set, alg: protectedHeader.alg } : refuse('invalid_request', set.reason)
  } catch (error) {
    const err = faultOf(error)
    if (!err || !(error instanceof Error)) throw error
    return refuse(err, error.message)
  }
}

/** RFC 8935 §2.4; undefined where the SET is not to blame. */
function faultOf(error: unknown): SetErrorCode | undefined {
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return 'invalid_issuer'
    return error.claim === 'aud' ? 'invalid_audience' : 'invalid_request'
  }
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey
  )
    return 'invalid_key'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'invalid_key'
  return error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid
    ? 'invalid_request'
    : undefined
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    // no encoding is set, so chunks are buffers
    length += chunk.length
    if (length > MAX_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8').trim()
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

const refuse = (err: SetErrorCode, description: string): Refused => ({
  ok: false,
  err,
  description,
})
