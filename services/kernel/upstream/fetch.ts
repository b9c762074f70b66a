import type { Outbound, OutboundMethod, OutboundResult } from '../http/outbound.ts'

/** The hub's one way out, in the form that oauth4webapi calls. */
export type Fetch = (
  url: string,
  options: {
    method: string
    headers: Record<string, string>
    body?: unknown
    signal?: AbortSignal | undefined
  },
) => Promise<Response>

type Limits = { timeoutMs: number; maxResponseBytes: number; isLongPoll?: boolean }

/** Documents and tokens are small and come soon. */
export const DOCUMENT: Limits = { timeoutMs: 10_000, maxResponseBytes: 512 * 1_024 }

/**
 * `seen` gets every result, also where no answer came.
 * @throws Error saying why no whole answer came
 */
export const fetchThrough =
  (
    outbound: Pick<Outbound, 'request'>,
    limits: Limits,
    seen: (result: OutboundResult) => void = () => undefined,
  ): Fetch =>
  async (url, { method, headers, body, signal }) => {
    const result = await outbound.request({
      ...limits,
      method: method as OutboundMethod, // what our callers and oauth4webapi use
      url,
      headers,
      ...(body === undefined || body === null ? {} : { body: textOf(body) }),
      ...(signal ? { signal } : {}),
    })
    seen(result)
    if (result.kind === 'failure') throw new Error(`${result.reason}: ${result.detail}`)
    if (result.truncated) throw new Error(`more than ${limits.maxResponseBytes} bytes`)
    return responseOf(result)
  }

const textOf = (body: unknown): string => {
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new TypeError('a body that is no text')
}

/** Statuses with which a Response may have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304])

const responseOf = ({
  status,
  headers,
  body,
}: Extract<OutboundResult, { kind: 'answer' }>): Response =>
  new Response(BODILESS.has(status) ? null : body, { status, headers })
