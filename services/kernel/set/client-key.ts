import { importJWK, importPKCS8, SignJWT, type CryptoKey } from 'jose'
import { makeKey, type Alg } from './algorithms.ts'
import type { JWK } from './jwk.ts'

/** What a client of somebody else's authorization server proves itself by (RFC 7523). */
export type ClientKey = { alg: Alg; kid: string; privateJwk: JWK }

/** A new one; its public half is to be registered there. */
export async function makeClientKey(alg: Alg): Promise<ClientKey> {
  const { kid, privateJwk } = await makeKey(alg)
  return { alg, kid, privateJwk }
}

/** @throws Error where the key does not fit its algorithm */
export async function importClientKey({ alg, privateJwk }: ClientKey): Promise<CryptoKey> {
  const key = await importJWK(privateJwk, alg)
  if (key instanceof Uint8Array || key.type !== 'private') throw new Error('not a private key')
  return key
}

/** The half that may be shown. */
export function publicHalf({ alg, kid, privateJwk }: ClientKey): JWK {
  const { kty, crv, x, y, n, e } = privateJwk
  const members = { kty, crv, x, y, n, e, kid, alg, use: 'sig' }
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

export type SelfSigned = { subject: string; audience: string; keyId: string; privateKey: string }

/** A bearer token that its bearer signs itself, as service accounts of Google do (RS256, for an hour). */
export async function selfSignedToken(by: SelfSigned, now: Date): Promise<string> {
  const key = await importPKCS8(by.privateKey, 'RS256')
  const iat = Math.floor(now.getTime() / 1_000)
  return new SignJWT({ iss: by.subject, sub: by.subject, aud: by.audience, iat, exp: iat + 3_600 })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: by.keyId })
    .sign(key)
}
