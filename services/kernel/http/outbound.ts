import type { Phases } from '../../../schemas/delivery.ts'
import { cidrList } from './addresses.ts'
import { createDialler, createResolve, faultOf } from './outbound-dial.ts'
import type { Resolve } from './outbound-dial.ts'
import { exchange } from './outbound-exchange.ts'
import type { Carrier, Exchanged, ExchangeRequest, OutboundMethod } from './outbound-exchange.ts'
import { createLimits, type Limit } from './outbound-limit.ts'
import { createAgent } from './outbound-pool.ts'
import { createTargets, type Target } from './outbound-target.ts'

export type { OutboundMethod } from './outbound-exchange.ts'

export type OutboundRequest = {
  method: OutboundMethod
  url: string
  headers?: Record<string, string>
  body?: string
  /** For all of it: waiting for a connection, connecting, sending, and reading the answer to its end. */
  timeoutMs: number
  /** More than this is not read: the connection is closed and the answer marked as truncated. */
  maxResponseBytes: number
  signal?: AbortSignal
  /** It may be answered after minutes: it goes by connections of its own, so that nothing else waits for it. */
  isLongPoll?: boolean
}

export type FailureReason =
  'blocked-address' | 'dns' | 'connect' | 'tls' | 'timeout' | 'reset' | 'bad-url' | 'aborted'

export type OutboundResult =
  | {
      kind: 'answer'
      status: number
      headers: Record<string, string>
      body: string
      truncated: boolean
      remoteAddress?: string
      reusedConnection: boolean
      phases?: Phases
      durationMs: number
    }
  | {
      kind: 'failure'
      reason: FailureReason
      detail: string
      /** Left out where nothing was tried. */
      phases?: Phases
      durationMs: number
    }

/** The hub's only way out. Redirects are answers like any other. */
export type Outbound = {
  /** Never rejects: whatever goes wrong is a `failure`. */
  request(options: OutboundRequest): Promise<OutboundResult>
  /** Resolves once the requests in hand are done. */
  close(): Promise<void>
}

export type OutboundOptions = {
  /** Address ranges that are permitted although not public; plain http goes to these only. */
  allow: readonly string[]
  connectionsPerOrigin?: number
  longPollsPerOrigin?: number
  /** PEM certificates trusted beside those of Node. */
  extraTrust?: readonly string[]
  resolve?: Resolve
}

export function createOutbound(options: OutboundOptions): Outbound {
  const { allow, connectionsPerOrigin = 8, longPollsPerOrigin = 256, extraTrust = [] } = options
  const resolve = options.resolve ?? createResolve()
  const dial = createDialler({ allow: cidrList(allow), resolve, extraTrust })
  const agent = createAgent({ connectionsPerOrigin, dial })
  const longPolls = createAgent({ connectionsPerOrigin: longPollsPerOrigin, dial })
  const [limits, targetOf] = [createLimits(), createTargets()]
  return {
    async request(wanted) {
      const startedAt = performance.now()
      const limit = limits.start(wanted.timeoutMs, wanted.signal)
      const by = wanted.isLongPoll === true ? longPolls : agent
      const result = await send((one) => exchange(by, one), targetOf(wanted.url), { wanted, limit })
      limit.lift()
      return Object.assign(result, { durationMs: Math.round(performance.now() - startedAt) })
    },
    close: async () => {
      await Promise.all([agent.close(), longPolls.close()])
    },
  }
}

type Untimed<T> = T extends unknown ? Omit<T, 'durationMs'> : never

async function send(
  carry: (request: ExchangeRequest) => Promise<Exchanged>,
  target: Target,
  { wanted, limit }: { wanted: OutboundRequest; limit: Limit },
): Promise<Untimed<OutboundResult>> {
  if (!target.ok) return { kind: 'failure', reason: 'bad-url', detail: target.detail }
  const request: ExchangeRequest = {
    method: wanted.method,
    origin: target.origin,
    path: target.path,
    headers: { 'user-agent': 'ssf-hub', ...wanted.headers, 'accept-encoding': 'identity' },
    body: wanted.body,
    maxResponseBytes: wanted.maxResponseBytes,
    limit,
  }
  const first = await carry(request)
  const last = isStaleConnection(first) ? await carry(request) : first
  return resultOf(last, limit.why)
}

/** The server closed a kept-alive connection just as the request went out: it saw nothing of it, so once more at once. */
function isStaleConnection(exchanged: Exchanged): boolean {
  if (exchanged.kind === 'answered' || !exchanged.carrier) return false
  const { isReused, wasSilent } = exchanged.carrier
  return isReused && wasSilent && STALE.has(codeOf(exchanged.error))
}

const STALE = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

function resultOf(exchanged: Exchanged, ended: Limit['why']): Untimed<OutboundResult> {
  const { phases } = exchanged
  if (exchanged.kind === 'answered') {
    const { head, carrier, body, truncated } = exchanged
    const { remoteAddress, isReused: reusedConnection } = carrier
    const where = remoteAddress === undefined ? {} : { remoteAddress }
    return { kind: 'answer', ...head, body, truncated, ...where, reusedConnection, phases }
  }
  const { carrier, error } = exchanged
  const failure = { kind: 'failure', phases } as const
  if (ended === 'late') return { ...failure, reason: 'timeout', detail: lateness(carrier) }
  if (ended === 'aborted')
    return { ...failure, reason: 'aborted', detail: 'given up by the caller' }
  return { ...failure, reason: reasonOf(carrier, error), detail: detailOf(error) }
}

const lateness = (carrier: Carrier | undefined): string =>
  carrier ? 'no whole answer in time' : 'no connection in time'

function reasonOf(carrier: Carrier | undefined, error: unknown): FailureReason {
  const code = codeOf(error)
  if (code.startsWith('UND_ERR_INVALID_')) return 'bad-url'
  if (carrier) return 'reset'
  return faultOf(error) ?? (isTlsCode(code) ? 'tls' : 'connect')
}

/** Certificate faults carry OpenSSL's own names; sockets and DNS speak of `E…`, undici of `UND_ERR_…`. */
const isTlsCode = (code: string): boolean =>
  code === 'EPROTO' || (code !== '' && !/^(E[A-Z0-9]+|UND_ERR_\w+)$/.test(code))

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}

function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError) return error.errors.map(detailOf).join('; ')
  const code = codeOf(error)
  return code === '' || error.message.includes(code) ? error.message : `${error.message} (${code})`
}
