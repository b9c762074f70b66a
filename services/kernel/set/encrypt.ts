import { CompactEncrypt, importJWK } from 'jose'
import type { JWK } from './jwk.ts'

/** A receiver's public key; its `alg` says how the content key is wrapped. */
export type EncryptionKey = JWK

/** The SET as a JWE to the receiver's key: signed first, then encrypted (RFC 7519 §11.2, RFC 8417 §5.1). */
export async function encryptTo(key: EncryptionKey, jws: string): Promise<string> {
  const alg = key.alg ?? (key.kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES+A256KW')
  return new CompactEncrypt(new TextEncoder().encode(jws))
    .setProtectedHeader({
      alg,
      enc: 'A256GCM',
      cty: 'JWT',
      ...(key.kid === undefined ? {} : { kid: key.kid }),
    })
    .encrypt(await importJWK(key, alg))
}
