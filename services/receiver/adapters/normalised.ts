import { checkSubjectFormat, parseEvent } from '../../../schemas/events/index.ts'
import { reasonOf } from '../../../schemas/reason.ts'
import { NormalisedSignal } from '../../../schemas/signal.ts'

type Checked = { signal: NormalisedSignal } | { reason: string }

/** What an adapter made must be as right as what a SET may carry: nobody looks at it again before it is sent. */
export function checkSignal(candidate: NormalisedSignal): Checked {
  const parsed = NormalisedSignal.safeParse(candidate)
  if (!parsed.success) return { reason: reasonOf(parsed.error) }
  const event = parseEvent(candidate.type, candidate.payload)
  if (!event.ok) return { reason: event.reason }
  const subject = checkSubjectFormat(candidate.type, candidate.subject)
  return subject.ok ? { signal: parsed.data } : { reason: subject.reason }
}

/** A vendor's text for people, so that it can be stored and shown: no U+0000, no half characters, not endless. */
export const plainText = (text: string, maxLength: number): string =>
  text.slice(0, maxLength).toWellFormed().replaceAll('\u0000', '').trim()

/** The instant of an ISO 8601 text; undefined where it is none. */
export function instantOf(text: unknown): Date | undefined {
  const ms = typeof text === 'string' ? Date.parse(text) : NaN
  return Number.isFinite(ms) && ms >= 0 ? new Date(ms) : undefined
}

/** Seconds since the epoch (CAEP 1.0 §2). */
export const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1_000)

/** Deeper than what any vendor sends; what lies deeper could end whoever walks through it. */
const MAX_DEPTH = 64

/** A text in another encoding is refused: guessed at, it could name somebody else. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** The body as JSON; undefined where it is none, or nested too deeply. */
export function parseJson(body: Buffer): unknown {
  if (isTooDeep(body)) return undefined
  try {
    return JSON.parse(UTF_8.decode(body))
  } catch {
    return undefined
  }
}

const [QUOTE, BACKSLASH, OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT] = Buffer.from('"\\[{]}')

/** Looks at the bytes alone: brackets outside of texts. */
function isTooDeep(json: Buffer): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (byte === QUOTE) at = endOfText(json, at)
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth += 1
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1
    if (depth > MAX_DEPTH) return true
  }
  return false
}

/** Where the text that begins here ends; the last byte where it does not. */
function endOfText(json: Buffer, start: number): number {
  let end = json.indexOf('"', start + 1)
  while (end > 0 && isEscaped(json, end)) end = json.indexOf('"', end + 1)
  return end < 0 ? json.length : end
}

/** An odd number of backslashes stands before it. */
function isEscaped(json: Buffer, at: number): boolean {
  let before = at - 1
  while (json[before] === BACKSLASH) before -= 1
  return (at - before) % 2 === 0
}
