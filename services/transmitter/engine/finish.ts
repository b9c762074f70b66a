import type { Owed } from '../../kernel/store/deliveries.ts'
import { backoffMs } from './backoff.ts'
import { note } from './breaker.ts'
import { isBackingOff, MAX_OVERTAKING, putBack, settle, trim, widest, type Lane } from './lane.ts'
import type { PushOutcome } from './outcome.ts'
import { contradict, failAlone, isSuspect, suspect } from './suspects.ts'

export type Moment = { now: Date; random: number }
type Retry = Extract<PushOutcome, { kind: 'retry' }>

/**
 * `given-up`: the SET alone fails while others get through, so it is settled without having been taken. `health`: the
 * breaker opened or closed by it.
 */
export type Finished = {
  became: 'settled' | 'waits' | 'given-up'
  health: 'opened' | 'closed' | undefined
}

/** How long a breaker that opened stays open at the least: the step of the backoff that is 30 s. */
const OPEN_STEP = 3

/** What came of a SET that was under way: moves the cursor, or puts the SET back and starts the timer. */
export function finish(lane: Lane, owed: Owed, outcome: PushOutcome, moment: Moment): Finished {
  if (outcome.kind === 'retry') return retryLater(lane, owed, outcome, moment)
  settle(lane, owed)
  contradict(lane.suspects)
  // It left before its neighbour failed: only a probe after the wait shows that the endpoint is well again.
  if (isBackingOff(lane, moment.now)) return { became: 'settled', health: undefined }
  lane.window = Math.min(widest(lane.stream), lane.window * 2)
  if (lane.cursor.fails > 0)
    lane.cursor = { ...lane.cursor, nextAt: null, failSince: null, fails: 0, lastFailure: null }
  const health = note(lane.breaker, { isFailure: false, fails: 0, now: moment.now })
  return { became: 'settled', health }
}

function retryLater(lane: Lane, owed: Owed, outcome: Retry, moment: Moment): Finished {
  const isAlone = lane.cursor.fails === 0 && isSuspect(lane.suspects, owed.seq)
  if (!isAlone) {
    suspect(lane.suspects, owed.seq)
    return { became: 'waits', health: holdUp(lane, owed, outcome, moment) }
  }
  const isFarBehind = lane.ahead.size + lane.inFlight.size >= MAX_OVERTAKING
  const { retryAfterSeconds } = outcome
  if (failAlone(lane.suspects, owed.seq, isFarBehind, { ...moment, retryAfterSeconds })) {
    settle(lane, owed)
    return { became: 'given-up', health: undefined }
  }
  putBack(lane, owed)
  return { became: 'waits', health: undefined }
}

/** Puts a SET back, and the stream waits. */
export function holdUp(lane: Lane, owed: Owed, outcome: Retry, moment: Moment): Finished['health'] {
  putBack(lane, owed)
  const health = fail(lane, outcome, moment)
  trim(lane)
  return health
}

function fail(lane: Lane, outcome: Retry, { now, random }: Moment): Finished['health'] {
  lane.window = 1
  const { cursor } = lane
  if (lane.isStale) return undefined // what failed is no longer what the stream is
  if (cursor.nextAt && isBackingOff(lane, now)) {
    // Neighbours in the window that fail together are one failure; the longest wait that they ask for counts.
    const asked = new Date(now.getTime() + 1_000 * (outcome.retryAfterSeconds ?? 0))
    lane.cursor = { ...cursor, nextAt: asked > cursor.nextAt ? asked : cursor.nextAt }
    return undefined
  }
  const fails = cursor.fails + 1
  const health = note(lane.breaker, { isFailure: true, fails, now })
  const step = lane.breaker.isOpen ? Math.max(fails, OPEN_STEP) : fails
  lane.cursor = {
    ...cursor,
    fails,
    failSince: cursor.failSince ?? now,
    nextAt: new Date(now.getTime() + backoffMs(step, random, outcome.retryAfterSeconds)),
    lastFailure: `${outcome.err}: ${outcome.description}`.slice(0, 500),
  }
  return health
}
