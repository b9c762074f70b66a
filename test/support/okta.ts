import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An Okta org with nothing but a System Log, as its API describes it; its own code, not the hub's. */
export type OktaOrg = AsyncDisposable & {
  url: string
  token: string
  /** Something happened: it stands in the log from now on. */
  log(eventType: string, userId: string): string
  /** The paths that were asked for. */
  asked: string[]
  /** What is answered next in place of the log, one each. */
  faults: Fault[]
}

type Fault = { status: number; headers?: Record<string, string>; body?: unknown }
type LogEvent = { uuid: string; published: string }

export async function startOkta(): Promise<OktaOrg> {
  const token = '00-an-api-token-of-okta'
  const events: LogEvent[] = []
  const asked: string[] = []
  const faults: Fault[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const fault = request.headers.authorization === `SSWS ${token}` ? faults.shift() : REFUSED
    if (fault) answer(response, fault)
    else page(request, response, { url, events })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` // it listens on TCP
  return {
    url,
    token,
    asked,
    faults,
    log(eventType, userId) {
      const uuid = `log-${String(events.length + 1)}`
      const published = new Date().toISOString()
      const target = [{ id: userId, type: 'User' }]
      const actor = { id: '00uadmin', type: 'User' }
      const outcome = { result: 'SUCCESS' }
      events.push(Object.assign({ uuid, published }, { eventType, target, actor, outcome }))
      return uuid
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const REFUSED: Fault = {
  status: 401,
  body: { errorCode: 'E0000011', errorSummary: 'Invalid token provided' },
}

function answer(response: ServerResponse, { status, headers = {}, body = {} }: Fault): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** `after` is how many were read; there is always a next page, also where it is empty for now. */
function page(
  request: IncomingMessage,
  response: ServerResponse,
  { url, events }: { url: string; events: readonly LogEvent[] },
): void {
  const asked = new URL(request.url ?? '', url)
  const limit = Number(asked.searchParams.get('limit'))
  const since = asked.searchParams.get('since') ?? ''
  const first = events.findIndex(({ published }) => published >= since)
  const from = Number(asked.searchParams.get('after') ?? (first < 0 ? events.length : first))
  const found = events.slice(from, from + limit)
  const next = new URL(asked)
  next.searchParams.set('after', String(from + found.length))
  response.setHeader('link', [`<${asked.href}>; rel="self"`, `<${next.href}>; rel="next"`])
  answer(response, { status: 200, body: found })
}
