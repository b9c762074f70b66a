import { LRUCache } from 'lru-cache'
import type { MapPayload, MapResult } from '../adapters/adapter.ts'
import type { Job } from './mapping.worker.ts'
import { createThread } from './thread.ts'

/** After its thread had to be ended, an expression is not tried again for this long. */
const PAUSE_MS = 5_000
const MAX_WAITING = 500

export type Mapper = { map: MapPayload; close(): Promise<void> }

/** Evaluates mappings one after the other. An expression or a payload that hangs, or eats memory, costs one thread. */
export function createMapper(): Mapper {
  const thread = createThread()
  const paused = new LRUCache<string, true>({ max: 100, ttl: PAUSE_MS })
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  let lastId = 0

  async function evaluate(job: Job): Promise<MapResult> {
    if (paused.has(job.expression))
      return { ok: false, reason: 'it had to be stopped a moment ago' }
    const outcome = await thread.run(job)
    if ('ended' in outcome) {
      paused.set(job.expression, true)
      return { ok: false, reason: outcome.ended }
    }
    if (!outcome.ok) return { ok: false, reason: outcome.reason }
    return { ok: true, value: outcome.json === undefined ? undefined : JSON.parse(outcome.json) }
  }

  return {
    map: ({ jsonata: expression }, { payload, variables }) => {
      if (waiting >= MAX_WAITING)
        return Promise.resolve({ ok: false, reason: 'too many payloads wait to be mapped' })
      const job: Job = {
        id: ++lastId,
        expression,
        payload: JSON.stringify(payload),
        variables: JSON.stringify(variables),
      }
      waiting += 1
      const result = last.then(() => evaluate(job)).finally(() => (waiting -= 1))
      last = result
      return result
    },
    close: () => thread.close(),
  }
}
