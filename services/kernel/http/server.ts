import { createServer, type Server } from 'node:http'
import { Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { atMost, type Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import { createTls, renewTls } from './tls.ts'

export type Listening = { port: number; close(): Promise<void> }

/** Answers in hand at shutdown get this long. */
const CLOSE_GRACE_MS = 1_500

// What a stranger may keep open is bounded in time and size; a request must be whole within 30 s.
const LIMITS = {
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
} as const

type ListenOptions = Pick<Config, 'host' | 'port' | 'tls' | 'callers'> & Pick<Deps, 'clock' | 'log'>

/** @throws Error that says which port is taken, or which TLS file is wrong, and what to do */
export async function listen(
  app: Express,
  { host, port, tls, callers, clock, log }: ListenOptions,
): Promise<Listening> {
  const closing = new AbortController()
  const server = tls ? await createTls(app, LIMITS, { tls, callers }) : createServer(LIMITS, app)
  await start(server, host, port)
  if (tls && server instanceof TlsServer)
    void renewTls(server, { tls, callers }, { clock, log, closed: closing.signal })
  return {
    port: (server.address() as AddressInfo).port, // listening on TCP
    close: async () => {
      closing.abort()
      await stop(server, clock)
    },
  }
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
