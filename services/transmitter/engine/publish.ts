import { takeCensus } from './census.ts'
import type { EngineDeps } from './engine-deps.ts'
import type { Lanes } from './lanes.ts'
import type { Outbox } from './outbox.ts'
import type { Pusher } from './push.ts'

/** The engine's gauges, read when somebody asks for the metrics. */
export function publish(
  { metrics: { observe }, clock, signer }: EngineDeps,
  { lanes, pusher, outbox }: { lanes: Lanes; pusher: Pusher; outbox: Outbox },
): void {
  const census = () => takeCensus(lanes.open(), clock.now())
  const seconds = (name: string, help: string, read: () => number) =>
    observe(`${name}_seconds`, help, [], () => [{ value: read() }])
  const count = (name: string, help: string, read: () => number) =>
    observe(name, help, [], () => [{ value: read() }])

  count('stream_backlog', 'Deliveries owed and not settled', () => census().backlog)
  seconds('oldest_undelivered', 'Age of the oldest of them', () => census().oldestSeconds)
  seconds(
    'throttled_undelivered',
    'The same, of streams that only their rate holds back',
    () => census().throttledSeconds,
  )
  observe(
    'worst_backlog',
    'Deliveries owed to the streams that are owed most',
    ['stream'],
    () => census().worstBacklogs,
  )
  observe(
    'worst_undelivered_seconds',
    'Age of the oldest, of those that wait longest',
    ['stream'],
    () => census().worstAges,
  )
  observe(
    'streams',
    'Open streams by the state of their breaker',
    ['state'],
    () => census().byBreaker,
  )
  count('sign_queue', 'SETs being signed', signer.underWay)
  count('pushes_under_way', 'Requests to receivers', pusher.underWay)
  count('outcomes_unwritten', 'Outcomes on their way to the database', outbox.size)
}
