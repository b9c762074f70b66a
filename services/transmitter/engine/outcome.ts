import { SubscriberSetError } from '../../../schemas/delivery.ts'
import type { OutboundResult } from '../../kernel/http/outbound.ts'

/** What one push came to. `retry` is about the endpoint or the credential, so it gates the stream; `rejected` is about this SET alone. */
export type PushOutcome =
  | { kind: 'accepted' }
  | { kind: 'rejected'; err: string; description: string }
  | { kind: 'retry'; err: string; description: string; retryAfterSeconds?: number }

/** RFC 8935 §2.4: these say that this SET is bad, so the same bytes will never be taken. */
const SET_IS_BAD = new Set(['invalid_request', 'invalid_key', 'invalid_issuer', 'invalid_audience'])
/** About the transmitter's credential: people repair it, then everything waiting goes out. */
const CREDENTIAL_IS_BAD = new Set(['authentication_failed', 'access_denied'])

const EXCERPT_CHARS = 300
const MAX_RETRY_AFTER_SECONDS = 86_400

/** Pure: an answer, or the lack of one, as RFC 8935 means it. */
export function readOutcome(result: OutboundResult, now: Date): PushOutcome {
  if (result.kind === 'failure') return { kind: 'retry', err: result.reason, description: result.detail }
  const { status, body } = result
  if (status >= 200 && status < 300) return { kind: 'accepted' } // RFC 8935 §2.2 says 202; live receivers also send 200 and 204
  if (status === 400) return readRefusal(body)
  const description = `HTTP ${String(status)}${excerpt(body)}`
  if (status === 413) return { kind: 'rejected', err: 'payload_too_large', description }
  const retryAfterSeconds = readRetryAfter(result.headers['retry-after'], now)
  return {
    kind: 'retry',
    err: status >= 300 && status < 400 ? 'redirect' : `http_${String(status)}`,
    description,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  }
}

/** RFC 8935 §2.3. A 400 that names no code, or one of its own, refuses this SET and says nothing about the next. */
function readRefusal(body: string): PushOutcome {
  const { err, description = '' } = parseRefusal(body) ?? { err: 'http_400', description: `HTTP 400${excerpt(body)}` }
  if (CREDENTIAL_IS_BAD.has(err)) return { kind: 'retry', err, description }
  return { kind: 'rejected', err: SET_IS_BAD.has(err) ? err : err.slice(0, 64), description: description.slice(0, EXCERPT_CHARS) }
}

function parseRefusal(body: string): SubscriberSetError | undefined {
  try {
    return SubscriberSetError.safeParse(JSON.parse(body)).data
  } catch {
    return undefined // a refusal in another form than JSON
  }
}

const excerpt = (body: string): string => (body === '' ? '' : `: ${body.slice(0, EXCERPT_CHARS)}`)

/** RFC 9110 §10.2.3: seconds, or a date. */
function readRetryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - now.getTime()) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds), MAX_RETRY_AFTER_SECONDS) : undefined
}
