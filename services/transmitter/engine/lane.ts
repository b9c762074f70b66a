import type { Cursor, Owed } from '../../kernel/store/deliveries.ts'
import type { StreamRecord } from '../../kernel/store/streams.ts'
import { backoffMs } from './backoff.ts'
import type { PushOutcome } from './outcome.ts'
import {
  contradict,
  failAlone,
  isSuspect,
  isWaitingAlone,
  suspect,
  suspectFromBefore,
  type Suspects,
} from './suspects.ts'

/** How far others may go past a SET that waits: so many may be sent again if the process is killed. */
const MAX_OVERTAKING = 256
/** Rows that a lane in backoff keeps in memory. */
const HEAD_ROWS = 8

/** One stream as the engine drives it: what was read of its log, what is under way, and its one backoff timer. */
export type Lane = {
  stream: StreamRecord
  cursor: Cursor
  /** The last log row read; rows up to `cursor.ackedSeq` are settled. */
  readSeq: number
  waiting: Owed[]
  inFlight: Map<number, Owed>
  /** The highest row that ever left: up to here some are settled. */
  takenSeq: number
  suspects: Suspects
  /** How many SETs may be under way at once; 1 after a failure, doubling with each success. */
  window: number
  mayHaveMore: boolean
  /** Its configuration changed: nothing new is sent until it has been read again. */
  isStale: boolean
}

export const openLane = (stream: StreamRecord, cursor: Cursor, maxWindow: number): Lane => ({
  stream,
  cursor,
  readSeq: cursor.ackedSeq,
  waiting: [],
  inFlight: new Map(),
  takenSeq: cursor.ackedSeq,
  suspects: new Map(),
  window: cursor.fails > 0 ? 1 : maxWindow,
  mayHaveMore: true,
  isStale: false,
})

/** Log rows after `readSeq`, in order. */
export function addRows(lane: Lane, rows: readonly Owed[]): void {
  for (const { seq, kept } of rows)
    if (kept !== null) suspectFromBefore(lane.suspects, seq, lane.cursor.fails)
  lane.waiting.push(...rows)
  lane.readSeq = rows.at(-1)?.seq ?? lane.readSeq
}

/** Lets go of the rows that a backoff keeps from leaving, but for the first ones and those among which some are settled. */
export function trim(lane: Lane, now: Date): void {
  if (!isBackingOff(lane, now) || lane.waiting.length <= HEAD_ROWS) return
  const kept = lane.waiting.filter(({ seq }, index) => index < HEAD_ROWS || seq <= lane.takenSeq)
  if (kept.length === lane.waiting.length) return
  lane.waiting = kept
  lane.readSeq = Math.max(lane.takenSeq, kept.at(-1)?.seq ?? 0)
  lane.mayHaveMore = true
}

/** How many rows a lane wants at hand: while one is suspect, enough to find another subject's behind it. */
export const wantedRows = ({ suspects }: Lane, usual: number): number =>
  [...suspects.keys()].some((seq) => isSuspect(suspects, seq)) ? MAX_OVERTAKING : usual

/**
 * Takes the next SET that may leave: in log order, but a subject with a SET under way waits (SSF 1.0 §8.1.2.1 wants a
 * subject's events in order) and holds up nobody else. Undefined where the window is full or the stream backs off.
 */
export function takeNext(lane: Lane, now: Date): Owed | undefined {
  if (lane.isStale || lane.inFlight.size >= lane.window || isBackingOff(lane, now)) return undefined
  const owed = choose(lane, now)
  if (!owed) return undefined
  lane.waiting.splice(lane.waiting.indexOf(owed), 1)
  lane.inFlight.set(owed.seq, owed)
  lane.takenSeq = Math.max(lane.takenSeq, owed.seq)
  return owed
}

/** One suspect at a time, so that they do not fill the window; after a failure only where nothing else can be the probe. */
function choose(lane: Lane, now: Date): Owed | undefined {
  if ([...lane.inFlight.keys()].some((seq) => isSuspect(lane.suspects, seq)))
    return firstFree(lane, now, isAboveSuspicion(lane))
  if (lane.cursor.fails === 0) return firstFree(lane, now)
  const isAllRead = !lane.mayHaveMore || lane.waiting.length >= MAX_OVERTAKING
  return (
    firstFree(lane, now, isAboveSuspicion(lane)) ?? (isAllRead ? firstFree(lane, now) : undefined)
  )
}

const isAboveSuspicion =
  ({ suspects }: Lane) =>
  ({ seq }: Owed): boolean =>
    !isSuspect(suspects, seq)

function firstFree(
  lane: Lane,
  now: Date,
  fits: (owed: Owed) => boolean = () => true,
): Owed | undefined {
  const busy = new Set([...lane.inFlight.values()].map((owed) => owed.orderKey))
  const beyond = lowestOpen(lane) + MAX_OVERTAKING
  return lane.waiting.find((owed) => {
    const isFree =
      owed.seq < beyond &&
      !busy.has(owed.orderKey) &&
      !isWaitingAlone(lane.suspects, owed.seq, now) &&
      fits(owed)
    busy.add(owed.orderKey) // what comes after it about the same subject must not overtake it
    return isFree
  })
}

type Moment = { now: Date; random: number; maxWindow: number }
type Retry = Extract<PushOutcome, { kind: 'retry' }>

/**
 * What came of a SET that was under way: moves the cursor, or puts the SET back and starts the timer. `given-up`: it
 * alone fails while others get through, so it is settled without having been taken.
 */
export function finish(
  lane: Lane,
  owed: Owed,
  outcome: PushOutcome,
  moment: Moment,
): 'settled' | 'waits' | 'given-up' {
  if (outcome.kind === 'retry') return retryLater(lane, owed, outcome, moment)
  settle(lane, owed)
  contradict(lane.suspects)
  // It left before its neighbour failed: only a probe after the wait shows that the endpoint is well again.
  if (isBackingOff(lane, moment.now)) return 'settled'
  lane.window = Math.min(moment.maxWindow, lane.window * 2)
  lane.cursor = { ...lane.cursor, nextAt: null, failSince: null, fails: 0, lastFailure: null }
  return 'settled'
}

function retryLater(lane: Lane, owed: Owed, outcome: Retry, moment: Moment): 'waits' | 'given-up' {
  const isAlone = lane.cursor.fails === 0 && isSuspect(lane.suspects, owed.seq)
  if (!isAlone) {
    suspect(lane.suspects, owed.seq)
    holdUp(lane, owed, outcome, moment)
    return 'waits'
  }
  const isFarBehind = lane.takenSeq - owed.seq >= MAX_OVERTAKING - 1
  const { retryAfterSeconds } = outcome
  if (failAlone(lane.suspects, owed.seq, isFarBehind, { ...moment, retryAfterSeconds })) {
    settle(lane, owed)
    return 'given-up'
  }
  putBack(lane, owed)
  return 'waits'
}

/** Settles what was under way: all there is to it where nothing was sent, which shows nothing about the endpoint. */
export function settle(lane: Lane, owed: Owed): void {
  lane.inFlight.delete(owed.seq)
  lane.suspects.delete(owed.seq)
  const ackedSeq = settledSeq(lane)
  const ackedAt = ackedSeq > lane.cursor.ackedSeq ? owed.at : lane.cursor.ackedAt
  lane.cursor = { ...lane.cursor, ackedSeq, ackedAt }
}

/** Puts a SET back, and the stream waits. */
export function holdUp(lane: Lane, owed: Owed, outcome: Retry, moment: Moment): void {
  putBack(lane, owed)
  fail(lane, outcome, moment)
}

export const isBackingOff = ({ cursor: { nextAt } }: Lane, now: Date): boolean =>
  nextAt !== null && nextAt > now

/** A send that was given up at shutdown: as if it had not begun. */
export function putBack(lane: Lane, owed: Owed): void {
  lane.inFlight.delete(owed.seq)
  const index = lane.waiting.findIndex(({ seq }) => seq > owed.seq)
  lane.waiting.splice(index < 0 ? lane.waiting.length : index, 0, owed)
}

function fail(
  lane: Lane,
  { err, description, retryAfterSeconds }: Retry,
  { now, random }: Moment,
): void {
  lane.window = 1
  const { cursor } = lane
  if (lane.isStale) return // what failed is no longer what the stream is
  if (cursor.nextAt && isBackingOff(lane, now)) {
    // Neighbours in the window that fail together are one failure; the longest wait that they ask for counts.
    const asked = new Date(now.getTime() + 1_000 * (retryAfterSeconds ?? 0))
    lane.cursor = { ...cursor, nextAt: asked > cursor.nextAt ? asked : cursor.nextAt }
    return
  }
  const fails = cursor.fails + 1
  lane.cursor = {
    ...cursor,
    fails,
    failSince: cursor.failSince ?? now,
    nextAt: new Date(now.getTime() + backoffMs(fails, random, retryAfterSeconds)),
    lastFailure: `${err}: ${description}`.slice(0, 500),
  }
}

/** Everything up to here is settled: what is neither waiting nor under way was acknowledged, rejected, or is gone from the log. */
const settledSeq = (lane: Lane): number =>
  Math.max(lane.cursor.ackedSeq, Math.min(lane.readSeq, lowestOpen(lane) - 1))

const lowestOpen = ({ waiting, inFlight }: Lane): number =>
  Math.min(waiting[0]?.seq ?? Infinity, ...inFlight.keys())
