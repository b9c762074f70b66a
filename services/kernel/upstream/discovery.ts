import { errorText } from '../errors.ts'
import type { Outbound } from '../http/outbound.ts'
import { DOCUMENT, fetchThrough } from './fetch.ts'
import { readMetadata, type UpstreamMetadata } from './metadata.ts'

export type Discovered = {
  ok: true
  url: string
  metadata: UpstreamMetadata
  /** The document as it came. */
  document: Record<string, unknown>
  /** Members that are there and not valid, so not used. */
  notValid: readonly string[]
}
export type NotDiscovered = { ok: false; tried: readonly string[] }

/** SSF 1.0 §7.2, its first draft §6.2, and §7.2.2 for transmitters of RISC. */
const WELL_KNOWN = ['ssf-configuration', 'sse-configuration', 'risc-configuration'] as const

/**
 * Where an issuer's metadata may be, the likeliest first: the well-known path inserted between host and path without its
 * last slash (SSF 1.0 §7.2), and where the issuer has a path, at the root of its host, where some have it.
 */
export function metadataUrls(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  const at = (suffix: string) => WELL_KNOWN.map((name) => `${origin}/.well-known/${name}${suffix}`)
  return path === '' ? at('') : [...at(path), ...at('')]
}

/** Finds a transmitter's metadata. Whatever says another issuer is not it, however often it is found. */
export async function discoverTransmitter(
  { issuer, metadataUrl }: { issuer: string; metadataUrl?: string | undefined },
  outbound: Pick<Outbound, 'request'>,
): Promise<Discovered | NotDiscovered> {
  const tried: string[] = []
  for (const url of metadataUrl === undefined ? metadataUrls(issuer) : [metadataUrl]) {
    const found = await lookAt(url, issuer, outbound)
    if (found.ok) return found
    tried.push(`${url}: ${found.reason}`)
  }
  return { ok: false, tried }
}

async function lookAt(
  url: string,
  issuer: string,
  outbound: Pick<Outbound, 'request'>,
): Promise<Discovered | { ok: false; reason: string }> {
  try {
    const headers = { accept: 'application/json' }
    const response = await fetchThrough(outbound, DOCUMENT)(url, { method: 'GET', headers })
    if (response.status !== 200) return { ok: false, reason: `answered ${String(response.status)}` }
    const document: unknown = JSON.parse(await response.text())
    const read = readMetadata(document, issuer)
    if (!read.ok) return read
    return { ...read, url, document: document as Record<string, unknown> } // readMetadata saw an object
  } catch (error) {
    return { ok: false, reason: errorText(error) }
  }
}
