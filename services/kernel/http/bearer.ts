import type { Request, RequestHandler, Response } from 'express'
import { ERROR_STATUS } from '../errors.ts'

/** What a caller's credential says it is; undefined = not known here. */
export type Authenticate<Caller> = (token: string, request: Request) => Promise<Caller | undefined>

/** Callers by request: set by `requireBearer`, read by the routes behind it. */
export type Callers<Caller> = { required: RequestHandler; of(request: Request): Caller }

/**
 * Guards routes with a bearer token (RFC 6750), before the body is read. Tokens in the query or a form are not looked at
 * (§2.3, §5.3).
 */
export function requireBearer<Caller>(
  realm: string,
  authenticate: Authenticate<Caller>,
): Callers<Caller> {
  const callers = new WeakMap<Request, Caller>()
  return {
    required: async (request, response, next) => {
      const token = bearerToken(request)
      const caller = token === undefined ? undefined : await authenticate(token, request)
      if (caller === undefined) {
        refuse(response, realm, token !== undefined)
        return
      }
      callers.set(request, caller)
      next()
    },
    of: (request) => {
      const caller = callers.get(request)
      if (caller === undefined) throw new Error(`${request.path} is not behind requireBearer`)
      return caller
    },
  }
}

function bearerToken(request: Request): string | undefined {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
}

/** RFC 6750 §3: no `error` for a request that brought no credential. */
function refuse(response: Response, realm: string, hadToken: boolean): void {
  const challenge = hadToken
    ? `Bearer realm="${realm}", error="invalid_token", error_description="The access token is unknown or no longer valid"`
    : `Bearer realm="${realm}"`
  const status = ERROR_STATUS.invalid_token
  response
    .status(status)
    .set({ 'WWW-Authenticate': challenge, 'Cache-Control': 'no-store' })
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:ssf-hub:problem:${hadToken ? 'invalid_token' : 'unauthenticated'}`,
        title: hadToken ? 'invalid token' : 'unauthenticated',
        status,
        detail: hadToken
          ? 'The access token is unknown or no longer valid'
          : 'Send a bearer token in the Authorization header',
      }),
    )
}
