// The receiver of every measurement: an ordinary HTTPS server that reads the body, keeps it, and answers 202.
import { readFileSync } from 'node:fs'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttps, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { nowMs } from '../clock.ts'
import { answer } from '../program.ts'

/** One SET as it arrived: `atMs` is of the machine's monotonic clock, which all processes share. */
export type Arrival = { host: string; path: string; body: string; atMs: number }

type Files = { key: string; cert: string }

let arrivals: Arrival[] = []
let counted: { wanted: number; resolve: (atMs: number) => void } = {
  wanted: Infinity,
  resolve: () => undefined,
}
/** Hosts that take requests and never answer. */
let hanging = new Set<string>()

/** What is answered in place of a bare 202. */
let reply: Uint8Array | null = null

function take(request: IncomingMessage, response: ServerResponse): void {
  const host = request.headers.host ?? ''
  if (hanging.has(host)) return
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
    arrivals.push({
      host,
      path: request.url ?? '',
      body: body?.toString('latin1') ?? '',
      atMs: nowMs(),
    })
    if (reply) response.writeHead(200, { 'Content-Length': reply.length }).end(reply)
    else response.writeHead(202, { 'Content-Length': 0 }).end()
    if (arrivals.length === counted.wanted) counted.resolve(nowMs())
  })
}

const listen = (server: Server | ReturnType<typeof createHttp>): Promise<number> =>
  new Promise((resolve) => {
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
      resolve((server.address() as AddressInfo).port) // listening on TCP
    })
  })

const KEEP = {
  keepAliveTimeout: 600_000,
  requestTimeout: 0,
  connectionsCheckingInterval: 3_600_000,
}

export const answers = {
  /** Listens, with TLS where there are files for it. */
  listen: (files: Files | null) =>
    listen(
      files
        ? createHttps(
            { ...KEEP, key: readFileSync(files.key), cert: readFileSync(files.cert) },
            take,
          )
        : createHttp(KEEP, take),
    ),
  /** Forgets what arrived; then `arrived` resolves once so many are there, with the time of the last. */
  expect: (wanted: number) => {
    arrivals = []
    const { promise, resolve } = Promise.withResolvers<number>()
    counted = { wanted, resolve }
    pending = promise
  },
  arrived: () => pending,
  count: () => arrivals.length,
  collect: () => arrivals,
  reply: (bytes: Uint8Array | null) => {
    reply = bytes
  },
  hang: (hosts: string[]) => {
    hanging = new Set(hosts)
  },
} as const

let pending: Promise<number> = Promise.resolve(0)

if (process.send) answer(answers)
