import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Dispatcher } from 'undici'
import type { Limit } from './outbound-limit.ts'
import type { Phases } from '../../../schemas/delivery.ts'
import { phasesOf, type Marks } from './outbound-phases.ts'
import type { Line, LineAware } from './outbound-pool.ts'

export type OutboundMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type ExchangeRequest = {
  method: OutboundMethod
  origin: string
  path: string
  headers: Record<string, string>
  body: string | undefined
  maxResponseBytes: number
  /** Ends the exchange wherever it is, the body included. */
  limit: Limit
}

export type Carrier = {
  remoteAddress: string | undefined
  /** It had carried a request before this one. */
  isReused: boolean
  /** Not one byte of an answer came. Inside TLS: not one whole header, for the record that says good-bye counts as bytes. */
  wasSilent: boolean
}

/** What became of one request. `carrier` is undefined where no connection ever carried it. */
export type Exchanged =
  | {
      kind: 'answered'
      carrier: Carrier
      phases: Phases
      head: Head
      body: string
      truncated: boolean
    }
  | { kind: 'failed'; carrier: Carrier | undefined; phases: Phases; error: unknown }

export type Head = { status: number; headers: Record<string, string> }

type Progress = Marks & {
  startedAt: number
  line: Line | undefined
  carried: { socket: Socket; isReused: boolean; bytesBefore: number } | undefined
  controller: Dispatcher.DispatchController | undefined
  head: Head | undefined
  chunks: Buffer[]
  size: number
}

/** Sends one request and collects its answer. Never rejects, never follows a redirect. */
export function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Exchanged> {
  const { promise, resolve } = Promise.withResolvers<Exchanged>()
  const { method, origin, path, headers, limit, body = null } = request
  const progress: Progress = {
    line: undefined,
    carried: undefined,
    controller: undefined,
    head: undefined,
    chunks: [],
    size: 0,
    startedAt: performance.now(),
    sentAt: 0,
    headAt: 0,
  }
  limit.onEnd = () => {
    resolve(failed(progress, GIVEN_UP))
    progress.controller?.abort(GIVEN_UP)
  }
  if (limit.why === undefined)
    dispatcher.dispatch(
      { origin, path, method, headers, body },
      collector(progress, request, resolve),
    )
  else limit.onEnd()
  return promise
}

const GIVEN_UP = new Error('given up')

function collector(
  progress: Progress,
  { limit, maxResponseBytes }: ExchangeRequest,
  settle: (outcome: Exchanged) => void,
): LineAware {
  return {
    onLine: (line) => (progress.line = line),
    onRequestStart(controller) {
      // Given up while it waited for a connection. To throw spares the connection; to abort would close it.
      if (limit.why !== undefined) throw GIVEN_UP
      progress.controller = controller
      progress.carried = takeLine(progress.line)
      progress.sentAt = performance.now()
    },
    onResponseStart(_controller, status, headers) {
      if (status < 200) return
      progress.head = { status, headers: flatten(headers) }
      progress.headAt = performance.now()
    },
    onResponseData(controller, chunk) {
      const room = maxResponseBytes - progress.size
      progress.chunks.push(chunk.subarray(0, room))
      progress.size += Math.min(chunk.length, room)
      if (chunk.length <= room) return
      settle(answered(progress, true))
      controller.abort(new Error('the answer is longer than wanted'))
    },
    onResponseEnd() {
      // undici frees the connection in an immediate of its own, queued after this call. To settle before that would make
      // a caller's next request open a second connection.
      queueMicrotask(() => setImmediate(settle, answered(progress, false)))
    },
    onResponseError(_controller, error) {
      settle(failed(progress, error))
    },
  }
}

function takeLine(line: Line | undefined): Progress['carried'] {
  if (!line?.socket) return undefined
  line.carried += 1
  const { socket } = line
  return { socket, isReused: line.carried > 1, bytesBefore: socket.bytesRead }
}

function carrierOf({ carried, head }: Progress): Carrier | undefined {
  if (!carried) return undefined
  const { socket, isReused, bytesBefore } = carried
  const hasBytes = !(socket instanceof TLSSocket) && socket.bytesRead > bytesBefore
  const remoteAddress = socket.remoteAddress
  return { remoteAddress, isReused, wasSilent: head === undefined && !hasBytes }
}

function answered(progress: Progress, truncated: boolean): Exchanged {
  const carrier = carrierOf(progress)
  const { head, chunks } = progress
  if (!head || !carrier) return failed(progress, new Error('an answer without a head'))
  const body = Buffer.concat(chunks).toString()
  return { kind: 'answered', carrier, phases: phasesSoFar(progress), head, body, truncated }
}

const failed = (progress: Progress, error: unknown): Exchanged => ({
  kind: 'failed',
  carrier: carrierOf(progress),
  phases: phasesSoFar(progress),
  error,
})

/** A connection that was there before is none of this request's doing. */
function phasesSoFar(progress: Progress): Phases {
  const { line, carried, startedAt } = progress
  const dialled = carried?.isReused === true ? undefined : line?.dialled
  const isOwn = carried !== undefined || (dialled !== undefined && dialled.startedAt >= startedAt)
  return phasesOf(isOwn ? dialled : undefined, progress, performance.now())
}

function flatten(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const flat: Record<string, string> = Object.create(null) as Record<string, string> // a name may be __proto__
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value
  return flat
}
