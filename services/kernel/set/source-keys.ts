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

/** Keys of every source, cached per URL, so that sources of one issuer share them. */
export function createSourceKeys(deps: Deps): SourceKeys {
  const remotes = new LRUCache<string, KeysOf>({ max: MAX_SETS })
  const pinned = new LRUCache<string, KeysOf>({ max: MAX_SETS })
  return {
    of({ id, jwksUri, jwks }) {
      if (jwks !== undefined)
        return remembered(pinned, JSON.stringify(jwks), () => pinnedKeys(id, jwks))
      if (jwksUri !== undefined)
        return remembered(remotes, jwksUri, () => remoteKeys(jwksUri, deps))
      throw new HubError('unavailable', `Source ${id} has neither pinned keys nor a JWKS URL`)
    },
  }
}

function remembered(cache: LRUCache<string, KeysOf>, name: string, make: () => KeysOf): KeysOf {
  const keysOf = cache.get(name) ?? make()
  cache.set(name, keysOf)
  return keysOf
}

function pinnedKeys(sourceId: string, jwks: unknown): KeysOf {
  const keySet = readKeySet(jwks)
  if (keySet) return keySet.candidates
  throw new HubError('unavailable', `The pinned keys of source ${sourceId} are no JWK Set`)
}

/** The keys at one URL: fresh, or stale while the URL is down; one fetch at a time. */
function remoteKeys(url: string, { fetchJson, clock, log }: Deps): KeysOf {
  let held: { keySet: KeySet; atMs: number } | undefined
  let triedAtMs = -Infinity
  let fetching: Promise<void> | undefined
  const nowMs = () => clock.now().getTime()

  const load = async (): Promise<void> => {
    const keySet = readKeySet(await fetchJson(url))
    if (!keySet) throw new Error(`${url} does not answer with a JWK Set`)
    const { leftOut } = keySet
    if (leftOut.length > 0) log.warn({ jwksUri: url, leftOut }, 'source keys left out')
    held = { keySet, atMs: nowMs() }
  }

  /** Fetches unless the cooldown forbids it; joins a fetch in flight. Failure leaves what is held as it was. */
  const refresh = async (): Promise<void> => {
    const cooldownMs = held ? COOLDOWN_MS : FIRST_FETCH_COOLDOWN_MS
    if (fetching === undefined && nowMs() - triedAtMs < cooldownMs) return
    if (fetching === undefined) triedAtMs = nowMs()
    fetching ??= load()
      .catch((error: unknown) => {
        log.warn({ jwksUri: url, err: error }, 'source keys could not be fetched')
      })
      .finally(() => (fetching = undefined))
    await fetching
  }

  const heldFor = async (header: JWSHeaderParameters, maxAgeMs: number) =>
    held && nowMs() - held.atMs < maxAgeMs ? held.keySet.candidates(header) : []

  return async (header) => {
    const fresh = await heldFor(header, FRESH_MS)
    if (fresh.length > 0) return fresh
    await refresh()
    const keys = await heldFor(header, STALE_MS)
    // "This issuer has no such key" may only be said from an answer newer than the last failure.
    if (keys.length === 0 && (!held || triedAtMs > held.atMs)) throw unavailable(url)
    return keys
  }
}

const unavailable = (url: string) =>
  new HubError(
    'unavailable',
    `The keys at ${url} cannot be had now; what they signed is neither accepted nor refused`,
    { retryAfterSeconds: COOLDOWN_MS / 1_000 },
  )
