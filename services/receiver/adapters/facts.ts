import { uriOf, type EventName } from '../../../schemas/events/index.ts'
import { isObject } from '../../../schemas/json.ts'
import type { NormalisedSignal } from '../../../schemas/signal.ts'
import type { LooseSubject, SimpleSubject } from '../../../schemas/subject.ts'
import type { RawRequest } from './adapter.ts'
import { checkSignal, parseJson, plainText, secondsOf } from './normalised.ts'

/** One thing that a delivery says. */
export type Fact = {
  name: EventName
  subject: LooseSubject
  payload?: Record<string, unknown>
  occurredAt?: Date | undefined
}

/** What the vendor calls one event, and the id under which it sends it again. */
export type Told = { key: string; vendorType: string }

type Read = { signals: NormalisedSignal[]; skipped: string[] }

/** Facts of one vendor event as signals. No fact at all, and a fact that is none of the event type's, is skipped by name. */
export function signalsOf(facts: readonly Fact[], { key, vendorType }: Told): Read {
  const seen = new Map<string, number>()
  const checked = facts.map(({ name, subject, payload, occurredAt }) => {
    const type = uriOf(name)
    const count = (seen.get(type) ?? 0) + 1
    seen.set(type, count)
    return checkSignal({
      // The n-th of its type is the n-th again when the same delivery comes again.
      dedupeKey: count === 1 ? `${key} ${type}` : `${key} ${type} ${count}`,
      txn: key, // the one underlying event, whatever it becomes (SSF 1.0 §4.1.9)
      type,
      subject,
      payload: { ...payload, ...(occurredAt && { event_timestamp: secondsOf(occurredAt) }) },
      vendorType: plainText(vendorType, 256),
      ...(occurredAt && { occurredAt }),
    })
  })
  return {
    signals: checked.flatMap((result) => ('signal' in result ? [result.signal] : [])),
    skipped: [
      ...(facts.length > 0 ? [] : [plainText(vendorType, 256)]),
      ...checked.flatMap((result) => ('reason' in result ? [result.reason] : [])),
    ],
  }
}

/** Several vendor events of one delivery. */
export const together = (parts: readonly Read[]): Read => ({
  signals: parts.flatMap(({ signals }) => signals),
  skipped: parts.flatMap(({ skipped }) => skipped),
})

/** One fact, or none where the event does not name its subject. */
export const fact = (
  name: EventName,
  subject: LooseSubject | undefined,
  more: Omit<Fact, 'name' | 'subject'> = {},
): Fact[] => (subject ? [{ name, subject, ...more }] : [])

type Member = 'user' | 'device' | 'session' | 'application' | 'tenant'

/** All of these together; undefined where one is missing, for fewer members would mean more than was said. */
export const complexOf = (
  members: Readonly<Partial<Record<Member, SimpleSubject | undefined>>>,
): LooseSubject | undefined =>
  Object.values(members).includes(undefined) ? undefined : { format: 'complex', ...members }

/** A name that is only unique at its issuer; undefined where there is none. */
export const named = (iss: string, sub: unknown) => {
  const text = idOf(sub)
  return text === undefined ? undefined : ({ format: 'iss_sub', iss, sub: text } as const)
}

/** A text or a whole number as an id. */
export const idOf = (value: unknown): string | undefined =>
  (typeof value === 'number' && Number.isSafeInteger(value)) || typeof value === 'string'
    ? String(value) || undefined
    : undefined

/** Why, in words for the administrator (CAEP 1.0 §2). */
export const reason = (text: string) => ({ reason_admin: { en: plainText(text, 1_024) } })

/** A vendor's id of a delivery, fit for a key. */
export const isKey = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]{1,256}$/.test(value)

/** The body as a JSON object; undefined where it is none. */
export function objectIn({ body }: Pick<RawRequest, 'body'>): Record<string, unknown> | undefined {
  const value = parseJson(body)
  return isObject(value) ? value : undefined
}

/** A member that is an object; an empty one where it is none. */
export function objectAt(value: unknown, name: string): Record<string, unknown> {
  const member = isObject(value) ? value[name] : undefined
  return isObject(member) ? member : {}
}

/** A member that is a list; an empty one where it is none. */
export function listAt(value: unknown, name: string): readonly unknown[] {
  const member = isObject(value) ? value[name] : undefined
  return Array.isArray(member) ? member : []
}

/** An instant in milliseconds or, up to the year 5138, seconds since the epoch; undefined where it is none. */
export const instantFrom = (value: unknown): Date | undefined =>
  typeof value === 'number' && value >= 0 && value <= 8.64e15
    ? new Date(value > 1e11 ? value : value * 1_000)
    : undefined

/** The key of an event that its vendor gave none: these ids together; undefined where one is missing or unfit. */
export function keyOf(...parts: readonly unknown[]): string | undefined {
  const ids = parts.map(idOf)
  const key = ids.join('/')
  return ids.includes(undefined) || !isKey(key) ? undefined : key
}
