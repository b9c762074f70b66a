import type { Socket } from 'node:net'
import { Agent, Client, Pool } from 'undici'
import type { Dispatcher, buildConnector } from 'undici'
import { timedDial, type Dial, type Dialled } from './outbound-phases.ts'

/** The one connection of an undici client, how many requests it has carried, and how it came about. */
export type Line = { socket: Socket | undefined; carried: number; dialled: Dialled | undefined }

/** A handler that wants to know which connection carries its request. */
export type LineAware = Dispatcher.DispatchHandler & { onLine: (line: Line) => void }

export type PoolOptions = { connectionsPerOrigin: number; dial: Dial }

/** The longest an idle connection is kept where the server does not ask for less. Most load balancers close after 60 s. */
const KEEP_ALIVE_MS = 55_000
const MAX_HEADER_BYTES = 16_384

/** Kept-alive connections, a few for each origin. Each request's deadline is its caller's, so undici's own are off. */
export function createAgent({ connectionsPerOrigin, dial }: PoolOptions): Agent {
  const options: Client.Options = {
    allowH2: false, // an idle h2 session is not reaped, and one carries many requests
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: 600_000,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
  }
  return new Agent({
    allowH2: false,
    factory: (origin: string | URL) =>
      new Pool(origin, {
        ...options,
        connections: connectionsPerOrigin,
        factory: (clientOrigin) => createClient(clientOrigin, options, dial),
      }),
  })
}

/** An undici client that tells line-aware handlers its connection: undici keeps that to itself. */
function createClient(origin: URL, options: Client.Options, dial: Dial): Client {
  const line: Line = { socket: undefined, carried: 0, dialled: undefined }
  const connect: buildConnector.connector = (target, callback) => {
    line.dialled = timedDial(dial, target, (...[error, socket]: [null, Socket] | [Error, null]) => {
      if (error) {
        callback(error, null)
        return
      }
      line.socket = socket
      line.carried = 0
      callback(null, socket)
    })
  }
  const client = new Client(origin, { ...options, connect })
  const dispatch = client.dispatch.bind(client)
  client.dispatch = (request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) => {
    if (isLineAware(handler)) handler.onLine(line)
    return dispatch(request, handler)
  }
  return client
}

const isLineAware = (handler: Dispatcher.DispatchHandler): handler is LineAware =>
  'onLine' in handler
