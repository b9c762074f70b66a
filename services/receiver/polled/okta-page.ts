import type { OutboundResult } from '../../kernel/http/outbound.ts'
import { oneLine } from '../../kernel/upstream/one-line.ts'
import { retryAfterSeconds } from '../../kernel/upstream/retry-after.ts'
import { parseJson } from '../adapters/normalised.ts'

/** So many events a page: of the largest that Okta writes they are far less than what is read of an answer. */
export const PAGE_EVENTS = 100
/** Between two readings of a log that has no more for now. */
const EVERY_SECONDS = 5
const LONGEST_WAIT_SECONDS = 3_600

/** What an answer of the System Log API means. */
export type Page =
  | { kind: 'events'; events: unknown[]; next: string | undefined; waitSeconds: number }
  /** It will not be read on from there: it is read from the newest that is stored. */
  | { kind: 'lost'; reason: string }
  /** `waitSeconds`: what Okta asks for, where it does. */
  | { kind: 'failed'; reason: string; waitSeconds?: number }

/** Where the log of this org is read from this instant on, the oldest first. Without an end it never runs out. */
export function firstPage(org: string, since: Date): string {
  const url = new URL('/api/v1/logs', org)
  url.search = new URLSearchParams({
    since: since.toISOString(),
    sortOrder: 'ASCENDING',
    limit: String(PAGE_EVENTS),
  }).toString()
  return url.href
}

/** Pure: reads what Okta answered when it was asked for this URL. */
export function readPage(result: OutboundResult, asked: string): Page {
  if (result.kind === 'failure')
    return { kind: 'failed', reason: `${result.reason}: ${result.detail}` }
  const { status, headers, body, truncated } = result
  if (status !== 200) return refusal(result, asked)
  const events = truncated ? undefined : parseJson(Buffer.from(body))
  if (!Array.isArray(events))
    return { kind: 'failed', reason: 'the answer is no list of events, or too long' }
  const next = nextIn(headers['link'] ?? '', asked)
  const isMore = events.length >= PAGE_EVENTS && next !== undefined && next !== asked
  return { kind: 'events', events, next, waitSeconds: isMore ? 0 : EVERY_SECONDS }
}

function refusal(
  { status, headers, body }: Extract<OutboundResult, { kind: 'answer' }>,
  asked: string,
): Page {
  const reason = `Okta answered ${String(status)}${saidIn(body)}`
  if (status === 429) return { kind: 'failed', reason, waitSeconds: untilReset(headers) }
  if ([400, 404, 410].includes(status) && new URL(asked).searchParams.has('after'))
    return { kind: 'lost', reason }
  return { kind: 'failed', reason }
}

/** Okta's own words: `{"errorCode": "E0000011", "errorSummary": "Invalid token provided"}`. */
function saidIn(body: string): string {
  const said = parseJson(Buffer.from(body))
  if (typeof said !== 'object' || said === null) return ''
  const { errorCode, errorSummary } = said as Record<string, unknown> // any object has members, perhaps none of these
  const words = [errorCode, errorSummary].filter((word) => typeof word === 'string')
  return words.length > 0 ? `: ${oneLine(words.join(' '), 300)}` : ''
}

/** `X-Rate-Limit-Reset` is in seconds since the epoch, by Okta's clock, which `Date` tells. */
function untilReset(headers: Readonly<Record<string, string>>): number {
  const [reset, now] = [
    Number(headers['x-rate-limit-reset']),
    Date.parse(headers['date'] ?? '') / 1_000,
  ]
  const seconds = reset - now + 1 // its clock may be a second ahead of what it writes
  const asked = Number.isFinite(seconds) ? seconds : (retryAfterSeconds({ headers }) ?? 60)
  return Math.min(Math.max(Math.ceil(asked), 1), LONGEST_WAIT_SECONDS)
}

/** The URL to read on at (RFC 8288); only of the org that was asked: our token goes there. */
function nextIn(link: string, asked: string): string | undefined {
  const found = /<([^>]{1,4096})>\s*;\s*rel="?next"?/.exec(link)?.[1]
  const url = found === undefined ? null : URL.parse(found, asked)
  return url?.origin === new URL(asked).origin ? url.href : undefined
}
