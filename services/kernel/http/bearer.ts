import type { Request, RequestHandler } from 'express'
import { readAuthorization } from './authorization-header.ts'
import { refuse } from './challenge.ts'

/** What a caller's credential says it is; undefined = not known here. */
export type Authenticate<Caller> = (token: string, request: Request) => Promise<Caller | undefined>

/** Callers by request: set by a guard, read by the routes behind it. */
export type Callers<Caller> = { required: RequestHandler; of(request: Request): Caller }

/**
 * Guards routes with a bearer token (RFC 6750), before the body is read. Tokens in the query or a form are not looked at
 * (§2.3, §5.3). The stream API has a guard of its own: resource-server.ts.
 */
export function requireBearer<Caller>(
  realm: string,
  authenticate: Authenticate<Caller>,
): Callers<Caller> {
  const callers = new WeakMap<Request, Caller>()
  return {
    required: async (request, response, next) => {
      const given = readAuthorization(request.headers.authorization)
      const isBearer = given.kind === 'token' && given.scheme === 'Bearer'
      const caller = isBearer ? await authenticate(given.token, request) : undefined
      if (caller === undefined) {
        refuse(response, isBearer ? UNKNOWN : { error: 'unauthenticated' }, { realm })
        return
      }
      callers.set(request, caller)
      next()
    },
    of: (request) => callerOf(callers, request),
  }
}

const UNKNOWN = {
  error: 'invalid_token',
  description: 'The access token is unknown or no longer valid',
} as const

/** @throws Error where the route is not behind its guard: a mistake of ours */
export function callerOf<Caller>(callers: WeakMap<Request, Caller>, request: Request): Caller {
  const caller = callers.get(request)
  if (caller === undefined) throw new Error(`${request.path} is not behind its guard`)
  return caller
}
