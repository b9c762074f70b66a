import type { Owed } from '../../kernel/store/deliveries.ts'
import { depart, isBackingOff, MAX_OVERTAKING, type Lane } from './lane.ts'
import { msUntilToken, takeToken } from './pace.ts'
import { isSuspect, isWaitingAlone } from './suspects.ts'

/**
 * Takes the next SET that may leave: first what overtakes, then in log order; but a principal with a SET under way waits
 * (SSF 1.0 §8.1.2.1 wants a subject's events in order) and holds up nobody else. Undefined where the window is full, the
 * stream backs off or its rate is used up.
 */
export function takeNext(lane: Lane, now: Date): Owed | undefined {
  if (!mayLeave(lane, now)) return undefined
  const index = choose(lane, now)
  if (index < 0 || (lane.pace && !takeToken(lane.pace, now))) return undefined
  return depart(lane, index)
}

const mayLeave = (lane: Lane, now: Date): boolean =>
  !lane.isStale && lane.waiting.length > 0 && isWindowOpen(lane) && !isBackingOff(lane, now)

const isWindowOpen = ({ inFlight, unwritten, window }: Lane): boolean =>
  inFlight.size + unwritten < window

/** Milliseconds until something of this lane may leave that may not now; Infinity where no time brings it. */
export function msUntilNext(lane: Lane, now: Date): number {
  if (lane.isStale || lane.waiting.length === 0 || !isWindowOpen(lane)) return Infinity
  const { nextAt } = lane.cursor
  if (nextAt !== null && nextAt > now) return nextAt.getTime() - now.getTime()
  const token = lane.pace ? msUntilToken(lane.pace, now) : 0
  return token > 0 ? token : msUntilAlone(lane, now)
}

const msUntilAlone = ({ suspects }: Lane, now: Date): number =>
  Math.min(
    ...[...suspects.values()].flatMap(({ nextAt }) =>
      nextAt !== null && nextAt > now ? [nextAt.getTime() - now.getTime()] : [],
    ),
  )

/** One suspect at a time, so that they do not fill the window; after a failure only where nothing else can be the probe. */
function choose(lane: Lane, now: Date): number {
  const isFarAhead = lane.ahead.size + lane.inFlight.size >= MAX_OVERTAKING
  if (isFarAhead || lane.stream.pushOrder === 'stream') return isFirstFree(lane, now) ? 0 : -1
  if (lane.suspects.size === 0) return firstFree(lane, now, anything)
  const isTrusted = ({ seq }: Owed): boolean => !isSuspect(lane.suspects, seq)
  if ([...lane.inFlight.values()].some((owed) => !isTrusted(owed)))
    return firstFree(lane, now, isTrusted)
  if (lane.cursor.fails === 0) return firstFree(lane, now, anything)
  const trusted = firstFree(lane, now, isTrusted)
  const isAllRead = !lane.mayHaveMore || lane.waiting.length >= MAX_OVERTAKING
  return trusted >= 0 || !isAllRead ? trusted : leastSuspect(lane, now)
}

/**
 * Where every one that may leave has failed often, as after an outage, they take turns: were it always the first, one that
 * can never be taken would keep the others from showing that the endpoint is well.
 */
function leastSuspect(lane: Lane, now: Date): number {
  const failsOf = ({ seq }: Owed): number => lane.suspects.get(seq)?.fails ?? 0
  const levels = new Set([...lane.suspects.values()].map(({ fails }) => fails))
  for (const most of [...levels].sort((a, b) => a - b)) {
    const index = firstFree(lane, now, (owed) => failsOf(owed) <= most)
    if (index >= 0) return index
  }
  return -1
}

const anything = (): boolean => true

/** Whether the first of the log that is open may leave. */
const isFirstFree = ({ waiting: [first], inFlight, suspects }: Lane, now: Date): boolean =>
  first !== undefined &&
  [...inFlight.keys()].every((seq) => seq > first.seq) &&
  ![...inFlight.values()].some(({ event }) => event.orderKey === first.event.orderKey) &&
  !isWaitingAlone(suspects, first.seq, now)

/**
 * The first that overtakes, or what it must not overtake: an earlier one of its own principal. Else the first that may
 * leave; -1 where none may.
 */
function firstFree(lane: Lane, now: Date, fits: (owed: Owed) => boolean): number {
  /** The first SET of each principal met so far; -1 where it may not leave. */
  const first = new Map<string, number>()
  for (const { event } of lane.inFlight.values()) first.set(event.orderKey, -1)
  const mayLeaveAlone = (owed: Owed) => !isWaitingAlone(lane.suspects, owed.seq, now) && fits(owed)
  let found = -1
  for (const [index, owed] of lane.waiting.entries()) {
    const { orderKey } = owed.event
    const own = first.get(orderKey) ?? (mayLeaveAlone(owed) ? index : -1)
    first.set(orderKey, own)
    if (owed.isUrgent && own >= 0) return own
    if (found < 0) found = own
    if (found >= 0 && lane.urgentWaiting === 0) return found
  }
  return found
}
