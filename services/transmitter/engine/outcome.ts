import { SubscriberSetError } from '../../../schemas/delivery.ts'
import type { OutboundResult } from '../../kernel/http/outbound.ts'

/** What one push came to. `retry` is about the endpoint or the credential, so it gates the stream; `rejected` is about this SET alone. */
export type PushOutcome =
  | { kind: 'accepted' }
  | { kind: 'rejected'; err: string; description: string }
  | { kind: 'retry'; err: string; description: string; retryAfterSeconds?: number }

/** RFC 8935 §2.4: about the transmitter's credential. People repair it, then everything waiting goes out; any other code says that this SET is bad. */
const CREDENTIAL_IS_BAD = new Set(['authentication_failed', 'access_denied'])

const EXCERPT_CHARS = 300
const MAX_CODE_CHARS = 64
const MAX_RETRY_AFTER_SECONDS = 86_400

/** RFC 8935 §2.2 says 202; live receivers also send 200 and 204. */
export const isAccepted = (result: OutboundResult): boolean =>
  result.kind === 'answer' && result.status >= 200 && result.status < 300

/** Pure: an answer, or the lack of one, as RFC 8935 means it; its texts are short and such as a database holds. */
export function readOutcome(result: OutboundResult, now: Date): PushOutcome {
  if (result.kind === 'failure')
    return { kind: 'retry', err: result.reason, description: excerpt(result.detail) }
  const { status, body } = result
  if (isAccepted(result)) return { kind: 'accepted' }
  if (status === 400) return readRefusal(body)
  const description = describe(status, body)
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
  const refusal = parseRefusal(body)
  if (!refusal) return { kind: 'rejected', err: 'http_400', description: describe(400, body) }
  const err = excerpt(refusal.err, MAX_CODE_CHARS)
  return {
    kind: CREDENTIAL_IS_BAD.has(err) ? 'retry' : 'rejected',
    err,
    description: excerpt(refusal.description ?? ''),
  }
}

function parseRefusal(body: string): SubscriberSetError | undefined {
  try {
    return SubscriberSetError.safeParse(JSON.parse(body)).data
  } catch {
    return undefined // a refusal in another form than JSON
  }
}

const describe = (status: number, body: string): string =>
  `HTTP ${String(status)}${body === '' ? '' : `: ${excerpt(body)}`}`

/** PostgreSQL's text holds no NUL: one in an answer would keep all outcomes from being written. */
const excerpt = (text: string, maxChars = EXCERPT_CHARS): string =>
  text.replaceAll('\u0000', '').slice(0, maxChars)

/** RFC 9110 §10.2.3: seconds, or a date. */
function readRetryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - now.getTime()) / 1000
  return Number.isFinite(seconds)
    ? Math.min(Math.max(0, seconds), MAX_RETRY_AFTER_SECONDS)
    : undefined
}
