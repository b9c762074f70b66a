import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAuthorization, type Answer, type Authorization } from './authorization.ts'
import type { Faults } from './faults.ts'
import { newKey, type SigningKey } from './keys.ts'
import { manage, type Managed } from './manage.ts'
import {
  createSets,
  POLL,
  PUSH,
  type Dialect,
  type Event,
  type Sets,
  type Stream,
} from './streams.ts'

export type { Faults } from './faults.ts'
export type { Event, Stream } from './streams.ts'

export type Seen = {
  method: string
  path: string
  body: unknown
  authorization: string | undefined
  at: number
  headers: IncomingMessage['headers']
}

/** An SSF transmitter by node:http and node:crypto alone: metadata, OAuth, the management API, push and poll, with faults. */
export type Transmitter = AsyncDisposable & {
  issuer: string
  audience: string
  /** Passes as a bearer token without being asked for. */
  staticToken: string
  authorization: Authorization
  faults: Faults
  streams: Map<string, Stream>
  /** The only stream. */
  stream(): Stream
  sets: Sets
  keys: SigningKey[]
  /** Owes an event to every enabled stream. */
  emit(event: Event): string[]
  /** Every request but those for documents, in order. */
  seen: Seen[]
  /** From now on it signs with another key; the old one is gone from its set. */
  rotateKey(): void
  /** Cuts every connection and listens no more; `start` begins again on the same port. */
  stop(): Promise<void>
  start(): Promise<void>
}

export type Options = {
  /** Path of the issuer; its metadata is where SSF 1.0 §7.2 says. */
  path?: string
  faults?: Faults
  /** In the words of which draft it is managed. */
  dialect?: Dialect
  metadata?: Record<string, unknown>
  /** Path of the metadata, in place of the well-known one. */
  metadataPath?: string
  alg?: 'RS256' | 'ES256'
}

export async function startTransmitter(options: Options = {}): Promise<Transmitter> {
  const { path = '', faults = {}, dialect = 'ssf' } = options
  const audience = `https://hub-${randomUUID()}.example`
  const staticToken = randomUUID()
  const keys = [newKey(options.alg)]
  const streams = new Map<string, Stream>()
  const seen: Seen[] = []
  let origin = ''
  const issuer = () => `${origin}${path}`
  const authorization = createAuthorization(issuer, faults, staticToken)
  const sets = createSets({ issuer, audience, keys, faults, dialect })
  const managed: Managed = {
    issuer,
    origin: () => origin,
    audience,
    dialect,
    faults,
    streams,
    sets,
    metadata: options.metadata ?? {},
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '', origin)
    const text = await textOf(request)
    const document = documentAt(url.pathname, managed, { options, keys })
    if (document) return document
    if (url.pathname === `${path}/token`)
      return authorization.token(request, new URLSearchParams(text))
    const { method = '' } = request
    const asked = url.pathname + url.search
    seen.push({
      method,
      path: asked,
      body: jsonOf(text),
      authorization: request.headers.authorization,
      at: performance.now(),
      headers: request.headers,
    })
    const refused = authorization.check(request, `${origin}${url.pathname}`)
    if (refused) return refused
    return manage(
      { method, url, body: jsonOf(text), isGone: () => request.destroyed && !request.complete },
      managed,
    )
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (told) => {
        give(response, told)
      },
      (error: unknown) => {
        give(response, { status: 500, body: String(error) })
      },
    )
  })
  const start = async (port = 0) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` // listening on TCP
  }
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  await start()
  const port = Number(new URL(origin).port)
  return {
    issuer: issuer(),
    audience,
    staticToken,
    authorization,
    faults,
    streams,
    stream: () => {
      const [stream, ...more] = streams.values()
      if (!stream || more.length > 0) throw new Error(`${String(streams.size)} streams`)
      return stream
    },
    sets,
    keys,
    emit: (event) =>
      [...streams.values()]
        .filter(({ status }) => status === 'enabled')
        .map((stream) => sets.owe(stream, event)),
    seen,
    rotateKey: () => {
      keys.splice(0, keys.length, newKey(options.alg))
    },
    stop,
    start: () => start(port),
    [Symbol.asyncDispose]: async () => {
      for (const stream of streams.values()) stream.status = 'deleted'
      if (server.listening) await stop()
    },
  }
}

type Documents = { options: Options; keys: SigningKey[] }

/** What anybody may read. */
function documentAt(
  at: string,
  managed: Managed,
  { options, keys }: Documents,
): Answer | undefined {
  const { issuer, faults, origin } = managed
  const path = (options.path ?? '').replace(/\/$/, '')
  const base = `${origin()}/api/stream`
  const resource = {
    resource: base,
    authorization_servers: [issuer()],
    scopes_supported: ['ssf.manage', 'ssf.read', 'other'],
  }
  const server = { issuer: issuer(), token_endpoint: `${issuer()}/token` }
  const name = { ssf: 'ssf', sse: 'sse', google: 'risc' }[managed.dialect]
  const documents = new Map<string, object | false>([
    [options.metadataPath ?? `/.well-known/${name}-configuration${path}`, metadataOf(managed)],
    ['/jwks', !faults.jwksDown && { keys: keys.map(({ jwk }) => jwk) }],
    [`${options.path ?? ''}/resource-metadata`, !faults.noResourceMetadata && resource],
    [`/.well-known/oauth-authorization-server${path}`, !faults.noAuthorizationServer && server],
  ])
  const body = documents.get(at)
  if (body) return { status: 200, body }
  if (body === false) return { status: 503 }
  return at.startsWith('/.well-known/') ? { status: 404 } : undefined
}

function metadataOf({ issuer, origin, faults, dialect, metadata }: Managed): object {
  const base = `${origin()}/api`
  const early = (one: string) => `https://schemas.openid.net/secevent/risc/delivery-method/${one}`
  return {
    issuer: faults.metadataIssuer ?? issuer(),
    jwks_uri: `${origin()}/jwks`,
    ...(dialect === 'ssf' ? { spec_version: '1_0' } : {}),
    delivery_methods_supported: dialect === 'ssf' ? [PUSH, POLL] : [early('push'), early('poll')],
    configuration_endpoint: `${base}/stream`,
    status_endpoint: `${base}/status`,
    add_subject_endpoint: `${base}/subjects:add`,
    remove_subject_endpoint: `${base}/subjects:remove`,
    verification_endpoint: `${base}/verify`,
    authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
    ...metadata,
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function give(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  if (body === undefined) response.writeHead(status, headers).end()
  else if (typeof body === 'string') response.writeHead(status, headers).end(body)
  else
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))
}
