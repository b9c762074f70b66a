import { flattenedVerify, type CryptoKey, type JWSHeaderParameters } from 'jose'
import type { SetErrorCode } from '../../../schemas/delivery.ts'
import { isObject } from '../../../schemas/json.ts'
import { parseSet, type SetClaims } from '../../../schemas/set.ts'
import { liftLegacySubject } from './legacy-subject.ts'
import { SIGNATURE_ALGORITHMS } from './signature-algorithms.ts'
import type { KeysOf } from './source-keys.ts'

export type RefusedSet = { ok: false; err: SetErrorCode; description: string }
/** `claims` hold a lifted `sub_id` where an older draft has none; `payload` is the event as it came. */
export type VerifiedSet = {
  ok: true
  claims: SetClaims
  eventType: string
  payload: Record<string, unknown>
}

export type Expected = {
  issuer: string
  /** Any one of these must stand in `aud`; none listed means that none is right. */
  audience: readonly string[]
  keys: KeysOf
  now: Date
}

/** A clock may be wrong, but not by a day. Old SETs are fine: they are retried, paused and replayed. */
const MAX_AHEAD_SECONDS = 86_400

/**
 * Verifies a SET. What the sender did wrong comes back as a value with its RFC 8935 §2.4 code.
 * `alg` none or HMAC, an unknown key and a bad signature are all `invalid_key`: no key that we accept signed
 * these bytes. `invalid_request` is for what cannot be parsed as a SET, `authentication_failed` for the
 * transmitter's own credentials (RFC 8935 Figure 4), which are not seen here.
 * @throws HubError `unavailable` when the issuer's keys cannot be had: our outage, never the SET's fault.
 */
export async function verifySet(
  jwt: string,
  expected: Expected,
): Promise<VerifiedSet | RefusedSet> {
  const jws = parseCompact(jwt)
  if (!jws)
    return refuse(
      'invalid_request',
      'not a JWS in compact serialisation (RFC 7515 §7.1) of a JSON object',
    )
  return (
    checkHeader(jws.header) ??
    checkIssuer(jws.claims, expected.issuer) ??
    (await checkSignature(jws, expected.keys)) ??
    checkAudience(jws.claims, expected.audience) ??
    checkClaims(jws.claims, expected.now) ??
    checkEvent(jws.claims)
  )
}

function checkHeader(header: JWSHeaderParameters): RefusedSet | undefined {
  if (typeof header.alg !== 'string')
    return refuse('invalid_request', 'the header has no "alg" (RFC 7515 §4.1.1)')
  if (!SIGNATURE_ALGORITHMS.includes(header.alg))
    return refuse(
      'invalid_key',
      `"alg" ${shown(header.alg)} is not accepted: sign with one of ${SIGNATURE_ALGORITHMS.join(', ')}`,
    )
  if (!isSetType(header.typ))
    return refuse('invalid_request', '"typ" is not secevent+jwt (SSF 1.0 §4.1.1)')
  if (header.crit !== undefined)
    return refuse('invalid_request', 'a "crit" extension that is not understood (RFC 7515 §4.1.11)')
  // jku, jwk, x5u and x5c are the sender's word about the sender: never looked at, never followed.
  return undefined
}

function checkIssuer(claims: Record<string, unknown>, issuer: string): RefusedSet | undefined {
  const { iss } = claims
  if (typeof iss !== 'string')
    return refuse('invalid_request', '"iss" is missing or no string (RFC 8417 §2.2)')
  if (iss !== issuer)
    return refuse(
      'invalid_issuer',
      `"iss" ${shown(iss)} is not this source's issuer (SSF 1.0 §4.1.6)`,
    )
  return undefined
}

async function checkSignature(jws: Jws, keysOf: KeysOf): Promise<RefusedSet | undefined> {
  const keys = await keysOf(jws.header)
  const kid = jws.header.kid === undefined ? 'without "kid"' : `with "kid" ${shown(jws.header.kid)}`
  if (keys.length === 0)
    return refuse('invalid_key', `the issuer has no key ${kid} for ${String(jws.header.alg)}`)
  for (const key of keys) if (await isSignedBy(jws, key)) return undefined
  return refuse('invalid_key', `the signature is not of the issuer's key ${kid}`)
}

function checkAudience(
  claims: Record<string, unknown>,
  audience: readonly string[],
): RefusedSet | undefined {
  const aud: unknown[] = Array.isArray(claims['aud']) ? claims['aud'] : [claims['aud']]
  if (aud.some((value) => typeof value === 'string' && audience.includes(value))) return undefined
  return refuse('invalid_audience', '"aud" does not name this receiver (SSF 1.0 §4.1.8)')
}

function checkClaims(claims: Record<string, unknown>, now: Date): RefusedSet | undefined {
  const { jti, iat, events } = claims
  if (typeof jti !== 'string' || jti === '')
    return refuse('invalid_request', '"jti" is missing or no string (RFC 8417 §2.2)')
  if (typeof iat !== 'number')
    return refuse('invalid_request', '"iat" is missing or no number (RFC 8417 §2.2)')
  if (iat > now.getTime() / 1_000 + MAX_AHEAD_SECONDS)
    return refuse('invalid_request', '"iat" is more than a day in the future')
  if ('sub' in claims) return refuse('invalid_request', '"sub" is forbidden (SSF 1.0 §4.1.2)')
  if ('exp' in claims) return refuse('invalid_request', '"exp" is forbidden (SSF 1.0 §4.1.7)')
  if (!isObject(events))
    return refuse('invalid_request', '"events" is missing or no object (RFC 8417 §2.2)')
  if (Object.keys(events).length !== 1)
    return refuse('invalid_request', 'a SET holds exactly one event (SSF 1.0 §4.2.1)')
  return undefined
}

/** The event's own schema and its subject. An event type that we do not know passes as it is. */
function checkEvent(claims: Record<string, unknown>): VerifiedSet | RefusedSet {
  const parsed = parseSet(liftLegacySubject(claims))
  if (!parsed.ok) return refuse('invalid_request', parsed.reason)
  return { ok: true, claims: parsed.claims, eventType: parsed.type, payload: parsed.payload }
}

type Jws = {
  header: JWSHeaderParameters
  claims: Record<string, unknown>
  parts: readonly [protectedHeader: string, payload: string, signature: string]
}

/** The header of RFC 8935 Figure 1 ends in a newline: whatever is JSON is read. */
function parseCompact(jwt: string): Jws | undefined {
  const [protectedHeader, payload, signature, ...more] = jwt.split('.')
  if (
    protectedHeader === undefined ||
    payload === undefined ||
    signature === undefined ||
    more.length > 0
  )
    return undefined
  const header = parseObject(protectedHeader)
  const claims = parseObject(payload)
  if (!header || !claims || !isCanonical(signature)) return undefined
  return { header, claims, parts: [protectedHeader, payload, signature] }
}

function parseObject(part: string): Record<string, unknown> | undefined {
  if (!isCanonical(part)) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'))
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** One text per bytes: lenient decoders take a SET whose last characters were changed for the same SET. */
const isCanonical = (part: string): boolean =>
  Buffer.from(part, 'base64url').toString('base64url') === part

/** RFC 8417 §2.3; RFC 7515 §4.1.9 lets "application/" be left out, media types know no case. */
const isSetType = (typ: unknown): boolean =>
  typeof typ === 'string' && /^(application\/)?secevent\+jwt$/i.test(typ)

async function isSignedBy({ header, parts }: Jws, key: CryptoKey): Promise<boolean> {
  const [protectedHeader, payload, signature] = parts
  try {
    await flattenedVerify({ protected: protectedHeader, payload, signature }, key, {
      algorithms: typeof header.alg === 'string' ? [header.alg] : [],
    })
    return true
  } catch {
    return false
  }
}

const refuse = (err: SetErrorCode, description: string): RefusedSet => ({
  ok: false,
  err,
  description,
})

/** A sender's value in our words: short, on one line. */
const shown = (value: unknown): string => JSON.stringify(value).slice(0, 120)
