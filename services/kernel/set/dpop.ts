import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWTVerifyResult } from 'jose'
import { z } from 'zod'
import type { DpopNonces } from './dpop-nonces.ts'

/** What a proof may be signed with: asymmetric alone (RFC 9449 §4.3). */
export const DPOP_ALGS = ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'] as const

/** How far a proof's `iat` may be from now; longer than that it need not be remembered either. */
const WINDOW_SECONDS = 300

export type DpopRequest = {
  method: string
  url: string
  token: string
  now: Date
  /** Undefined where proofs need no nonce. */
  nonces: Pick<DpopNonces, 'isFresh' | 'lifetimeMs'> | undefined
}
export type DpopProof =
  | { ok: true; jkt: string; jti: string; tooOldAt: Date }
  | { ok: false; reason: string; isNonceMissing?: true }

/** RFC 9449 §4.2. */
const ProofClaims = z.looseObject({
  jti: z.string().min(1).max(512),
  iat: z.number(),
  htm: z.string(),
  htu: z.string(),
  ath: z.string(),
  nonce: z.string().optional(),
})

/** Checks the proof that comes with an access token (RFC 9449 §4.3); whether it is a replay, the caller finds out. */
export async function verifyDpopProof(proof: string, request: DpopRequest): Promise<DpopProof> {
  const verified = await signatureOf(proof, request.now)
  const { jwk } = verified?.protectedHeader ?? {}
  if (!verified || !jwk) return refuse('it is not a signed DPoP proof')
  const claims = ProofClaims.safeParse(verified.payload)
  if (!claims.success) return refuse('it lacks one of jti, iat, htm, htu and ath')
  const wrong = mismatch(claims.data, request)
  if (wrong !== undefined) return refuse(wrong)
  const tooOldAt = checkTime(claims.data, request)
  if (!(tooOldAt instanceof Date)) return tooOldAt
  const { jti } = claims.data
  return { ok: true, jti, jkt: await calculateJwkThumbprint(jwk), tooOldAt }
}

/**
 * Until when the proof could be used: it is fresh by its `iat`, or by the hub's own nonce where one is asked for, whatever
 * the client's clock says (RFC 9449 §4.3, check 11).
 */
function checkTime(
  { iat, nonce }: z.infer<typeof ProofClaims>,
  { now, nonces }: DpopRequest,
): Date | DpopProof {
  if (nonces)
    return nonce !== undefined && nonces.isFresh(nonce)
      ? new Date(now.getTime() + nonces.lifetimeMs)
      : { ...refuse('it has no nonce of the hub, or an old one'), isNonceMissing: true }
  return Math.abs(now.getTime() / 1_000 - iat) > WINDOW_SECONDS
    ? refuse('its iat is too far from now')
    : new Date((iat + WINDOW_SECONDS + 1) * 1_000)
}

/** What the proof was made for must be this request, with this token, now. */
function mismatch(
  { htm, htu, ath }: z.infer<typeof ProofClaims>,
  { method, url, token }: DpopRequest,
): string | undefined {
  if (htm !== method) return 'its htm is another method'
  if (!isSameTarget(htu, url)) return 'its htu is another URL'
  const isOfToken = ath === createHash('sha256').update(token).digest('base64url')
  return isOfToken ? undefined : 'its ath is of another access token'
}

const refuse = (reason: string) => ({ ok: false, reason }) as const

/** jose refuses a private or symmetric key in the header. */
async function signatureOf(proof: string, now: Date): Promise<JWTVerifyResult | undefined> {
  try {
    return await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: [...DPOP_ALGS],
      currentDate: now,
    })
  } catch {
    return undefined
  }
}

/** RFC 9449 §4.3: query and fragment are ignored, the rest is compared after normalisation. */
function isSameTarget(htu: string, url: string): boolean {
  const [claimed, expected] = [URL.parse(htu), URL.parse(url)]
  if (!claimed || !expected) return false
  for (const one of [claimed, expected]) {
    one.search = ''
    one.hash = ''
  }
  return claimed.href === expected.href
}
