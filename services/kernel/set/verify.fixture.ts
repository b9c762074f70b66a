import { CompactSign, exportJWK, generateKeyPair, type CryptoKey } from 'jose'
import { readKeySet } from './key-set.ts'
import { verifySet, type Expected } from './verify.ts'

// For tests: SETs right and wrong, signed by the keys of an issuer that the hub expects.

export const ISSUER = 'https://idp.example.com/'
export const AUDIENCE = 'https://hub.example.com/ingest/peer'
const NOW = new Date('2026-11-22T10:00:00Z')
export const NOW_SECONDS = NOW.getTime() / 1000
export const SESSION_REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
export const VERIFICATION = 'https://schemas.openid.net/secevent/ssf/event-type/verification'

export const rsa = await generateKeyPair('RS256', { modulusLength: 2048 })
export const stranger = await generateKeyPair('RS256', { modulusLength: 2048 })
export const ec = await generateKeyPair('ES256')
export const ed = await generateKeyPair('EdDSA')
export const jwks = {
  keys: [
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', use: 'sig' },
    { ...(await exportJWK(ec.publicKey)), kid: 'ec' },
    { ...(await exportJWK(ed.publicKey)), kid: 'ed' },
  ],
}
const keySet = readKeySet(jwks)
export const expected: Expected = {
  issuer: ISSUER,
  audience: [AUDIENCE],
  keys: async (header) => (await keySet?.candidates(header)) ?? [],
  now: NOW,
}

export const claims = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  iss: ISSUER,
  jti: 'set-1',
  iat: NOW_SECONDS,
  aud: AUDIENCE,
  txn: 'txn-1',
  sub_id: { format: 'email', email: 'user@example.com' },
  events: { [SESSION_REVOKED]: { event_timestamp: NOW_SECONDS } },
  ...changes,
})

type SignOptions = { header?: Record<string, unknown>; key?: CryptoKey }

/** Signs bytes as they are, so that headers and bodies can be wrong on purpose. */
export async function sign(
  payload: unknown,
  { header = {}, key = rsa.privateKey }: SignOptions = {},
): Promise<string> {
  const bytes = new TextEncoder().encode(
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  )
  const protectedHeader = { alg: 'RS256', kid: 'rsa', typ: 'secevent+jwt', ...header }
  return new CompactSign(bytes).setProtectedHeader(protectedHeader).sign(key)
}

export const verify = async (payload: unknown, options?: SignOptions) =>
  verifySet(await sign(payload, options), expected)
export const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
export const without = (name: string) =>
  Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name))
