import type { Outbound } from './outbound.ts'

/** A JWK Set has a few kilobytes; whoever sends a megabyte sends something else. */
const MAX_BYTES = 512 * 1_024
const TIMEOUT_MS = 5_000

/** Reads one JSON document of a source. @throws Error saying why it could not be had */
export const createFetchJson =
  ({ outbound }: { outbound: Pick<Outbound, 'request'> }) =>
  async (url: string): Promise<unknown> => {
    const result = await outbound.request({
      method: 'GET',
      url,
      headers: { accept: 'application/jwk-set+json, application/json' },
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_BYTES,
    })
    if (result.kind === 'failure') throw new Error(`GET ${url}: ${result.reason}: ${result.detail}`)
    if (result.status !== 200) throw new Error(`GET ${url}: answered ${result.status}`)
    if (result.truncated) throw new Error(`GET ${url}: more than ${MAX_BYTES} bytes`)
    return JSON.parse(result.body)
  }
