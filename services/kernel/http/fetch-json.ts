import type { Outbound } from './outbound.ts'

const TIMEOUT_MS = 5_000
const MAX_BYTES = 1_048_576

/** A JSON document of a peer. @throws Error that says what the peer answered instead */
export async function fetchJson(outbound: Outbound, url: string): Promise<unknown> {
  const result = await outbound.request({
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: MAX_BYTES,
  })
  if (result.kind === 'failure') throw new Error(`${url}: ${result.reason}: ${result.detail}`)
  if (result.status !== 200) throw new Error(`${url} answered ${String(result.status)}`)
  if (result.truncated) throw new Error(`${url} answered more than ${String(MAX_BYTES)} bytes`)
  return JSON.parse(result.body)
}
