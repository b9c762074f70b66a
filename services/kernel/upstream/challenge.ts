import type { Outbound } from '../http/outbound.ts'
import { DOCUMENT } from './fetch.ts'

/** Where a resource says its metadata are, asked without a token (RFC 9728 §5.1); undefined where it does not. */
export async function challengedMetadata(
  url: string,
  outbound: Pick<Outbound, 'request'>,
): Promise<string | undefined> {
  const result = await outbound.request({ ...DOCUMENT, method: 'GET', url })
  if (result.kind === 'failure' || result.status !== 401) return undefined
  return readResourceMetadata(result.headers['www-authenticate'])
}

/** Pure: the `resource_metadata` of a WWW-Authenticate header; quoted, as RFC 9728 §5.1 writes it, or a token. */
export function readResourceMetadata(header: string | undefined): string | undefined {
  const [, quoted, plain] =
    /(?:^|[\s,])resource_metadata\s*=\s*(?:"((?:[^"\\]|\\.){1,2048})"|([^\s",]{1,2048}))/i.exec(
      (header ?? '').slice(0, 8_192),
    ) ?? []
  const url = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain
  return url !== undefined && /^https?:/i.test(url) && URL.canParse(url) ? url : undefined
}
