import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { ERROR_STATUS, HubError, type ErrorCode } from '../errors.ts'
import type { Logger } from '../log.ts'

/** Answers with RFC 9457 problem details: `type` is our code, `detail` for the caller. */
export function sendProblem(
  response: Response,
  code: ErrorCode,
  detail: string,
  retryAfterSeconds?: number,
): void {
  const status = ERROR_STATUS[code]
  if (retryAfterSeconds !== undefined)
    response.set('Retry-After', String(Math.ceil(retryAfterSeconds)))
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:ssf-hub:problem:${code}`,
        title: code.replaceAll('_', ' '),
        status,
        detail,
      }),
    )
}

export const notFound: RequestHandler = (request, response) => {
  sendProblem(
    response,
    'not_found',
    `Nothing is at ${request.method} ${request.path.slice(0, 200)}`,
  )
}

/** The one place where a thrown error becomes an answer. What is ours is logged and explains nothing to the caller. */
export const errorHandler =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    if (error instanceof HubError) {
      if (error.code === 'unavailable') log.warn({ err: error, path: request.path }, 'unavailable')
      sendProblem(response, error.code, error.message, error.retryAfterSeconds)
      return
    }
    const code = ofBodyParser(error)
    if (code) {
      sendProblem(response, code.code, code.detail)
      return
    }
    log.error({ err: error, method: request.method, path: request.path }, 'request failed')
    sendProblem(
      response,
      'unavailable',
      'The hub could not do this now; it is logged. Try again.',
      5,
    )
  }

/** What express's body parsers and its router throw at a bad request. */
function ofBodyParser(error: unknown): { code: ErrorCode; detail: string } | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number')
    return undefined
  if (error.status === 413)
    return { code: 'payload_too_large', detail: 'The body is larger than this hub takes' }
  if (error.status === 415)
    return {
      code: 'unsupported_media_type',
      detail: 'This encoding or character set is not understood',
    }
  if (error.status >= 400 && error.status < 500)
    return {
      code: 'invalid_request',
      detail: 'The request cannot be read: not valid JSON, or cut short',
    }
  return undefined
}
