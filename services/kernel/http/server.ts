import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { atMost, type Clock } from '../clock.ts'

export type Listening = { port: number; close(): Promise<void> }

/** Answers in hand at shutdown get this long. */
const CLOSE_GRACE_MS = 1_500

/** @throws Error that says which port is taken and what to do */
export async function listen(
  app: Express,
  { host, port, clock }: { host: string; port: number; clock: Clock },
): Promise<Listening> {
  // What a stranger may keep open is bounded in time and size; a request must be whole within 30 s.
  const server = createServer(
    {
      requestTimeout: 30_000,
      headersTimeout: 10_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
    app,
  )
  server.maxRequestsPerSocket = 0
  await start(server, host, port)
  return { port: (server.address() as AddressInfo).port, close: () => stop(server, clock) } // listening on TCP
}

function start(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${String(port)} on ${host} is taken: stop the program that has it, or set PORT`,
            )
          : error,
      )
    })
    server.listen(port, host, resolve)
  })
}

async function stop(server: Server, clock: Clock): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve()
    }),
  )
  server.closeIdleConnections()
  await atMost(clock, CLOSE_GRACE_MS, closed)
  server.closeAllConnections()
  await closed
}
