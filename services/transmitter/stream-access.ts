import type { Request } from 'express'
import { isObject } from '../../schemas/json.ts'
import type { z } from 'zod'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody } from '../kernel/http/read.ts'
import type { StreamRecord } from '../kernel/store/streams.ts'
import type { Subscriber } from '../kernel/store/subscribers.ts'
import type { Engine } from './engine/engine.loop.ts'
import type { Issuers } from '../kernel/http/issuers.ts'
import type { Waiters } from './waiters.ts'

/** What the routes of the Event Stream Management API take. */
export type StreamApiDeps = Pick<Deps, 'store' | 'config' | 'clock' | 'signer'> & {
  subscribers: Callers<Subscriber>
  issuers: Issuers
  engine: Pick<Engine, 'wake' | 'changed'>
  waiters: Waiters
  /** Aborts when the hub stops: whoever waits is answered. */
  stopping: AbortSignal
}

/** How exactly it is known when a stream was used. */
const TOUCH_MS = 60_000

/** A stream of the caller, noted as used. @throws HubError `stream_not_found`, also for a stream of another subscriber */
export async function streamOf(
  { store, subscribers, clock }: StreamApiDeps,
  request: Request,
  id: string,
): Promise<StreamRecord> {
  const stream = await store.streams.find(subscribers.of(request).id, id)
  if (!stream) throw gone(id)
  const now = clock.now()
  if (now.getTime() - stream.activeAt.getTime() > TOUCH_MS)
    await store.streamActivity.touch(id, now)
  return stream
}

export const gone = (id: string): HubError =>
  new HubError('stream_not_found', `No stream ${id} for this subscriber`)

/**
 * A body that names its stream. Some receivers put `stream_id` into the query: that is understood, a contradiction refused.
 * @throws HubError `invalid_request`
 */
export function readStreamBody<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  const inQuery = request.query['stream_id']
  const body: unknown = request.body
  if (typeof inQuery === 'string' && isObject(body)) {
    if (body['stream_id'] !== undefined && body['stream_id'] !== inQuery)
      throw new HubError('invalid_request', 'stream_id differs between query and body')
    body['stream_id'] = inQuery
  }
  return readBody(request, schema)
}
