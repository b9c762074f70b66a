import { constants, sign, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { toJoseSignature } from './ecdsa.ts'
import type { JWK } from './jwk.ts'

const signInPool = promisify(sign)

type Algorithm = {
  /** The JWS signature over these bytes (RFC 7518 §3, RFC 8037 §3.1). */
  sign(input: Buffer, key: KeyObject): Promise<Buffer>
}

/**
 * What the hub signs with. RSA takes most of a millisecond, so it goes through libuv's pool where it holds up nobody; the
 * curves are quicker than the way there.
 */
export const ALGORITHMS = {
  RS256: { sign: (input, key) => signInPool('sha256', input, key) },
  PS256: {
    sign: (input, key) =>
      signInPool('sha256', input, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 32,
      }),
  },
  ES256: {
    sign: (input, key) => Promise.resolve(toJoseSignature(sign('sha256', input, key))),
  },
  EdDSA: { sign: (input, key) => Promise.resolve(sign(null, input, key)) },
} as const satisfies Record<string, Algorithm>

export type Alg = keyof typeof ALGORITHMS

export const isAlg = (name: string): name is Alg => Object.hasOwn(ALGORITHMS, name)

export type NewKey = { kid: string; publicJwk: JWK; privateJwk: JWK }

/** RSA keys have 2048 bits (CAEP interoperability profile §2.6); a `kid` is the key's thumbprint (RFC 7638). */
export async function makeKey(alg: Alg): Promise<NewKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, {
    modulusLength: 2048,
    extractable: true,
  })
  const publicJwk = await exportJWK(publicKey)
  return {
    kid: await calculateJwkThumbprint(publicJwk),
    publicJwk,
    privateJwk: await exportJWK(privateKey),
  }
}
