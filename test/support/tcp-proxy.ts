import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Stands between the hub and its database. */
export type TcpProxy = AsyncDisposable & {
  port: number
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>
  mend(): Promise<void>
  /** Everything that the other side says comes so much later: a commit takes as long as on a disk that slow. */
  slowDown(ms: number): void
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let delayMs = 0
  const take = (near: Socket): void => {
    const far = connect(target)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (chunk) => far.write(chunk))
    let turn = Promise.resolve()
    far.on('data', (chunk) => {
      const [wait, before] = [delayMs > 0 ? sleep(delayMs) : undefined, turn]
      turn = Promise.all([before, wait]).then(() => {
        near.write(chunk)
      })
    })
  }
  let server = await open(take, 0)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve()
      })
      for (const socket of sockets) socket.destroy()
    })
  return {
    port,
    cut,
    mend: async () => {
      server = await open(take, port)
    },
    slowDown: (ms) => {
      delayMs = ms
    },
    [Symbol.asyncDispose]: cut,
  }
}

const open = (take: (socket: Socket) => void, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(take).once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolve(server)
    })
  })
