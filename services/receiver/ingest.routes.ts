import express, {
  type ErrorRequestHandler,
  type Request,
  type Response,
  type Router,
} from 'express'
import { HubError, type ErrorCode } from '../kernel/errors.ts'
import type { ClientCertificates } from '../kernel/http/client-certificate.ts'
import {
  accept,
  findSource,
  handshake,
  type AcceptDeps,
  type Outcome,
  type Refusal,
} from './accept.ts'
import type { Handshake, RawRequest } from './adapters/adapter.ts'
import { isSetRequest, type RefusalCode } from './normalise.ts'
import { senderOf } from './sender.ts'
import type { Source } from './source.ts'
import { refuseWhilePressed } from './take-in.ts'

export type IngestDeps = AcceptDeps & {
  config: { bodyLimitBytes: number }
  certificates: Pick<ClientCertificates, 'of'>
  /** Counts a refusal, and for a source that there is keeps why. */
  refused: (refusal: ToldRefusal) => void
}

/** A request that was refused, as its operator may see it: no secrets, nothing of its body. */
export type ToldRefusal = {
  code: RefusalCode | ErrorCode
  /** Undefined where there is no such source. */
  source?: Source | undefined
  reason: string
  address?: string | undefined
  bytes?: number | undefined
  contentType?: string | undefined
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
  const shake = async (request: Request<{ source: string }>, response: Response) => {
    const answerable = await handshake(request.params.source, rawRequest(request), deps)
    if (!answerable)
      throw new HubError('not_found', 'Signals are sent by POST; there is no other handshake here')
    answerHandshake(response, answerable)
  }
  router.get('/ingest/:source', shake)
  router.options('/ingest/:source', shake)
  // Before anything is read or verified.
  router.post('/ingest/:source', (_request, _response, next) => {
    refuseWhilePressed(deps)
    next()
  })
  router.post('/ingest/:source', readBody, async (request, response) => {
    const raw = rawRequest(request)
    const sourceId = request.params.source
    const outcome = await accept(
      sourceId,
      { ...raw, sender: senderOf(request, deps.certificates) },
      deps,
    )
    if (!outcome.ok) reportRefusal(outcome, request, deps)
    answer(response, outcome, isSetRequest(raw))
  })
  router.use('/ingest/:source', refuseBody(deps))
  return router
}

function reportRefusal(
  { source, err, description, why }: Refusal,
  request: Request<{ source: string }>,
  { refused, log }: IngestDeps,
): void {
  const reason = why ?? description
  log.warn({ sourceId: request.params.source, code: err, reason }, 'ingest refused')
  refused({ code: err, source, reason, ...circumstancesOf(request) })
}

const circumstancesOf = (request: Request) => ({
  address: request.ip,
  bytes: Number(request.get('content-length') ?? 0),
  contentType: request.get('content-type'),
})

/** The body repeats the caller's words, so it must never be read as a page. */
function answerHandshake(
  response: Response,
  { status, contentType, body, headers = {} }: Handshake,
): void {
  response.set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store', ...headers })
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
  answerRefusal(response, outcome, isSet)
}

function answerRefusal(
  response: Response,
  { err, description, source }: Refusal,
  isSet: boolean,
): void {
  if (err === 'unavailable') throw new HubError(err, description, { retryAfterSeconds: 60 })
  const isOfSets = err !== 'authentication_failed' && source?.kind === 'ssf'
  if (isSet || isOfSets) {
    // RFC 8935 §2.3: 400 for every one, also for bad credentials (Figure 4).
    response.status(400).set('Content-Language', 'en').json({ err, description })
    return
  }
  if (err !== 'authentication_failed') throw new HubError('invalid_request', description)
  response.set('WWW-Authenticate', 'Bearer realm="ingest"') // RFC 9110 §15.5.2 wants a challenge with every 401
  throw new HubError('unauthenticated', description)
}

/** General HTTP errors keep their HTTP status, for SETs too (RFC 8935 §2.3, first paragraph). */
const refuseBody =
  ({ refused, sources }: IngestDeps): ErrorRequestHandler =>
  async (error: unknown, request, _response, next) => {
    const told = bodyError(error)
    if (!told) {
      next(error)
      return
    }
    const id = String(request.params['source'])
    const source = await findSource(id, { sources }).catch(() => undefined) // nothing may hide the answer
    refused({ code: told.code, source, reason: told.message, ...circumstancesOf(request) })
    next(told)
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
    headers: singleValues(
      Object.fromEntries(
        Object.entries(request.headersDistinct).map(([name, values]) => [
          name,
          values?.length === 1 ? values[0] : undefined,
        ]),
      ),
    ),
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
