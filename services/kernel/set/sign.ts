import { createPrivateKey, sign as signBytes, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import type { SigningKeyStore } from '../store/signing-keys.ts'
import type { JWK } from './jwk.ts'

const signAsync = promisify(signBytes)

export type SignedSet = { jws: string; kid: string }

/** Signs SETs with the hub's active key of an algorithm, and tells the public keys. */
export type Signer = {
  sign(claims: object, alg: string): Promise<SignedSet>
  /** Every key that SETs in the world may have been signed with (RFC 7517 §5). */
  publicKeys(): { keys: JWK[] }
}

type Ready = {
  kid: string
  alg: string
  key: KeyObject
  header: string
  publicJwk: JWK
  isActive: boolean
}

/**
 * Opens the hub's keys, making the first RS256 key (2048 bit: CAEP interoperability profile §2.6) where there is none.
 * The compact form is built by hand around node:crypto, since RSA signing is most of what a delivery costs and jose adds a
 * quarter to it; jose verifies every signature in the tests.
 */
export async function openSigner(keys: SigningKeyStore): Promise<Signer> {
  await keys.ensure('RS256', makeRsaKey)
  const ready: Ready[] = (await keys.all()).map(
    ({ kid, alg, privateJwk, publicJwk, retiredAt }) => ({
      kid,
      alg,
      key: createPrivateKey({ key: privateJwk, format: 'jwk' }),
      header: encode({ alg, typ: 'secevent+jwt', kid }), // SSF 1.0 §4.1.1
      publicJwk: { ...publicJwk, kid, alg, use: 'sig' },
      isActive: retiredAt === null,
    }),
  )
  return {
    async sign(claims, alg) {
      const active = ready.find((key) => key.isActive && key.alg === alg)
      if (!active) throw new Error(`No active signing key for ${alg}`)
      const input = `${active.header}.${encode(claims)}`
      // RSA takes most of a millisecond: in libuv's pool it does not hold up the event loop.
      const signature = await signAsync('sha256', Buffer.from(input), active.key)
      return { jws: `${input}.${signature.toString('base64url')}`, kid: active.kid }
    },
    publicKeys: () => ({ keys: ready.map((key) => key.publicJwk) }),
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

async function makeRsaKey(): Promise<{ kid: string; publicJwk: JWK; privateJwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', {
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
