import { connect, type Socket } from 'node:net'

// A client that costs next to nothing, so that it is the server that limits what is measured.

export type Reply = { status: number; body: Buffer }
export type Wire = {
  /** Sends these bytes and resolves with the whole answer; one at a time. */
  exchange(request: Buffer): Promise<Reply>
  close(): void
}

const HEAD_END = Buffer.from('\r\n\r\n')

/** One kept-alive HTTP/1.1 connection. Answers must say how long they are. */
export async function openWire(port: number): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject)
  })
  let waiting: PromiseWithResolvers<Reply> | undefined
  let chunks: Buffer[] = []
  let missing = -1
  socket.on('data', (chunk) => {
    chunks.push(chunk)
    if (missing > 0) missing -= chunk.length
    else missing = missingOf(chunks)
    if (missing !== 0) return
    const reply = toReply(Buffer.concat(chunks))
    chunks = []
    missing = -1
    waiting?.resolve(reply)
  })
  failWith(socket, (error) => waiting?.reject(error))
  return {
    exchange: (request) => {
      waiting = Promise.withResolvers()
      socket.write(request)
      return waiting.promise
    },
    close: () => {
      socket.destroy()
    },
  }
}

function failWith(socket: Socket, fail: (error: Error) => void): void {
  socket.on('error', fail)
  socket.on('close', () => {
    fail(new Error('the server closed the connection'))
  })
}

/** Bytes still to come; -1 while the head is not whole. */
function missingOf(chunks: Buffer[]): number {
  const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
  const end = bytes.indexOf(HEAD_END)
  if (end < 0) return -1
  const [, length = '0'] = /content-length: (\d+)/i.exec(bytes.toString('latin1', 0, end)) ?? []
  return end + HEAD_END.length + Number(length) - bytes.length
}

function toReply(bytes: Buffer): Reply {
  const end = bytes.indexOf(HEAD_END)
  return {
    status: Number(bytes.toString('latin1', 9, 12)),
    body: bytes.subarray(end + HEAD_END.length),
  }
}

/** The bytes of a POST. */
export function postBytes(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer {
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  const head = [`POST ${path} HTTP/1.1`, ...lines, `content-length: ${Buffer.byteLength(body)}`]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}
