import type { HmacLayout, SignedRequest } from './hmac.ts'
import { sentAtOf, timeOf, type TimedHmacLayout } from './timed-hmac.ts'

/** Why a request did not prove itself by an HMAC, for its operator: never told to the sender. */
export function whyNoHmac(
  request: SignedRequest,
  layouts: readonly [HmacLayout | TimedHmacLayout, ...(HmacLayout | TimedHmacLayout)[]],
  now: Date,
): string {
  const { headers } = request
  const isSigned = ({ signatureHeaders }: HmacLayout) =>
    signatureHeaders.some((name) => headers[name])
  const layout = layouts.find(isSigned)
  if (!layout) return missing(layouts[0].signatureHeaders[0] ?? '')
  const unmet = Object.entries(layout.requires ?? {}).find(
    ([name, value]) => headers[name] !== value,
  )
  if (unmet) return `the header ${unmet[0]} does not say ${unmet[1]}`
  const late = isTimed(layout) ? whyUntimely(request, layout, now) : undefined
  return late ?? "the signature is by none of the source's secrets, or the body was changed"
}

const isTimed = (layout: HmacLayout | TimedHmacLayout): layout is TimedHmacLayout =>
  'time' in layout

function whyUntimely(
  request: SignedRequest,
  layout: TimedHmacLayout,
  now: Date,
): string | undefined {
  const { header, windowSeconds } = layout.time
  const told = timeOf(request, layout)
  if (!told) return `no time is told in the header ${header}`
  const sentAt = sentAtOf(told)
  if (sentAt === undefined) return `the time in ${header} cannot be read`
  const age = Math.floor((now.getTime() - sentAt) / 1_000)
  if (Math.abs(age) <= windowSeconds) return undefined
  const where = age > 0 ? `${String(age)} s ago` : `${String(-age)} s ahead of our clock`
  return `it was signed ${where}, and ${String(windowSeconds)} s are allowed`
}

/** The same of a static secret. */
export const whyNoSecret = ({ headers }: SignedRequest, header: string): string =>
  headers[header] === undefined
    ? missing(header)
    : `what ${header} says is none of the source's secrets`

export const missing = (header: string): string =>
  `the header ${header} is missing, or there are two`
