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

/** The body as JSON; undefined where it is none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
