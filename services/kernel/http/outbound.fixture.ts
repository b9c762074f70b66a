import { once } from 'node:events'
import https from 'node:https'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createOutbound } from './outbound.ts'
import type { Outbound, OutboundOptions, OutboundResult } from './outbound.ts'

export const LOOPBACK = ['127.0.0.0/8', '::1/128']
const open: (() => Promise<unknown>)[] = []

/** Closes what a test opened. */
export const closeAll = async (): Promise<void> => {
  for (const close of open.splice(0).reverse()) await close()
}

/** Starts a server on loopback and tells its port; `closeAll` cuts its connections. */
export async function listen(server: Server, sockets = new Set<Socket>()): Promise<number> {
  server.on(
    server instanceof https.Server ? 'secureConnection' : 'connection',
    (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return portOf(server)
}

/** `as`: a server that listens on TCP has an AddressInfo. */
export const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** A server of raw bytes: what it does with each request, counted from 1 over all connections. */
export async function raw(onRequest: (socket: Socket, n: number) => void): Promise<number> {
  let n = 0
  return await listen(
    createServer((socket) => {
      socket.on('data', () => {
        onRequest(socket, ++n)
      })
    }),
  )
}

/** Permitted to reach loopback, where nothing else is said. */
export function outbound(options: Partial<OutboundOptions> = {}): Outbound {
  const client = createOutbound({ allow: LOOPBACK, ...options })
  open.push(() => client.close())
  return client
}

/** A request as the tests mostly want it. */
export const post = (client: Outbound, url: string, extra: object = {}): Promise<OutboundResult> =>
  client.request({
    method: 'POST',
    url,
    body: 'set',
    timeoutMs: 5_000,
    maxResponseBytes: 1_000,
    ...extra,
  })

export const OK = 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n'
