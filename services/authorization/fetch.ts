import { LRUCache } from 'lru-cache'
import type { Configuration } from 'oidc-provider'
import type { Deps } from '../kernel/deps.ts'

const TIMEOUT_MS = 5_000
const MAX_BYTES = 512 * 1_024
/** Least time between two requests to one URL: whoever knows a client_id cannot drive us to flood its jwks_uri. */
const COOLDOWN_MS = 5_000

/** What oidc-provider fetches, which is the keys of clients, by the hub's only way out. */
export function createFetch({
  outbound,
}: Pick<Deps, 'outbound'>): NonNullable<Configuration['fetch']> {
  const recent = new LRUCache<string, Promise<{ status: number; body: string }>>({
    max: 1_000,
    ttl: COOLDOWN_MS,
  })

  async function get(url: string): Promise<{ status: number; body: string }> {
    const result = await outbound.request({
      method: 'GET',
      url,
      headers: { accept: 'application/jwk-set+json, application/json' },
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_BYTES,
    })
    if (result.kind === 'failure') throw new Error(`GET ${url}: ${result.reason}: ${result.detail}`)
    if (result.truncated) throw new Error(`GET ${url}: more than ${MAX_BYTES} bytes`)
    return result
  }

  return async (input) => {
    const url = input instanceof Request ? input.url : new URL(input).href
    const fetched = recent.get(url) ?? get(url)
    recent.set(url, fetched)
    const { status, body } = await fetched
    return new Response(body, { status })
  }
}
