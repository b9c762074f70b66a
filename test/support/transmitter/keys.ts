import {
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'

// A transmitter of its own: node:crypto alone, so that no mistake of the hub's can be in it too.

export type Jwk = JsonWebKey & { kid: string; alg: string; use: string }
export type SigningKey = { kid: string; alg: 'RS256' | 'ES256'; privateKey: KeyObject; jwk: Jwk }

export function newKey(alg: 'RS256' | 'ES256' = 'RS256'): SigningKey {
  const { privateKey, publicKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kid = randomUUID()
  return {
    kid,
    alg,
    privateKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' },
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWS in compact serialisation. */
export function signJws(claims: object, key: SigningKey, header: object = {}): string {
  const input = `${encode({ alg: key.alg, kid: key.kid, ...header })}.${encode(claims)}`
  const options = { key: key.privateKey, dsaEncoding: 'ieee-p1363' as const }
  return `${input}.${sign('sha256', Buffer.from(input), options).toString('base64url')}`
}

export type Decoded = { header: Record<string, unknown>; claims: Record<string, unknown> }

const part = (text = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown> // a JWT's parts are objects

/** The JWT's parts, where this key signed it; undefined where it did not. */
export function verifyJws(
  jws: string,
  key: (header: Record<string, unknown>) => JsonWebKey | undefined,
): Decoded | undefined {
  const [protectedHeader = '', payload = '', signature = ''] = jws.split('.')
  if (signature === '') return undefined
  const header = part(protectedHeader)
  const jwk = key(header)
  if (!jwk) return undefined
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${protectedHeader}.${payload}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  return isSigned ? { header, claims: part(payload) } : undefined
}
