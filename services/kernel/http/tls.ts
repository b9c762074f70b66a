import { readFile } from 'node:fs/promises'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { Express } from 'express'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import { errorText } from '../errors.ts'

type TlsConfig = Pick<Config, 'callers'> & { tls: NonNullable<Config['tls']> }

/** Forward secrecy and authenticated encryption alone (RFC 9325 §4.1, §4.2); the names with TLS_ are those of TLS 1.3. */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':')

const RENEW_EVERY_MS = 3_600_000

/** TLS 1.2 or later (CAEP interoperability profile §2.1). @throws Error that names the file that is wrong */
export async function createTls(
  app: Express,
  limits: ServerOptions,
  config: TlsConfig,
): Promise<Server> {
  const options = await readTls(config)
  try {
    return createServer({ ...limits, ...options }, app)
  } catch (cause) {
    throw new Error(`TLS_CERT_FILE and TLS_KEY_FILE do not fit: ${errorText(cause)}`, { cause })
  }
}

/**
 * Every hour: a certificate that was renewed in its file is served, and session tickets get another key, so that a stolen
 * one opens no old sessions (RFC 9325 §3.4).
 */
export async function renewTls(
  server: Server,
  config: TlsConfig,
  { clock, log, closed }: Pick<Deps, 'clock' | 'log'> & { closed: AbortSignal },
): Promise<void> {
  for (;;) {
    await clock.sleep(RENEW_EVERY_MS, closed)
    if (closed.aborted) return
    try {
      server.setSecureContext(await readTls(config))
    } catch (error) {
      log.error({ reason: errorText(error) }, 'TLS files not read again: served as they were')
    }
  }
}

async function readTls({ tls, callers: { certificates } }: TlsConfig): Promise<ServerOptions> {
  const read = (name: string, path: string) =>
    readFile(path).catch((cause: unknown) => {
      throw new Error(`${name} cannot be read: ${errorText(cause)}`, { cause })
    })
  const caFile = certificates?.caFile
  return {
    minVersion: 'TLSv1.2',
    ciphers: CIPHERS,
    cert: await read('TLS_CERT_FILE', tls.certFile),
    key: await read('TLS_KEY_FILE', tls.keyFile),
    ...(caFile === undefined ? {} : { ca: await read('CLIENT_CERTIFICATE_CA_FILE', caFile) }),
    // Asked for and not required: who must have one is decided where it counts (RFC 8705).
    requestCert: certificates?.from === 'tls',
    rejectUnauthorized: false,
  }
}
