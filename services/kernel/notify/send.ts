import type { ChannelTest } from '../../../schemas/channel.ts'
import type { Outbound, OutboundResult } from '../http/outbound.ts'
import { signatureHeaders } from './signature.ts'

/** Standard Webhooks: 15 to 30 seconds. */
const TIMEOUT_MS = 15_000
const MAX_RESPONSE_BYTES = 4_096
const MAX_EXCERPT = 300

export type Sending = {
  id: string
  url: string
  body: string
  secrets: readonly string[]
  now: Date
}

/** What became of one request. `isGone`: the receiver wants no more of it (410). */
export type Sent = ChannelTest & { isGone: boolean; retryAfterSeconds?: number }

/** One signed request; whatever goes wrong is in the answer. */
export async function send(
  outbound: Pick<Outbound, 'request'>,
  { id, url, body, secrets, now }: Sending,
): Promise<Sent> {
  const result = await outbound.request({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      ...signatureHeaders({ id, body, now }, secrets),
    },
    body,
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: MAX_RESPONSE_BYTES,
  })
  return sentBy(result)
}

/** Pure: only 2xx is delivered; a redirect is a mistake in the channel's URL. */
export function sentBy(result: OutboundResult): Sent {
  const { durationMs } = result
  if (result.kind === 'failure')
    return {
      isDelivered: false,
      failure: excerpt(`${result.reason}: ${result.detail}`),
      durationMs,
      isGone: false,
    }
  const { status, body, headers } = result
  if (status >= 200 && status < 300)
    return { isDelivered: true, httpStatus: status, durationMs, isGone: false }
  const seconds = Number(headers['retry-after'])
  return {
    isDelivered: false,
    httpStatus: status,
    failure: excerpt(`HTTP ${String(status)}${body === '' ? '' : `: ${body}`}`),
    durationMs,
    isGone: status === 410,
    ...(Number.isInteger(seconds) && seconds > 0 ? { retryAfterSeconds: seconds } : {}),
  }
}

/** Short, and such as a database holds. */
const excerpt = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, MAX_EXCERPT)
