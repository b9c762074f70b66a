import type { CryptoKey, JWSHeaderParameters } from 'jose'
import { LRUCache } from 'lru-cache'
import { HubError } from '../errors.ts'
import { readKeySet, type KeySet } from './key-set.ts'

/**
 * The keys of a source that fit this JWS header; empty when it has none.
 * @throws HubError `unavailable` when that cannot be known now: an outage, never the SET's fault.
 */
export type KeysOf = (header: JWSHeaderParameters) => Promise<readonly CryptoKey[]>

export type SourceKeys = {
  /** Pinned keys win over the URL: who pins them does not want the URL's. */
  of(source: { id: string; jwksUri?: string | undefined; jwks?: unknown }): KeysOf
}

type Deps = {
  fetchJson: (url: string) => Promise<unknown>
  clock: { now(): Date }
  log: { warn(fields: object, message: string): void }
}

const FRESH_MS = 10 * 60_000
const STALE_MS = 24 * 3_600_000
/** Least time between two fetches of one URL, whatever was asked: unknown kids cannot drive us to flood a peer. */
const COOLDOWN_MS = 30_000
/** The same while nothing is held at all, when every SET waits for the first answer. */
const FIRST_FETCH_COOLDOWN_MS = 5_000
const MAX_SETS = 1_000

type Remote = {
  held?: KeySet
  heldAt: number
  triedAt: number
  fetching?: Promise<void> | undefined
}

/** Keys of every source, cached per URL; one fetch at a time for each. */
export function createSourceKeys({ fetchJson, clock, log }: Deps): SourceKeys {
  const remotes = new LRUCache<string, Remote>({ max: MAX_SETS })
  const pinned = new LRUCache<string, KeySet>({ max: MAX_SETS })
  const now = () => clock.now().getTime()

  const remoteFor = (url: string): Remote => {
    const known = remotes.get(url)
    if (known) return known
    const remote: Remote = { heldAt: -Infinity, triedAt: -Infinity }
    remotes.set(url, remote)
    return remote
  }

  /** Fetches unless the cooldown forbids it; joins a fetch in flight. Failure leaves what is held as it was. */
  const refresh = (url: string, remote: Remote): Promise<void> => {
    if (remote.fetching) return remote.fetching
    const cooldownMs = remote.held ? COOLDOWN_MS : FIRST_FETCH_COOLDOWN_MS
    if (now() - remote.triedAt < cooldownMs) return Promise.resolve()
    remote.triedAt = now()
    remote.fetching = load(url, remote)
      .catch((error: unknown) => {
        log.warn({ jwksUri: url, err: error }, 'source keys could not be fetched')
      })
      .finally(() => (remote.fetching = undefined))
    return remote.fetching
  }

  const load = async (url: string, remote: Remote): Promise<void> => {
    const keySet = readKeySet(await fetchJson(url))
    if (!keySet) throw new Error(`${url} does not answer with a JWK Set`)
    if (keySet.leftOut.length > 0)
      log.warn({ jwksUri: url, leftOut: keySet.leftOut }, 'source keys left out')
    remote.held = keySet
    remote.heldAt = now()
  }

  const remoteKeys =
    (url: string): KeysOf =>
    async (header) => {
      const remote = remoteFor(url)
      const held =
        remote.held && now() - remote.heldAt < FRESH_MS ? await remote.held.candidates(header) : []
      if (held.length > 0) return held
      await refresh(url, remote)
      const ageMs = now() - remote.heldAt
      const keys = remote.held && ageMs < STALE_MS ? await remote.held.candidates(header) : []
      // "This issuer has no such key" may only be said from an answer newer than the last failure.
      if (keys.length === 0 && (!remote.held || remote.triedAt > remote.heldAt))
        throw unavailable(url)
      return keys
    }

  const pinnedKeys = (source: { id: string; jwks?: unknown }): KeysOf => {
    const text = JSON.stringify(source.jwks)
    const keySet = pinned.get(text) ?? readKeySet(source.jwks)
    if (!keySet)
      throw new HubError('unavailable', `The pinned keys of source ${source.id} are no JWK Set`)
    pinned.set(text, keySet)
    return keySet.candidates
  }

  return {
    of(source) {
      if (source.jwks !== undefined) return pinnedKeys(source)
      if (source.jwksUri !== undefined) return remoteKeys(source.jwksUri)
      throw new HubError(
        'unavailable',
        `Source ${source.id} has neither pinned keys nor a JWKS URL`,
      )
    },
  }
}

const unavailable = (url: string) =>
  new HubError(
    'unavailable',
    `The keys at ${url} cannot be had now; the SET is neither accepted nor refused`,
    { retryAfterSeconds: COOLDOWN_MS / 1_000 },
  )
