import { createHash } from 'node:crypto'
import type { Request } from 'express'
import type { Sender } from './adapters/adapter.ts'

/** A client's certificate, as the proxy that ended its TLS tells it (RFC 9440 §2.2): DER in base64 between colons. */
const CLIENT_CERT = /^:([A-Za-z0-9+/]{1,21848}={0,2}):$/

/** From where a request came. Behind a trusted proxy (TRUSTED_PROXIES) that is what the proxy says; nobody else is believed. */
export function senderOf(request: Request): Sender {
  const certificate = isFromProxy(request) ? request.get('client-cert') : undefined
  const [, der] = CLIENT_CERT.exec(certificate ?? '') ?? []
  return {
    ...(request.ip === undefined ? {} : { ip: request.ip }),
    ...(der === undefined
      ? {}
      : {
          certificateSha256: createHash('sha256').update(Buffer.from(der, 'base64')).digest('hex'),
        }),
  }
}

function isFromProxy({ app, socket }: Request): boolean {
  // Express keeps what `trust proxy` became as this function of an address and its distance.
  const trusts = app.get('trust proxy fn') as (address: string, hop: number) => boolean
  return socket.remoteAddress !== undefined && trusts(socket.remoteAddress, 0)
}
