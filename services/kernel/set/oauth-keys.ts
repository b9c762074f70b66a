import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import type { Clock } from '../clock.ts'
import type { NewOauthKey, OauthKey, OauthKeyStore } from '../store/oauth-keys.ts'
import type { JWK } from './jwk.ts'
import { readKeySet } from './key-set.ts'
import type { KeysOf } from './source-keys.ts'

/** RFC 9068 §2.1: the algorithm that every resource server understands. */
export const ACCESS_TOKEN_ALG = 'RS256'

const RENEW_AFTER_MS = 90 * 24 * 3_600_000
/** Far longer than an access token lives. */
const FORGET_AFTER_MS = 24 * 3_600_000
const FRESH_MS = 60_000
/** Least time between two looks at the table for a key that is not known. */
const COOLDOWN_MS = 5_000

/** The keys that access tokens are signed with. */
export type OauthKeys = {
  /** @throws where there is none yet: the authorization server makes it */
  active(): Promise<OauthKey>
  publicKeys(): Promise<{ keys: JWK[] }>
  keysOf: KeysOf
  /** Makes the first key, a new one in place of an old one, and forgets those long retired. */
  renew(): Promise<void>
}

export function createOauthKeys(store: OauthKeyStore, clock: Clock): OauthKeys {
  let held: { keys: OauthKey[]; atMs: number } | undefined

  async function keys(maxAgeMs: number): Promise<OauthKey[]> {
    const nowMs = clock.now().getTime()
    if (held && nowMs - held.atMs < maxAgeMs) return held.keys
    held = { keys: await store.all(), atMs: nowMs }
    return held.keys
  }
  const isKnown = (kid: string | undefined) => held?.keys.some((key) => key.kid === kid) ?? false
  const published = (all: OauthKey[]): { keys: JWK[] } => ({
    keys: all.map(({ kid, alg, publicJwk }) => ({ ...publicJwk, kid, alg, use: 'sig' })),
  })
  const renew = async (): Promise<void> => {
    const nowMs = clock.now().getTime()
    await store.renew(makeKey, new Date(nowMs - RENEW_AFTER_MS), new Date(nowMs - FORGET_AFTER_MS))
    held = undefined
  }
  return {
    renew,
    active: async () => {
      if ((await keys(FRESH_MS)).length === 0) await renew()
      const active = (await keys(FRESH_MS)).find(({ isActive }) => isActive)
      if (!active) throw new Error('No active key for access tokens')
      return active
    },
    publicKeys: async () => published(await keys(FRESH_MS)),
    keysOf: async (header) => {
      const all = await keys(isKnown(header.kid) ? FRESH_MS : COOLDOWN_MS)
      return (await readKeySet(published(all))?.candidates(header)) ?? []
    },
  }
}

async function makeKey(): Promise<NewOauthKey> {
  const { privateKey, publicKey } = await generateKeyPair(ACCESS_TOKEN_ALG, {
    modulusLength: 2048,
    extractable: true,
  })
  const publicJwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(publicJwk)
  return { kid, alg: ACCESS_TOKEN_ALG, publicJwk, privateJwk: await exportJWK(privateKey) }
}
