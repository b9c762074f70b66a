import type { Response, Router } from 'express'
import { LiveQuery } from '../../../schemas/live.ts'
import { endpoint } from '../../../schemas/paths/index.ts'
import { HubError } from '../../kernel/errors.ts'
import type { Callers } from '../../kernel/http/bearer.ts'
import { readQuery } from '../../kernel/http/read.ts'
import type { Operator } from '../access/operator.ts'
import type { Feed, Message } from './feed.loop.ts'

type LiveDeps = {
  feed: Feed
  operators: Callers<Operator>
  /** The name of the pages' entry, by which they know whether they are the newest. */
  build: () => Promise<string>
}

/** What one process holds open at most, and one operator. */
const MOST = 1_000
const MOST_OF_ONE = 20
/** Who reads this much more slowly than it comes is sent away, and comes again. */
const MOST_UNREAD_BYTES = 1_000_000

/** `GET /admin/live`: server-sent events (HTML standard, section 9.2). */
export function addLiveRoutes(router: Router, { feed, operators, build }: LiveDeps): void {
  const counts = new Map<string, number>()
  const count = (person: string, by: number) => {
    const n = (counts.get(person) ?? 0) + by
    if (n > 0) counts.set(person, n)
    else counts.delete(person)
    return n
  }
  router.get(endpoint('watchLive').route, async (request, response) => {
    const { after = request.get('Last-Event-ID') } = readQuery(request, LiveQuery)
    const operator = operators.of(request)
    const { person } = operator
    const page = await build()
    if (feed.size() >= MOST || (counts.get(person) ?? 0) >= MOST_OF_ONE)
      throw new HubError('too_many_requests', 'Too many live streams are open: close some', {
        retryAfterSeconds: 30,
      })
    count(person, 1)
    begin(response)
    write(response, { event: 'hello', data: { build: page } })
    const leave = feed.join(
      {
        by: operator,
        send: (message) => {
          write(response, message)
        },
        end: () => response.end(),
      },
      after,
    )
    response.on('close', () => {
      leave()
      count(person, -1)
    })
  })
}

function begin(response: Response): void {
  response.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no', // nginx would gather what is to arrive at once
  })
  response.flushHeaders()
}

function write(
  response: Response,
  message: Partial<Message> | { event: 'hello'; data: object },
): void {
  const { id, event, data } = { id: '', ...message }
  if (response.writableLength > MOST_UNREAD_BYTES) {
    response.destroy()
    return
  }
  const name = id === '' ? '' : `id: ${id}\n`
  response.write(`${name}event: ${String(event)}\ndata: ${JSON.stringify(data)}\n\n`)
}
