import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { SigningKeyStore } from '../store/signing-keys.ts'
import { ALGORITHMS, isAlg, makeKey, type Alg } from './algorithms.ts'
import { encryptTo, type EncryptionKey } from './encrypt.ts'
import type { JWK } from './jwk.ts'

/** `jws` is what goes out: the signed SET, or that SET encrypted to its receiver. */
export type SignedSet = { jws: string; kid: string }

/** Signs SETs with the hub's active key of an algorithm, and tells the public keys. */
export type Signer = {
  sign(claims: object, by: { alg: string; encryption?: EncryptionKey | null }): Promise<SignedSet>
  /** Every key that SETs in the world may be signed with, or soon will be (RFC 7517 §5). */
  publicKeys(): { keys: JWK[] }
  /** Reads the keys again: another process may have rotated them. */
  refresh(): Promise<void>
}

type Ready = {
  kid: string
  alg: Alg
  key: KeyObject
  header: string
  publicJwk: JWK
  activeFrom: Date
}

/**
 * Opens the hub's keys, making the first RS256 key where there is none. The compact form is built by hand around
 * node:crypto, since RSA signing is most of what a delivery costs and jose adds a quarter to it; jose verifies every
 * signature in the tests.
 */
export async function openSigner(keys: SigningKeyStore, clock: Clock): Promise<Signer> {
  let ready: Ready[] = []
  const refresh = async () => {
    ready = (await keys.all()).flatMap(({ kid, alg, privateJwk, publicJwk, activeFrom }) =>
      isAlg(alg)
        ? [{ kid, alg, key: toKey(privateJwk), header: toHeader(alg, kid), publicJwk, activeFrom }]
        : [],
    )
  }
  const activeKey = (alg: Alg): Ready | undefined => {
    const now = clock.now()
    return ready
      .filter((key) => key.alg === alg && key.activeFrom <= now)
      .sort((a, b) => b.activeFrom.getTime() - a.activeFrom.getTime())[0]
  }
  /** The first SET of an algorithm makes its first key. */
  const ensure = async (alg: Alg): Promise<Ready> => {
    await keys.ensure(alg, () => makeKey(alg))
    await refresh()
    const key = activeKey(alg)
    if (!key) throw new Error(`No active signing key for ${alg}`)
    return key
  }
  await ensure('RS256')
  return {
    async sign(claims, { alg, encryption }) {
      if (!isAlg(alg)) throw new Error(`Signing with ${alg} is not supported`)
      const { key, header, kid } = activeKey(alg) ?? (await ensure(alg))
      const input = `${header}.${encode(claims)}`
      const signature = await ALGORITHMS[alg].sign(Buffer.from(input), key)
      const jws = `${input}.${signature.toString('base64url')}`
      return { jws: encryption ? await encryptTo(encryption, jws) : jws, kid }
    },
    publicKeys: () => ({
      keys: ready.map(({ kid, alg, publicJwk }) => ({ ...publicJwk, kid, alg, use: 'sig' })),
    }),
    refresh,
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const toHeader = (alg: Alg, kid: string): string => encode({ alg, typ: 'secevent+jwt', kid }) // SSF 1.0 §4.1.1
const toKey = (jwk: JWK): KeyObject => createPrivateKey({ key: jwk, format: 'jwk' })
