import type { Cursor, Owed } from '../../kernel/store/deliveries.ts'
import type { StreamRecord } from '../../kernel/store/streams.ts'
import { backoffMs } from './backoff.ts'
import type { PushOutcome } from './outcome.ts'

/** One stream as the engine drives it: what was read of its log, what is under way, and its one backoff timer. */
export type Lane = {
  stream: StreamRecord
  cursor: Cursor
  /** The last log row read; rows up to `cursor.ackedSeq` are settled. */
  readSeq: number
  waiting: Owed[]
  inFlight: Map<number, Owed>
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
  window: cursor.fails > 0 ? 1 : maxWindow,
  mayHaveMore: true,
  isStale: false,
})

/**
 * Takes the next SET that may leave: in log order, but a subject with a SET under way waits (SSF 1.0 §8.1.2.1 wants a
 * subject's events in order) and holds up nobody else. Undefined where the window is full or the stream backs off.
 */
export function takeNext(lane: Lane, now: Date): Owed | undefined {
  if (lane.isStale || lane.inFlight.size >= lane.window) return undefined
  if (isBackingOff(lane, now)) return undefined
  const busy = new Set([...lane.inFlight.values()].map((owed) => owed.subjectKey))
  const index = lane.waiting.findIndex((owed) => {
    const isFree = !busy.has(owed.subjectKey)
    busy.add(owed.subjectKey) // what comes after it about the same subject must not overtake it
    return isFree
  })
  if (index < 0) return undefined
  const [owed] = lane.waiting.splice(index, 1)
  if (owed) lane.inFlight.set(owed.seq, owed)
  return owed
}

/** What came of a SET that was under way: moves the cursor, or puts the SET back and starts the timer. */
export function finish(
  lane: Lane,
  owed: Owed,
  outcome: PushOutcome,
  moment: { now: Date; random: number; maxWindow: number },
): void {
  lane.inFlight.delete(owed.seq)
  if (outcome.kind === 'retry') {
    putBack(lane, owed)
    fail(lane, outcome, moment)
    return
  }
  const settled = settledSeq(lane)
  const ackedAt = settled > lane.cursor.ackedSeq ? owed.at : lane.cursor.ackedAt
  lane.cursor = { ...lane.cursor, ackedSeq: settled, ackedAt }
  // It left before its neighbour failed: only a probe after the wait shows that the endpoint is well again.
  if (isBackingOff(lane, moment.now)) return
  lane.window = Math.min(moment.maxWindow, lane.window * 2)
  lane.cursor = { ...lane.cursor, nextAt: null, failSince: null, fails: 0, lastFailure: null }
}

const isBackingOff = ({ cursor: { nextAt } }: Lane, now: Date): boolean =>
  nextAt !== null && nextAt > now

/** A send that was given up at shutdown: as if it had not begun. */
export function putBack(lane: Lane, owed: Owed): void {
  lane.inFlight.delete(owed.seq)
  const index = lane.waiting.findIndex(({ seq }) => seq > owed.seq)
  lane.waiting.splice(index < 0 ? lane.waiting.length : index, 0, owed)
}

function fail(
  lane: Lane,
  { err, description, retryAfterSeconds }: Extract<PushOutcome, { kind: 'retry' }>,
  { now, random }: { now: Date; random: number },
): void {
  lane.window = 1
  const { cursor } = lane
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
function settledSeq(lane: Lane): number {
  const open = [lane.waiting[0]?.seq ?? Infinity, ...lane.inFlight.keys()]
  return Math.max(lane.cursor.ackedSeq, Math.min(lane.readSeq, Math.min(...open) - 1))
}
