import { createServer, type IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export type Webhook = { headers: Record<string, string>; body: Buffer }

/** Whoever takes webhooks; `answers` are what it says to the next ones, then 204. */
export type WebhookReceiver = {
  url: string
  taken: Webhook[]
  answer(...statuses: number[]): void
  /** From now on it answers nobody, until the function that this gives is called. */
  hold(): () => void
  [Symbol.asyncDispose](): Promise<void>
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const taken: Webhook[] = []
  const answers: number[] = []
  let held: Promise<undefined> | undefined
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      taken.push({ headers: plain(request.headers), body: Buffer.concat(parts) })
      const answer = () => response.writeHead(answers.shift() ?? 204).end()
      if (held) void held.then(answer)
      else answer()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${String(port)}/hook`,
    taken,
    answer: (...statuses) => void answers.push(...statuses),
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<undefined>()
      held = promise
      return () => {
        held = undefined
        resolve(undefined)
      }
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const plain = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
