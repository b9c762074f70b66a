import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import type { SignedRequest } from './hmac.ts'

/** Which keys an algorithm takes: a key of another type is refused, whatever the signature says. */
const ALGORITHMS = {
  'ecdsa-sha256-der': { keyType: 'ec', hash: 'sha256' },
  ed25519: { keyType: 'ed25519', hash: null },
  'rsa-sha1': { keyType: 'rsa', hash: 'sha1' },
  'rsa-sha256': { keyType: 'rsa', hash: 'sha256' },
} as const satisfies Record<string, { keyType: string; hash: string | null }>
export type SignatureAlgorithm = keyof typeof ALGORITHMS

export type PublicKey = string | KeyObject

/** A signature by a private key that only the vendor has. What is no key or no signature is a refusal, never an exception. */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  key: PublicKey,
  data: Buffer,
  signature: string,
): boolean {
  const { keyType, hash } = ALGORITHMS[algorithm]
  try {
    const publicKey = typeof key === 'string' ? createPublicKey(key) : key
    if (publicKey.asymmetricKeyType !== keyType) return false
    return verify(hash, data, publicKey, Buffer.from(signature, 'base64'))
  } catch {
    return false // broken DER, an unreadable key
  }
}

/** A request that names the key which signed its body. */
export type AsymmetricLayout = {
  algorithm: SignatureAlgorithm
  keyIdHeader: string
  signatureHeader: string
}

/** Is the body signed by the key that the request names? Only keys that we hold count. */
export function verifyByKeyId(
  { headers, body }: SignedRequest,
  layout: AsymmetricLayout,
  keys: ReadonlyMap<string, PublicKey>,
): boolean {
  const key = keys.get(headers[layout.keyIdHeader] ?? '')
  const signature = headers[layout.signatureHeader]
  return (
    key !== undefined &&
    signature !== undefined &&
    verifySignature(layout.algorithm, key, body, signature)
  )
}

/** An Ed25519 public key from its 32 bytes in base64; undefined where it is none. */
export function ed25519Key(base64: string): KeyObject | undefined {
  const x = Buffer.from(base64, 'base64').toString('base64url')
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  } catch {
    return undefined
  }
}
