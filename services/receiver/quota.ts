import { LRUCache } from 'lru-cache'
import type { Clock } from '../kernel/clock.ts'
import type { Source } from './source.ts'

/** What a source that was quiet may send at once: so many seconds' worth. */
const BURST_SECONDS = 10
const MAX_SOURCES = 10_000

type Limited = Pick<Source, 'id' | 'ratePerSecond'>

/** Takes one request from a source's share; where it has none left, answers in how many seconds it has. */
export type Quotas = (source: Limited) => number | undefined

/** A token bucket a source, in this process. `hubRate`: of sources that have no rate of their own; undefined = no limit. */
export function createQuotas(clock: Pick<Clock, 'now'>, hubRate: number | undefined): Quotas {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: MAX_SOURCES })
  return ({ id, ratePerSecond }) => {
    const rate = ratePerSecond ?? hubRate
    if (rate === undefined) return undefined
    const now = clock.now().getTime()
    const most = rate * BURST_SECONDS
    const bucket = buckets.get(id) ?? { tokens: most, at: now }
    const passed = Math.max(0, now - bucket.at) / 1_000 // a clock that was set back gives nothing
    const tokens = Math.min(most, bucket.tokens + passed * rate)
    const isFree = tokens >= 1
    buckets.set(id, { tokens: isFree ? tokens - 1 : tokens, at: now })
    return isFree ? undefined : (1 - tokens) / rate
  }
}
