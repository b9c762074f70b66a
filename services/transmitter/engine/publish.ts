import type { Observed } from '../../kernel/metrics.ts'
import { takeCensus, type Census } from './census.ts'
import type { EngineDeps } from './engine-deps.ts'
import type { Lanes } from './lanes.ts'
import type { Outbox } from './outbox.ts'
import type { Pusher } from './push.ts'

type Published = { lanes: Lanes; pusher: Pusher; outbox: Outbox }

/** One census serves all gauges of a scrape. */
const CENSUS_LASTS_MS = 500

/** The engine's gauges, read when somebody asks for the metrics. */
export function publish(deps: EngineDeps, published: Published): void {
  publishCensus(deps, published.lanes)
  publishQueues(deps, published)
}

function publishCensus({ metrics: { observe }, clock }: EngineDeps, lanes: Lanes): void {
  let taken: { census: Census; atMs: number } | undefined
  const census = (): Census => {
    const now = clock.now()
    if (!taken || Math.abs(now.getTime() - taken.atMs) > CENSUS_LASTS_MS)
      taken = { census: takeCensus(lanes.open(), now), atMs: now.getTime() }
    return taken.census
  }
  const gauge = (name: string, help: string, read: (now: Census) => number) => {
    observe(name, help, [], () => [{ value: read(census()) }])
  }
  const byStream = (name: string, help: string, read: (now: Census) => Observed[]) => {
    observe(name, help, ['stream'], () => read(census()))
  }
  const throttled = 'The same, of streams that only their rate holds back'
  gauge('stream_backlog', 'Deliveries owed and not settled', (now) => now.backlog)
  gauge('oldest_undelivered_seconds', 'Age of the oldest of them', (now) => now.oldestSeconds)
  gauge('throttled_undelivered_seconds', throttled, (now) => now.throttledSeconds)
  const most = 'Deliveries owed to the streams that are owed most'
  byStream('worst_backlog', most, (now) => now.worstBacklogs)
  const longest = 'Age of the oldest, of those that wait longest'
  byStream('worst_undelivered_seconds', longest, (now) => now.worstAges)
  byStream('worst_throttled_seconds', throttled, (now) => now.worstThrottled)
  const states = 'Open streams by the state of their breaker'
  observe('streams', states, ['state'], () => census().byBreaker)
}

function publishQueues(
  { metrics: { observe }, signer }: EngineDeps,
  { pusher, outbox }: Published,
): void {
  const count = (name: string, help: string, read: () => number) => {
    observe(name, help, [], () => [{ value: read() }])
  }
  count('sign_queue', 'SETs being signed', signer.underWay)
  count('pushes_under_way', 'Requests to receivers', pusher.underWay)
  count('outcomes_unwritten', 'Outcomes on their way to the database', outbox.size)
}
