import * as oauth from 'oauth4webapi'
import { errorText } from '../errors.ts'
import type { Outbound, OutboundMethod, OutboundResult } from '../http/outbound.ts'
import {
  obtainToken,
  type AccessToken,
  type Credentials,
  type TokenResult,
} from './access-token.ts'
import { fetchThrough } from './fetch.ts'
import { oneLine } from './one-line.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { insecurely, type TokenServer } from './token-server.ts'

export type ApiRequest = {
  method: OutboundMethod
  url: string
  body?: object
  headers?: Record<string, string>
  timeoutMs?: number
  maxResponseBytes?: number
  isLongPoll?: boolean
  signal?: AbortSignal
}

/** What came of a request; `unauthorized` where no token could be had, so that nothing was asked. */
export type ApiResult =
  OutboundResult | { kind: 'unauthorized'; reason: string; retryAfterSeconds?: number }

/** Requests to one transmitter's API, each with a valid access token. */
export type Session = {
  request(wanted: ApiRequest): Promise<ApiResult>
  /** Until when the token at hand is valid, where that is known. */
  tokenExpiresAt(): Date | undefined
}

type Deps = {
  outbound: Pick<Outbound, 'request'>
  clock: { now(): Date }
  /** Gives up whatever is under way. */
  signal?: AbortSignal
}

const TIMEOUT_MS = 15_000
const MAX_BYTES = 1_024 * 1_024
/** A token this close to its end is not used for anything new. */
const MARGIN_MS = 30_000

/** A session's key for proofs lives as long as the session: its tokens do not live longer either. */
export async function openSession(
  credentials: Credentials,
  server: TokenServer | undefined,
  deps: Deps,
): Promise<Session> {
  const dpop = await proofsFor(credentials)
  let held: AccessToken | undefined
  let asking: Promise<TokenResult> | undefined

  const isFresh = ({ expiresAt }: AccessToken): boolean =>
    expiresAt === undefined || expiresAt.getTime() - deps.clock.now().getTime() > MARGIN_MS

  const renew = async (): Promise<TokenResult> => {
    const result = await obtainToken(credentials, server, { ...deps, dpop })
    if (result.ok) held = result.token
    return result
  }
  /** One at a time, whoever asks. */
  const token = async (): Promise<TokenResult> => {
    if (held && isFresh(held)) return { ok: true, token: held }
    asking ??= renew().finally(() => (asking = undefined))
    return asking
  }

  return {
    tokenExpiresAt: () => held?.expiresAt,
    async request(wanted) {
      const first = await token()
      if (!first.ok) return unauthorized(first)
      const result = await send(wanted, first.token, { ...deps, dpop })
      // RFC 6750 §3.1: revoked, expired early, or for another resource. A new one, once; a fixed one is no better.
      if (!isUnauthorized(result) || credentials.authorization.method === 'token') return result
      if (held === first.token) held = undefined
      const second = await token()
      return second.ok ? send(wanted, second.token, { ...deps, dpop }) : unauthorized(second)
    },
  }
}

async function proofsFor({ authorization }: Credentials): Promise<oauth.DPoPHandle | undefined> {
  if (!('dpop' in authorization) || !authorization.dpop) return undefined
  return oauth.DPoP({}, await oauth.generateKeyPair('ES256'))
}

const isUnauthorized = (result: OutboundResult): boolean =>
  result.kind === 'answer' && result.status === 401

const unauthorized = ({
  reason,
  retryAfterSeconds: wait,
}: Extract<TokenResult, { ok: false }>): ApiResult => ({
  kind: 'unauthorized',
  reason,
  ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
})

type Sending = Pick<Deps, 'outbound' | 'signal'> & { dpop: oauth.DPoPHandle | undefined }

async function send(
  wanted: ApiRequest,
  token: AccessToken,
  deps: Sending,
): Promise<OutboundResult> {
  const first = await sendOnce(wanted, token, deps)
  return first.again ? (await sendOnce(wanted, token, deps)).result : first.result
}

/** `again`: the resource wants a nonce in the proof, and has given it (RFC 9449 §9). */
async function sendOnce(
  wanted: ApiRequest,
  token: AccessToken,
  { outbound, dpop, signal }: Sending,
): Promise<{ result: OutboundResult; again: boolean }> {
  const { timeoutMs = TIMEOUT_MS, maxResponseBytes = MAX_BYTES, isLongPoll = false } = wanted
  let seen: OutboundResult | undefined
  const limits = { timeoutMs, maxResponseBytes, isLongPoll }
  const fetched = fetchThrough(outbound, limits, (result) => (seen = result))
  const options = {
    ...insecurely(fetched),
    ...(token.isBound && dpop ? { DPoP: dpop } : {}),
    ...eitherOf(wanted.signal, signal),
  }
  const again = await oauth
    .protectedResourceRequest(token.value, ...requestOf(wanted), options)
    .then(
      () => false,
      (error: unknown) => {
        // What the transmitter answered was seen, also where the library takes it for a challenge.
        seen ??= { kind: 'failure', reason: 'bad-url', detail: errorText(error), durationMs: 0 }
        return oauth.isDPoPNonceError(error)
      },
    )
  return { result: seen ?? NOT_SENT, again }
}

const eitherOf = (a?: AbortSignal, b?: AbortSignal): { signal?: AbortSignal } => {
  if (a && b) return { signal: AbortSignal.any([a, b]) }
  const one = a ?? b
  return one ? { signal: one } : {}
}

const NOT_SENT: OutboundResult = {
  kind: 'failure',
  reason: 'aborted',
  detail: 'nothing was sent',
  durationMs: 0,
}

function requestOf({ method, url, body, headers }: ApiRequest) {
  const json = body === undefined ? undefined : JSON.stringify(body)
  const sent = new Headers({
    accept: 'application/json',
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  })
  return [method, new URL(url), sent, json] as const
}

/** What went wrong, in a sentence; undefined where the request was answered with one of these statuses. */
export function failureOf(
  result: ApiResult,
  ...expected: readonly number[]
): { reason: string; status?: number; retryAfterSeconds?: number } | undefined {
  if (result.kind === 'unauthorized') {
    const { kind: _kind, ...rest } = result
    return rest
  }
  if (result.kind === 'failure') return { reason: `${result.reason}: ${result.detail}` }
  const { status } = result
  if (expected.includes(status)) return undefined
  const wait = retryAfterSeconds(result)
  return {
    reason: `answered ${String(status)}${said(result.body)}`,
    status,
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
  }
}

/** The transmitter's own words, where it has some: one line, bounded. */
function said(body: string): string {
  const text = oneLine(body, 300)
  return text === '' || text.startsWith('<') ? '' : `: ${text}`
}
