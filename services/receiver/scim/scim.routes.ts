import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Directory } from '../../../schemas/directory.ts'
import type { Deps } from '../../kernel/deps.ts'
import { HubError, ERROR_STATUS, errorText } from '../../kernel/errors.ts'
import { readAuthorization } from '../../kernel/http/authorization-header.ts'
import { callerOf, type Callers } from '../../kernel/http/bearer.ts'
import { pathOf } from '../../kernel/http/issuers.ts'
import { methodsOf } from '../../kernel/http/methods.ts'
import { jsonBody } from '../../kernel/http/read.ts'
import { sendFault, sendScim, toldTo } from './fault.ts'
import { listResponse, resourceTypes, schemasOf, serviceProviderConfig } from './metadata.ts'
import { addUserRoutes } from './users.routes.ts'

export type ScimDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'config'>

/** A user with all that an enterprise keeps of it, many times over. */
const MAX_BODY_BYTES = 262_144
/** Of one directory, in this process; identity providers send some tens a second, and wait where they are told to. */
const REQUESTS = { points: 500, duration: 10 }

/** `/scim/v2`: identity providers tell who their people are (RFC 7643, RFC 7644). */
export function createScimRoutes(deps: ScimDeps): Router {
  const router = express.Router()
  const base = `${deps.config.issuer.replace(/\/$/, '')}/scim/v2`
  const directories = requireDirectory(deps)
  router.use(directories.required, jsonBody(MAX_BODY_BYTES))
  addMetadata(router, base)
  addUserRoutes(router, { ...deps, base, directories })
  router.use(noSuchRoute)
  router.use(onError(deps))
  return router
}

/** As kernel/http/methods.ts answers it, in SCIM's form. */
const noSuchRoute: RequestHandler = (request, response) => {
  const allowed = methodsOf(pathOf(request))
  const path = request.path.slice(0, 200)
  if (allowed.length === 0 || allowed.includes(request.method)) {
    sendFault(response, { status: 404, detail: `Nothing is at ${request.method} ${path}` })
    return
  }
  response.set('Allow', allowed.join(', '))
  const detail = `${path} knows ${allowed.join(', ')}, not ${request.method}`
  sendFault(response, { status: 405, detail })
}

function addMetadata(router: Router, base: string): void {
  router.get('/ServiceProviderConfig', (_request, response) => {
    sendScim(response, serviceProviderConfig(base))
  })
  addCollection(router, '/ResourceTypes', resourceTypes(base))
  addCollection(router, '/Schemas', schemasOf(base))
}

function addCollection(router: Router, path: string, items: { id: string }[]): void {
  router.get(path, (request, response) => {
    // RFC 7644 §4: these are not filtered, so that no client takes a part for the whole.
    if (request.query['filter'] !== undefined)
      sendFault(response, { status: 403, detail: `${path} takes no filter` })
    else sendScim(response, listResponse(items, { totalResults: items.length, startIndex: 1 }))
  })
  router.get(`${path}/:id`, (request: Request<{ id: string }>, response) => {
    const wanted = request.params.id.toLowerCase()
    const item = items.find(({ id }) => id.toLowerCase() === wanted)
    if (item) sendScim(response, item)
    else sendFault(response, { status: 404, detail: `No ${path.slice(1)} of this name` })
  })
}

/** Whose token is it, and does it ask no more than it may? */
function requireDirectory(deps: ScimDeps): Callers<Directory> {
  const { store } = deps
  const callers = new WeakMap<Request, Directory>()
  const rate = new RateLimiterMemory(REQUESTS)
  const required: RequestHandler = async (request, response, next) => {
    response.set('Cache-Control', 'no-store')
    const given = readAuthorization(request.headers.authorization)
    const isBearer = given.kind === 'token' && given.scheme === 'Bearer'
    const directory = isBearer ? await store.directories.ofToken(given.token) : undefined
    if (!directory) {
      response.set('WWW-Authenticate', isBearer ? INVALID : CHALLENGE)
      sendFault(response, { status: 401, detail: 'This needs a valid token of a directory' })
      return
    }
    noteRefusal(response, { deps, request, directory })
    const waitMs = await rate.consume(directory.id).then(() => 0, millisecondsOf)
    if (waitMs > 0) {
      response.set('Retry-After', String(Math.ceil(waitMs / 1_000)))
      sendFault(response, { status: 429, detail: 'Too many requests of this directory: wait' })
      return
    }
    callers.set(request, directory)
    next()
  }
  return { required, of: (request) => callerOf(callers, request) }
}

/** For the operator, who sees no more at the identity provider than that it failed. Looking in vain is no refusal. */
function noteRefusal(
  response: Response,
  { deps, request, directory }: { deps: ScimDeps; request: Request; directory: Directory },
): void {
  const { method, path } = request
  response.once('finish', () => {
    const { statusCode: status } = response
    if (status < 400 || (method === 'GET' && status === 404)) return
    const about = { status, request: `${method} ${path.slice(0, 100)}`, because: toldTo(response) }
    deps.store.directories.noteRefusal(directory.id, about).catch((error: unknown) => {
      deps.log.warn({ err: error, directoryId: directory.id }, 'a SCIM refusal was not noted')
    })
  })
}

const CHALLENGE = 'Bearer realm="ssf-hub scim"'
const INVALID = `${CHALLENGE}, error="invalid_token"`

function millisecondsOf(rejected: unknown): number {
  if (rejected instanceof RateLimiterRes) return rejected.msBeforeNext
  throw rejected
}

/** Everything that is thrown behind the guard, in SCIM's form. What is ours is logged and explains nothing. */
const onError =
  ({ log }: ScimDeps): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const status = statusOf(error)
    if (status === 503) log.error({ err: error, path: request.path }, 'SCIM request failed')
    sendFault(response, {
      status,
      ...(status === 400 && { scimType: 'invalidSyntax' as const }),
      detail: error instanceof HubError ? errorText(error) : (DETAILS[status] ?? UNREADABLE),
    })
  }

const UNREADABLE = 'The request cannot be read: not valid JSON, or cut short'
const DETAILS: Readonly<Record<number, string>> = {
  413: `A body has at most ${String(MAX_BODY_BYTES)} bytes`,
  415: 'This encoding or character set is not understood',
  503: 'The hub could not do this now; it is logged. Try again.',
}

/** Body parsers throw errors with a status of their own. */
function statusOf(error: unknown): number {
  if (error instanceof HubError) return ERROR_STATUS[error.code]
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  if (status === 413 || status === 415) return status
  return typeof status === 'number' && status >= 400 && status < 500 ? 400 : 503
}
