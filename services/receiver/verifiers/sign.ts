import { keyOf, macOf, signedParts, type HmacLayout } from './hmac.ts'
import type { TimedHmacLayout } from './timed-hmac.ts'

type Unsigned = { headers: Readonly<Record<string, string | undefined>>; body: Buffer }

/** The headers that prove a request by this layout, as its vendor would write them: for samples of our own. */
export function signHmac(
  request: Unsigned,
  layout: HmacLayout | TimedHmacLayout,
  secret: string,
  now: Date,
): Record<string, string> {
  const [header = ''] = layout.signatureHeaders
  const given = { ...layout.requires, ...('time' in layout ? timeHeaders(layout, now) : {}) }
  const parts = signedParts(
    { ...request, headers: { ...request.headers, ...given } },
    layout,
    header,
  )
  const signature = layout.prefix + macOf(keyOf(layout, secret), parts, layout)
  const stamp = layout.timeParameter === undefined ? '' : `${given[header] ?? ''},`
  return { ...given, [header]: `${stamp}${signature}` }
}

function timeHeaders({ time, timeParameter }: TimedHmacLayout, now: Date): Record<string, string> {
  const seconds = String(Math.floor(now.getTime() / 1_000))
  return { [time.header]: timeParameter === undefined ? seconds : `${timeParameter}=${seconds}` }
}
