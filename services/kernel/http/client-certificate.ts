import { createHash, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { TLSSocket } from 'node:tls'
import type { Request } from 'express'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { errorText } from '../errors.ts'
import { cidrList, isAllowed } from './addresses.ts'

/** The certificate whose key the caller has; `isTrusted` where one of the configured authorities issued it. */
export type ClientCertificate = { certificate: X509Certificate; isTrusted: boolean }

/** Which certificate came with a request (RFC 8705). Undefined where none did, or nobody is to be believed about it. */
export type ClientCertificates = {
  of(request: Request): ClientCertificate | undefined
  /** How clients may authenticate by it at the token endpoint. */
  authMethods: readonly ('tls_client_auth' | 'self_signed_tls_client_auth')[]
}

type CertificateConfig = Pick<Config, 'callers' | 'trustedProxies'>

/** @throws Error where the file of authorities cannot be used */
export async function openClientCertificates(
  { callers: { certificates }, trustedProxies }: CertificateConfig,
  clock: Clock,
): Promise<ClientCertificates> {
  if (!certificates) return { of: () => undefined, authMethods: [] }
  const { from, caFile } = certificates
  const authorities = caFile === undefined ? [] : await readAuthorities(caFile)
  const proxies = cidrList(trustedProxies)
  return {
    authMethods:
      authorities.length === 0
        ? ['self_signed_tls_client_auth']
        : ['self_signed_tls_client_auth', 'tls_client_auth'],
    of: ({ socket, headersDistinct }) => {
      if (from === 'tls') return ofConnection(socket, authorities.length > 0)
      // One from the caller beside one from the proxy: neither is believed.
      const [value, ...more] = headersDistinct[from.header] ?? []
      if (value === undefined || more.length > 0) return undefined
      if (!isAllowed(socket.remoteAddress ?? '', proxies)) return undefined
      const certificate = readCertificateHeader(value)
      return certificate && { certificate, isTrusted: isIssued(certificate, authorities, clock) }
    },
  }
}

/** Value of `x5t#S256` (RFC 8705 §3.1). */
export const thumbprint = ({ raw }: X509Certificate): string =>
  createHash('sha256').update(raw).digest('base64url')

/** OpenSSL has verified it against the authorities, where there are any: they are the server's `ca` (server.ts). */
function ofConnection(
  socket: Request['socket'],
  hasAuthorities: boolean,
): ClientCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  const certificate = socket.getPeerX509Certificate()
  return certificate && { certificate, isTrusted: hasAuthorities && socket.authorized }
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

async function readAuthorities(caFile: string): Promise<X509Certificate[]> {
  try {
    const found = [...(await readFile(caFile, 'utf8')).matchAll(PEM)]
    if (found.length === 0) throw new Error('it holds no certificate')
    return found.map(([pem]) => new X509Certificate(pem))
  } catch (cause) {
    throw new Error(`CLIENT_CERTIFICATE_CA_FILE cannot be used: ${errorText(cause)}`, { cause })
  }
}

/** Issued by one of these themselves, for clients, and valid now. An intermediate belongs into the file too. */
function isIssued(
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
  clock: Clock,
): boolean {
  const now = clock.now()
  const isValid = certificate.validFromDate <= now && now <= certificate.validToDate
  const { keyUsage } = certificate as { keyUsage?: string[] } // the extended one; undefined where there is none
  const isForClients = keyUsage === undefined || keyUsage.includes(CLIENT_AUTH)
  const isOfUs = authorities.some(
    (ca) => ca.ca && certificate.checkIssued(ca) && certificate.verify(ca.publicKey),
  )
  return isValid && isForClients && isOfUs
}

/**
 * Pure: a certificate as proxies write it: RFC 9440 (`:base64:`), Envoy's X-Forwarded-Client-Cert (`Cert` of the last
 * element), PEM with or without URL encoding (nginx), or bare base64 (HAProxy; the first of Traefik's list).
 */
export function readCertificateHeader(value: string): X509Certificate | undefined {
  const [element = ''] = split(value, ',').slice(-1)
  const inEnvoys = split(element, ';').flatMap(
    (part) => /^\s*Cert="(.*)"$/is.exec(part)?.[1] ?? [],
  )[0]
  const [first = ''] = decoded(inEnvoys ?? value).split(',')
  const base64 = first.replaceAll(/-----(?:BEGIN|END) CERTIFICATE-----|[\s:]/g, '')
  if (!/^[A-Za-z0-9+/]+=*$/.test(base64)) return undefined
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    return undefined
  }
}

/** Separators within quotes do not count. */
const split = (text: string, separator: ',' | ';'): string[] =>
  text.match(separator === ',' ? COMMAS : SEMICOLONS) ?? []

const COMMAS = /(?:[^,"]|"(?:\\.|[^"\\])*")+/g
const SEMICOLONS = /(?:[^;"]|"(?:\\.|[^"\\])*")+/g

function decoded(text: string): string {
  try {
    return text.includes('%') ? decodeURIComponent(text) : text
  } catch {
    return ''
  }
}
