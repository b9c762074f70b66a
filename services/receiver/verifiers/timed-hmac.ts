import { parameterOf, verifyHmac, type HmacLayout, type SignedRequest } from './hmac.ts'

/** An HMAC that is also about when it was sent: `signed` holds the time, which is a header or a parameter of the signature's. */
export type TimedHmacLayout = HmacLayout & {
  time: {
    header: string
    windowSeconds: number
    /** `past`: only old requests are refused, as some vendors do it. */
    limits: 'past and future' | 'past'
  }
}

/** HMAC over time and body: by one of the secrets, and sent within the window around now. */
export function verifyTimedHmac(
  request: SignedRequest,
  layout: TimedHmacLayout,
  secrets: readonly string[],
  now: Date,
): boolean {
  // First the HMAC, whatever the time says: what a refusal costs must not tell its reason.
  const isAuthentic = verifyHmac(request, layout, secrets)
  return isAuthentic && isTimely(timeOf(request, layout), layout.time, now)
}

/** What the request says about when it was sent. */
export const timeOf = (
  { headers }: SignedRequest,
  { time, timeParameter }: Pick<TimedHmacLayout, 'time' | 'timeParameter'>,
): string | undefined =>
  timeParameter === undefined
    ? headers[time.header]
    : parameterOf(headers[time.header], timeParameter)

/** Is the time that a header tells within the window? The bounds belong to it. */
export function isTimely(
  header: string | undefined,
  { windowSeconds, limits }: Pick<TimedHmacLayout['time'], 'windowSeconds' | 'limits'>,
  now: Date,
): boolean {
  const sentAt = header === undefined ? undefined : sentAtOf(header)
  if (sentAt === undefined) return false
  const ageSeconds = Math.floor(now.getTime() / 1_000) - Math.floor(sentAt / 1_000)
  return ageSeconds <= windowSeconds && (limits === 'past' || ageSeconds >= -windowSeconds)
}

const SECONDS = /^\d{1,11}$/
const MILLISECONDS = /^\d{12,15}$/
const ISO_8601 = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/

/** Milliseconds since the epoch. Vendors write seconds, milliseconds or ISO 8601 with its zone; nothing else is a time. */
export function sentAtOf(text: string): number | undefined {
  if (SECONDS.test(text)) return Number(text) * 1_000
  if (MILLISECONDS.test(text)) return Number(text)
  const ms = ISO_8601.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(ms) ? undefined : ms
}
