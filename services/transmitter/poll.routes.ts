import type { Response, Router } from 'express'
import { PollPath } from '../../schemas/paths/stream.paths.ts'
import { PollRequest } from '../../schemas/poll.ts'
import { POLL } from '../../schemas/stream.ts'
import { readBody, readPath } from '../kernel/http/read.ts'
import type { StreamRecord } from '../kernel/store/streams.ts'
import { ENDPOINTS } from './discovery.routes.ts'
import { answerPoll, type PollAnswer } from './poll.ts'
import { gone, streamOf, type StreamApiDeps } from './stream-access.ts'

/** A long poll looks again this often, for what other processes wrote. */
const LOOK_AGAIN_MS = 1_000

/** Poll delivery (RFC 8936), one URL per stream. */
export function addPollRoute(router: Router, deps: StreamApiDeps): void {
  router.post(`${ENDPOINTS.poll}/:stream`, async (request, response) => {
    const body = readBody(request, PollRequest)
    const stream = await streamOf(deps, request, readPath(request, PollPath).stream)
    const { json } = await waitFor(stream, body, { deps, response })
    // It is ASCII: written as it is, without a look at each character for its length in UTF-8.
    response.type('application/json').set('Content-Length', String(json.length))
    response.end(json, 'latin1')
  })
}

type Waiting = { deps: StreamApiDeps; response: Response }

/**
 * Answers at once where something is there or was asked for so, else when it comes, at the time limit, or when the hub
 * stops. Who wants no SETs waits too, for news that there are some (RFC 8936 §2.4.2).
 */
async function waitFor(
  stream: StreamRecord,
  asked: PollRequest,
  { deps, response }: Waiting,
): Promise<PollAnswer> {
  const { store, config, clock, waiters, stopping } = deps
  const left = new AbortController()
  response.once('close', () => {
    left.abort()
  })
  const ended = AbortSignal.any([stopping, left.signal])
  using waiter = waiters.join(stream.id)
  const until = clock.now().getTime() + config.pollTimeoutMs
  let wanted = asked
  for (
    let current: StreamRecord | undefined = stream;
    ;
    [current] = await store.streams.byIds([stream.id])
  ) {
    if (current?.method !== POLL) throw gone(stream.id)
    const answer = await answerPoll(current, wanted, deps)
    wanted = { ...asked, ack: [], setErrs: {} }
    const remainingMs = until - clock.now().getTime()
    if (!answer.isEmpty || asked.returnImmediately || remainingMs <= 0 || ended.aborted)
      return answer
    await waiter.wait(Math.min(LOOK_AGAIN_MS, remainingMs), ended)
  }
}
