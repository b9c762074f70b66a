import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { atMost, type Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { errorText } from '../errors.ts'

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

type ListenOptions = Pick<Config, 'host' | 'port' | 'tls'> & { clock: Clock }

/** @throws Error that says which port is taken, or which TLS file is wrong, and what to do */
export async function listen(
  app: Express,
  { host, port, tls, clock }: ListenOptions,
): Promise<Listening> {
  const server = tls ? createTls(app, await readTls(tls)) : createServer(LIMITS, app)
  await start(server, host, port)
  return { port: (server.address() as AddressInfo).port, close: () => stop(server, clock) } // listening on TCP
}

/** CAEP interoperability profile §2.1: TLS 1.2 or later. */
function createTls(app: Express, tls: { cert: Buffer; key: Buffer }): Server {
  try {
    return createHttpsServer({ ...LIMITS, ...tls, minVersion: 'TLSv1.2' }, app)
  } catch (cause) {
    throw new Error(`TLS_CERT_FILE and TLS_KEY_FILE do not fit: ${errorText(cause)}`, { cause })
  }
}

async function readTls({ certFile, keyFile }: NonNullable<Config['tls']>) {
  const read = (name: string, path: string) =>
    readFile(path).catch((cause: unknown) => {
      throw new Error(`${name} cannot be read: ${errorText(cause)}`, { cause })
    })
  return { cert: await read('TLS_CERT_FILE', certFile), key: await read('TLS_KEY_FILE', keyFile) }
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
