import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose'
import type { KeysOf } from './source-keys.ts'

/** What an access token must be (RFC 9068 §4). */
export type Expected = {
  keys: KeysOf
  algorithms: readonly string[]
  issuer: string
  audience: readonly string[]
  /** Media types of the header, lower case and without `application/`; undefined = none given. */
  types: readonly (string | undefined)[]
  requiredClaims: readonly string[]
  now: Date
}

export type Verified = { ok: true; claims: JWTPayload } | { ok: false; reason: string }

/** For clocks that differ. */
const TOLERANCE_SECONDS = 10

/** Checks a signed access token. @throws HubError `unavailable` where the issuer's keys cannot be had: not the token's fault */
export async function verifyAccessToken(token: string, expected: Expected): Promise<Verified> {
  const header = headerOf(token)
  if (!header) return refuse('it is not a JWT')
  // "none" and symmetric algorithms are in nobody's list (RFC 9068 §4).
  if (!expected.algorithms.includes(header.alg ?? '')) return refuse('its alg is not accepted')
  // An ID token, a SET or a DPoP proof is no access token, whoever signed it (RFC 8725 §3.11).
  if (!expected.types.includes(mediaType(header.typ))) return refuse('its typ is not accepted')
  let reason = 'its key is not known'
  for (const key of await expected.keys(header)) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [...expected.algorithms],
        issuer: expected.issuer,
        audience: [...expected.audience],
        requiredClaims: [...expected.requiredClaims],
        currentDate: expected.now,
        clockTolerance: TOLERANCE_SECONDS,
      })
      return { ok: true, claims: payload }
    } catch (error) {
      reason = reasonOf(error)
    }
  }
  return refuse(reason)
}

/** The `iss` a token claims, before anything is verified: it only chooses who is asked. */
export function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

/** What a token of ours says, for those who may know it (RFC 7662). */
export const scopesOf = (claim: unknown): string[] => {
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '')
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : []
}

const refuse = (reason: string): Verified => ({ ok: false, reason })

function headerOf(token: string): ReturnType<typeof decodeProtectedHeader> | undefined {
  try {
    return decodeProtectedHeader(token)
  } catch {
    return undefined
  }
}

const mediaType = (typ: unknown): string | undefined =>
  typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : undefined

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it is expired'
  if (error instanceof errors.JWTClaimValidationFailed) return `its ${error.claim} does not fit`
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature is wrong'
  return 'it cannot be verified'
}
