/** A credential of the Authorization header. */
export type Credential =
  | { kind: 'none' }
  | { kind: 'malformed' }
  | { kind: 'token'; scheme: 'Bearer' | 'DPoP'; token: string }

const SCHEMES = { bearer: 'Bearer', dpop: 'DPoP' } as const satisfies Record<string, string>

/** Pure: reads `Bearer <token>` (RFC 6750 §2.1) and `DPoP <token>` (RFC 9449 §7.1); other schemes are no credential here. */
export function readAuthorization(header: string | undefined): Credential {
  if (header === undefined) return { kind: 'none' }
  const [, name = '', rest = ''] = /^(\S+)(?: +(.*))?$/s.exec(header.trim()) ?? []
  const scheme = name.toLowerCase()
  if (scheme !== 'bearer' && scheme !== 'dpop') return { kind: 'none' }
  return /^[\w.~+/-]+=*$/.test(rest) // b64token
    ? { kind: 'token', scheme: SCHEMES[scheme], token: rest }
    : { kind: 'malformed' }
}
