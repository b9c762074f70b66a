import { IncomingMessage } from 'node:http'
import type { Request } from 'express'

/** The same request with another body and target, unread: for a library that reads it itself. */
export function withBody(request: Request, body: Buffer, target: URL): IncomingMessage {
  const copy = new IncomingMessage(request.socket)
  const { 'transfer-encoding': _chunked, ...headers } = request.headers
  copy.method = request.method
  copy.headers = { ...headers, host: target.host, 'content-length': String(body.length) }
  copy.httpVersion = request.httpVersion
  copy.httpVersionMajor = request.httpVersionMajor
  copy.httpVersionMinor = request.httpVersionMinor
  copy.url = target.pathname
  if (body.length > 0) copy.push(body)
  copy.push(null)
  copy.complete = true // else its end would close the connection
  return copy
}
