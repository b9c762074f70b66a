import type { Observed } from '../../kernel/metrics.ts'
import type { Lane } from './lane.ts'

/** So many streams are named in the metrics: those with the most waiting, and those that have waited longest. */
const WORST = 20

/** How the lanes are doing, in numbers. */
export type Census = {
  backlog: number
  oldestSeconds: number
  /** The same of streams that only their own rate holds back. */
  throttledSeconds: number
  byBreaker: Observed[]
  worstBacklogs: Observed[]
  worstAges: Observed[]
  worstThrottled: Observed[]
}

type Counted = { streamId: string; backlog: number; ageSeconds: number; isThrottled: boolean }

/** Pure. */
export function takeCensus(lanes: Iterable<Lane>, now: Date): Census {
  const counted: Counted[] = []
  const states = { closed: 0, open: 0, 'half-open': 0 }
  for (const lane of lanes) {
    states[breakerState(lane, now)] += 1
    const backlog = Math.max(lane.backlog, lane.waiting.length + lane.inFlight.size)
    if (backlog === 0) continue
    const isThrottled =
      lane.pace !== undefined && lane.waiting.length > 0 && lane.cursor.fails === 0
    counted.push({ streamId: lane.stream.id, backlog, ageSeconds: ageOf(lane, now), isThrottled })
  }
  const throttled = counted.filter(({ isThrottled }) => isThrottled)
  return {
    backlog: counted.reduce((sum, one) => sum + one.backlog, 0),
    oldestSeconds: oldest(counted),
    throttledSeconds: oldest(throttled),
    byBreaker: Object.entries(states).map(([state, value]) => ({ labels: { state }, value })),
    worstBacklogs: worst(counted, ({ backlog }) => backlog),
    worstAges: worst(counted, ({ ageSeconds }) => ageSeconds),
    worstThrottled: worst(throttled, ({ ageSeconds }) => ageSeconds),
  }
}

const oldest = (counted: readonly Counted[]): number =>
  counted.reduce((most, { ageSeconds }) => Math.max(most, ageSeconds), 0)

const worst = (counted: readonly Counted[], by: (one: Counted) => number): Observed[] =>
  counted
    .toSorted((a, b) => by(b) - by(a))
    .slice(0, WORST)
    .map((one) => ({ labels: { stream: one.streamId }, value: by(one) }))

function breakerState({ breaker, cursor }: Lane, now: Date): 'closed' | 'open' | 'half-open' {
  if (!breaker.isOpen) return 'closed'
  return cursor.nextAt !== null && cursor.nextAt > now ? 'open' : 'half-open'
}

/** Since when the first of what is owed has been owed; what was not read yet is younger than the cursor. */
function ageOf({ waiting: [first], inFlight, cursor }: Lane, now: Date): number {
  const since = [first, ...inFlight.values()].map((owed) => owed?.at.getTime() ?? Infinity)
  const at = Math.min(...since)
  return Math.max(0, (now.getTime() - (at === Infinity ? cursor.ackedAt.getTime() : at)) / 1000)
}
