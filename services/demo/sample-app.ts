import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRemoteJWKSet } from 'jose'
import type { LooseSubject } from '../../schemas/subject.ts'
import type { SetClaims } from '../../schemas/set.ts'
import { systemClock } from '../kernel/clock.ts'
import { errorText } from '../kernel/errors.ts'
import { close, listen } from './listen.ts'
import { discover, subscribe } from './ssf-api.ts'
import { verifyPush, type Expected, type Refused } from './verify-push.ts'

/** A SET whose signature, issuer, audience and type were checked. */
export type ReceivedSet = {
  jti: string
  txn: string | undefined
  type: string
  subject: LooseSubject
  payload: Record<string, unknown>
  alg: string
  receivedAt: Date
  claims: SetClaims
}

/** A SaaS app that subscribed to a hub and verifies what it is told. */
export type SampleApp = {
  name: string
  streamId: string
  /** Every verified SET, in the order of arrival. */
  received: readonly ReceivedSet[]
  refused: readonly Refused[]
  close(): Promise<void>
}

export type SampleAppOptions = {
  name: string
  /** The hub's issuer: everything else is discovered from it. */
  issuer: string
  token: string
  eventsRequested: readonly string[]
  onReceived?: (set: ReceivedSet) => void
  onRefused?: (refused: Refused) => void
}

type Inbox = { received: ReceivedSet[]; refused: Refused[] }

/** Listens on a free loopback port, subscribes there over the SSF API, and answers pushes (RFC 8935). */
export async function startSampleApp(options: SampleAppOptions): Promise<SampleApp> {
  const { name, issuer, token, eventsRequested } = options
  const inbox: Inbox = { received: [], refused: [] }
  const subscribed = Promise.withResolvers<Expected>()
  const server = createServer((request, response) => {
    // The first push may come before the answer that tells us our audience.
    subscribed.promise
      .then((expected) => receive(request, expected, { inbox, options }))
      .then((answer) => {
        send(response, answer)
      })
      .catch((error: unknown) => {
        send(response, { status: 503, body: { detail: errorText(error) } })
      })
  })
  const port = await listen(server)
  try {
    const metadata = await discover(issuer)
    const authorizationHeader = `Bearer ${randomBytes(24).toString('base64url')}`
    const endpointUrl = `http://127.0.0.1:${String(port)}/events`
    const stream = await subscribe(metadata, {
      token,
      endpointUrl,
      authorizationHeader,
      eventsRequested,
    })
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri))
    subscribed.resolve({ keys, issuer, audience: stream.aud, authorizationHeader })
    return { name, streamId: stream.stream_id, ...inbox, close: () => close(server) }
  } catch (error) {
    await close(server)
    throw error
  }
}

type Answer = { status: number; body?: object }

async function receive(
  request: IncomingMessage,
  expected: Expected,
  { inbox, options }: { inbox: Inbox; options: SampleAppOptions },
): Promise<Answer> {
  if (request.method !== 'POST') return { status: 405 }
  const verified = await verifyPush(request, expected)
  if (!verified.ok) {
    inbox.refused.push(verified)
    options.onRefused?.(verified)
    return { status: 400, body: { err: verified.err, description: verified.description } } // RFC 8935 §2.3
  }
  const { claims, type, payload, alg } = verified
  const { jti, txn, sub_id: subject } = claims
  const set = { jti, txn, type, subject, payload, alg, claims, receivedAt: systemClock.now() }
  inbox.received.push(set)
  options.onReceived?.(set)
  return { status: 202 } // RFC 8935 §2.2
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (!body) response.writeHead(status).end()
  else
    response
      .writeHead(status, { 'content-type': 'application/json', 'content-language': 'en' })
      .end(JSON.stringify(body))
}
