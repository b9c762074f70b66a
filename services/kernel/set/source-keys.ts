import type { CryptoKey, JWSHeaderParameters } from 'jose'
import { LRUCache } from 'lru-cache'
import { HubError } from '../errors.ts'
import { createRemote } from '../http/remote.ts'
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
  /** A key that was not looked up lately may be new: `unavailable`, and not an unknown key. */
  isUnknownUntilFetched?: boolean
}

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

/** The keys at one URL, as they are there now or, while it is down, were there. */
function remoteKeys(
  url: string,
  { fetchJson, clock, log, isUnknownUntilFetched = false }: Deps,
): KeysOf {
  const load = async (): Promise<KeySet> => {
    const keySet = readKeySet(await fetchJson(url))
    if (!keySet) throw new Error(`${url} does not answer with a JWK Set`)
    const { leftOut } = keySet
    if (leftOut.length > 0) log.warn({ jwksUri: url, leftOut }, 'source keys left out')
    return keySet
  }
  const remote = createRemote(
    { name: `The key set at ${url}`, load, isUnknownUntilFetched },
    { clock, log },
  )
  return async (header) =>
    (await remote.find(async ({ candidates }) => {
      const keys = await candidates(header)
      return keys.length > 0 ? keys : undefined
    })) ?? []
}
