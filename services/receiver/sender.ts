import { createHash } from 'node:crypto'
import type { Request } from 'express'
import type { ClientCertificates } from '../kernel/http/client-certificate.ts'
import type { Sender } from './adapters/adapter.ts'

/** From where a request came: the address and the certificate of the client, as far as the door or a trusted proxy tells. */
export function senderOf(request: Request, certificates: Pick<ClientCertificates, 'of'>): Sender {
  const raw = certificates.of(request)?.certificate.raw
  return {
    ...(request.ip === undefined ? {} : { ip: request.ip }),
    ...(raw && { certificateSha256: createHash('sha256').update(raw).digest('hex') }),
  }
}
