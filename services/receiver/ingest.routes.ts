import express, {
  type ErrorRequestHandler,
  type Request,
  type Response,
  type Router,
} from 'express'
import { HubError } from '../kernel/errors.ts'
import {
  accept,
  handshake,
  isSetRequest,
  type AcceptDeps,
  type Outcome,
  type Refused,
} from './accept.ts'
import type { Handshake, RawRequest } from './adapters/adapter.ts'
import { senderOf } from './sender.ts'

export type IngestDeps = AcceptDeps & {
  config: { bodyLimitBytes: number }
  /** Counts a refusal. The source is what the URL says: never a metric's label. */
  refused: (sourceId: string, code: string) => void
}

/** `/ingest/{source}`: SETs by push (RFC 8935) and vendors' webhooks. Errors in RFC 9457 form are thrown on. */
export function createIngestRoutes(deps: IngestDeps): Router {
  const router = express.Router()
  // Compressed bodies are refused: signatures are over the bytes sent, and a small body may inflate to a huge one.
  const readBody = express.raw({
    type: () => true,
    limit: deps.config.bodyLimitBytes,
    inflate: false,
  })
  router.get('/ingest/:source', async (request, response) => {
    const answerable = await handshake(request.params.source, rawRequest(request), deps)
    if (!answerable)
      throw new HubError(
        'not_found',
        'Signals are sent by POST; GET answers only a vendor’s handshake',
      )
    answerHandshake(response, answerable)
  })
  router.post('/ingest/:source', readBody, async (request, response) => {
    const raw = rawRequest(request)
    const sourceId = request.params.source
    const outcome = await accept(sourceId, { ...raw, sender: senderOf(request) }, deps)
    if (!outcome.ok) {
      deps.refused(sourceId, outcome.err)
      deps.log.warn(
        { sourceId, code: outcome.err, description: outcome.description },
        'ingest refused',
      )
    }
    answer(response, outcome, isSetRequest(raw))
  })
  router.use('/ingest/:source', refuseBody(deps))
  return router
}

/** The body repeats the caller's words, so it must never be read as a page. */
function answerHandshake(response: Response, { status, contentType, body }: Handshake): void {
  response.set('X-Content-Type-Options', 'nosniff').set('Cache-Control', 'no-store')
  response.status(status).type(contentType).send(body)
}

/** Bad credentials are answered in the form of the request, other refusals in the form of the source. */
function answer(response: Response, outcome: Outcome, isSet: boolean): void {
  if (outcome.ok && outcome.answer) {
    answerHandshake(response, outcome.answer)
    return
  }
  if (outcome.ok) {
    response.status(outcome.kind === 'ssf' ? 202 : 204).end() // RFC 8935 §2.2; vendors take any 2xx
    return
  }
  if (isSet || outcome.kind === 'ssf') {
    answerSetError(response, outcome)
    return
  }
  if (outcome.err === 'authentication_failed') {
    response.set('WWW-Authenticate', 'Bearer realm="ingest"') // RFC 9110 §15.5.2 wants a challenge with every 401
    throw new HubError('unauthenticated', outcome.description)
  }
  throw new HubError('invalid_request', outcome.description)
}

/** RFC 8935 §2.3: 400 for every one, also for bad credentials (Figure 4). */
function answerSetError(response: Response, { err, description }: Refused): void {
  response.status(400).set('Content-Language', 'en').json({ err, description })
}

/** General HTTP errors keep their HTTP status, for SETs too (RFC 8935 §2.3, first paragraph). */
const refuseBody =
  ({ refused }: IngestDeps): ErrorRequestHandler =>
  (error: unknown, request, _response, next) => {
    const told = bodyError(error)
    if (told) refused(String(request.params['source']), told.code)
    next(told ?? error)
  }

/** What express.raw says about a body that it would not read. */
function bodyError(error: unknown): HubError | undefined {
  const type = error instanceof Error && 'type' in error ? error.type : undefined
  if (type === 'entity.too.large')
    return new HubError('payload_too_large', 'The body is larger than this hub takes')
  if (type === 'encoding.unsupported')
    return new HubError(
      'unsupported_media_type',
      'Compressed bodies are not taken; send without Content-Encoding',
    )
  if (type === 'request.aborted' || type === 'request.size.invalid')
    return new HubError('invalid_request', 'The body is not as long as Content-Length says')
  return undefined
}

function rawRequest(request: Request<{ source: string }>): RawRequest {
  const body: unknown = request.body
  return {
    method: request.method,
    headers: singleValues(request.headers),
    query: singleValues(request.query),
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  }
}

/** One text per name; a header or parameter sent twice is as if not sent. */
const singleValues = (
  values: Readonly<Record<string, unknown>>,
): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : undefined,
    ]),
  )
