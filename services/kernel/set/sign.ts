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
  /** `claims` as JSON; `typ` where it is no SET, which then cannot be taken for one. */
  sign(
    claims: string,
    by: { alg: string; encryption?: EncryptionKey | null; typ?: string },
  ): Promise<SignedSet>
  /** Which key signs by an algorithm now. */
  activeKid(alg: string): Promise<string>
  /** Every key that SETs in the world may be signed with, or soon will be (RFC 7517 §5). */
  publicKeys(): { keys: JWK[] }
  /** Reads the keys again: another process may have rotated them. */
  refresh(): Promise<void>
  /** How many SETs are being signed. */
  underWay(): number
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
  const ring = await openRing(keys, clock)
  let underWay = 0
  return {
    async sign(claims, { alg, encryption, typ }) {
      const { key, header, kid, alg: by } = await ring.keyOf(alg)
      underWay += 1
      try {
        const head = typ ? toHeader(by, kid, typ) : header
        const jws = await compact(`${head}.${encode(claims)}`, by, key)
        return { jws: encryption ? await encryptTo(encryption, jws) : jws, kid }
      } finally {
        underWay -= 1
      }
    },
    activeKid: async (alg) => (await ring.keyOf(alg)).kid,
    publicKeys: () => ({ keys: ring.all().map(toPublic) }),
    refresh: ring.refresh,
    underWay: () => underWay,
  }
}

type Ring = {
  all(): readonly Ready[]
  /** The active key of an algorithm: the first SET of one makes its first key. */
  keyOf(alg: string): Promise<Ready>
  refresh(): Promise<void>
}

async function openRing(keys: SigningKeyStore, clock: Clock): Promise<Ring> {
  let ready: Ready[] = []
  const active = new Map<Alg, Active>()
  const refresh = async () => {
    ready = (await keys.all()).flatMap(toReady)
    active.clear()
  }
  const activeKey = (alg: Alg): Ready | undefined => {
    const [nowMs, known] = [clock.now().getTime(), active.get(alg)]
    if (known && nowMs < known.untilMs) return known.key
    const found = activeAt(ready, alg, nowMs)
    if (found) active.set(alg, found)
    return found?.key
  }
  const ensure = async (alg: Alg): Promise<Ready> => {
    await keys.ensure(alg, () => makeKey(alg))
    await refresh()
    const key = activeKey(alg)
    if (!key) throw new Error(`No active signing key for ${alg}`)
    return key
  }
  await ensure('RS256')
  const keyOf = async (alg: string): Promise<Ready> => {
    if (!isAlg(alg)) throw new Error(`Signing with ${alg} is not supported`)
    return activeKey(alg) ?? (await ensure(alg))
  }
  return { all: () => ready, keyOf, refresh }
}

async function compact(input: string, alg: Alg, key: KeyObject): Promise<string> {
  const signature = await ALGORITHMS[alg].sign(Buffer.from(input), key)
  return `${input}.${signature.toString('base64url')}`
}

const toPublic = ({ kid, alg, publicJwk }: Ready): JWK => ({ ...publicJwk, kid, alg, use: 'sig' })

type Kept = Awaited<ReturnType<SigningKeyStore['all']>>[number]

const toReady = ({ kid, alg, privateJwk, publicJwk, activeFrom }: Kept): Ready[] =>
  isAlg(alg)
    ? [{ kid, alg, key: toKey(privateJwk), header: toHeader(alg, kid), publicJwk, activeFrom }]
    : []

/**
 * The newest key that is active, and until when it is: the next one's time. Where the clock says that none is yet (it was
 * set back, or is not the database's), the eldest signs: it is published, and a SET must not wait for a clock.
 */
type Active = { key: Ready; untilMs: number }

function activeAt(ready: readonly Ready[], alg: Alg, nowMs: number): Active | undefined {
  const ofAlg = ready
    .filter((key) => key.alg === alg)
    .sort((a, b) => b.activeFrom.getTime() - a.activeFrom.getTime())
  const key = ofAlg.find(({ activeFrom }) => activeFrom.getTime() <= nowMs) ?? ofAlg.at(-1)
  const later = ofAlg.map(({ activeFrom }) => activeFrom.getTime()).filter((ms) => ms > nowMs)
  return key && { key, untilMs: Math.min(...later) }
}

const encode = (text: string): string => Buffer.from(text).toString('base64url')
const toHeader = (alg: Alg, kid: string, typ = 'secevent+jwt'): string =>
  encode(JSON.stringify({ alg, typ, kid })) // SSF 1.0 §4.1.1
const toKey = (jwk: JWK): KeyObject => createPrivateKey({ key: jwk, format: 'jwk' })
