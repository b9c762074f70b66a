import { decodeJwt } from 'jose'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Certificate, SetBody } from './receiver.ts'

/** What it writes when a whole request is there; the socket is its own from then on. */
export type Habit = (socket: Socket) => void

/** A receiver of raw bytes: it reads requests as they should be and answers as it likes. */
export type Animal = AsyncDisposable & {
  url: string
  /** The SETs of whole requests, in order, whatever was answered. */
  pushes: readonly SetBody[]
  /** Connections open now. */
  open(): number
  /** From now on it answers like this. */
  become(habit: Habit): void
}

const HEAD_END = '\r\n\r\n'

export const answer =
  (text: string): Habit =>
  (socket) => {
    socket.write(text.replaceAll('\n', '\r\n'))
  }
export const ACCEPTS = answer('HTTP/1.1 202 Accepted\ncontent-length: 0\n\n')

export async function startAnimal(
  first: Habit,
  tls?: Certificate,
  host = '127.0.0.1',
): Promise<Animal> {
  const pushes: SetBody[] = []
  const sockets = new Set<Socket>()
  let habit = first
  const take = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    let held = ''
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      held += chunk
      for (let body = bodyOf(held); body; body = bodyOf(held)) {
        held = body.rest
        pushes.push(decodeJwt<SetBody>(body.text))
        habit(socket)
      }
    })
  }
  const server = tls
    ? createTlsServer(tls, take).on('tlsClientError', () => undefined)
    : createServer(take)
  const port = await listening(server)
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${String(port)}/push`,
    pushes,
    open: () => sockets.size,
    become: (next) => {
      habit = next
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Of the first request that is there whole. */
function bodyOf(held: string): { text: string; rest: string } | undefined {
  const start = held.indexOf(HEAD_END) + HEAD_END.length
  if (start < HEAD_END.length) return undefined
  const length = Number(/^content-length: *(\d+)/im.exec(held.slice(0, start))?.[1] ?? 0)
  if (held.length < start + length) return undefined
  return { text: held.slice(start, start + length), rest: held.slice(start + length) }
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
