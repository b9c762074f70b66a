import type { Outbound } from './outbound.ts'

/** A JWK Set has a few kilobytes; whoever sends a megabyte sends something else. */
const MAX_BYTES = 512 * 1_024
const TIMEOUT_MS = 5_000

type Deps = { outbound: Pick<Outbound, 'request'> }

/** Reads one JSON document of a source. @throws Error saying why it could not be had */
export const createFetchJson =
  (deps: Deps) =>
  async (url: string): Promise<unknown> => {
    const { status, body } = await fetchDocument(
      url,
      'application/jwk-set+json, application/json',
      deps,
    )
    if (status !== 200) throw new Error(`GET ${url}: answered ${status}`)
    return JSON.parse(body)
  }

/** One document whole, whatever the answer's status. @throws Error where no answer came, or too large a one */
export async function fetchDocument(
  url: string,
  accept: string,
  { outbound }: Deps,
): Promise<{ status: number; body: string }> {
  const result = await outbound.request({
    method: 'GET',
    url,
    headers: { accept },
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: MAX_BYTES,
  })
  if (result.kind === 'failure') throw new Error(`GET ${url}: ${result.reason}: ${result.detail}`)
  if (result.truncated) throw new Error(`GET ${url}: more than ${MAX_BYTES} bytes`)
  return result
}
