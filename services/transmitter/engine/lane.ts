import type { Cursor, LogPart, Owed } from '../../kernel/store/deliveries.ts'
import type { StreamRecord } from '../../kernel/store/streams.ts'
import { createBreaker, type Breaker } from './breaker.ts'
import { createPace, type Pace } from './pace.ts'
import { isSuspect, suspectFromBefore, type Suspects } from './suspects.ts'

/** How many rows may be settled beyond one that waits. */
export const MAX_OVERTAKING = 256
/** Rows that a lane in backoff keeps in memory. */
const HEAD_ROWS = 8

/** One stream as the engine drives it: what was read of its log, what is under way, and its one backoff timer. */
export type Lane = {
  stream: StreamRecord
  cursor: Cursor
  /** Which time that this process had the stream's shard it was read in: what it says counts for that time only. */
  tenure: number | undefined
  /** The last row read of the log; rows up to `cursor.ackedSeq` are settled. */
  readSeq: number
  /** How far the log was looked through for rows that overtake; nothing beyond `readSeq` unless it is more. */
  urgentSeq: number
  /** In the log's order; behind the rows up to `readSeq` those that overtake, with what they must not overtake. */
  waiting: Owed[]
  /** How many of them overtake. */
  urgentWaiting: number
  inFlight: Map<number, Owed>
  /** SETs that were answered and whose outcomes are not written yet: a crash would send them again, so they count as under way. */
  unwritten: number
  /** Rows beyond the cursor that are settled. */
  ahead: Set<number>
  suspects: Suspects
  /** How many SETs may be under way at once; 1 after a failure, doubling with each success. */
  window: number
  breaker: Breaker
  pace: Pace | undefined
  mayHaveMore: boolean
  /** Everything owed, as of the last look at all streams. */
  backlog: number
  /** Beyond what was looked through there may be rows that overtake. */
  mayHaveUrgent: boolean
  /** Its configuration changed: nothing new is sent until it has been read again. */
  isStale: boolean
}

/** SETs of the stream that may be under way at once when it is well. */
export const widest = ({ pushOrder, pushWindow }: StreamRecord): number =>
  pushOrder === 'stream' ? 1 : pushWindow

/** `tenure`: of its shard, as shards.ts counts them; undefined where that is another process's. */
export const openLane = (
  stream: StreamRecord,
  cursor: Cursor,
  tenure: number | undefined,
): Lane => ({
  stream,
  cursor,
  tenure,
  readSeq: cursor.ackedSeq,
  urgentSeq: cursor.ackedSeq,
  waiting: [],
  urgentWaiting: 0,
  inFlight: new Map(),
  unwritten: 0,
  ahead: new Set(cursor.ahead),
  suspects: new Map(),
  window: cursor.fails > 0 ? 1 : widest(stream),
  breaker: createBreaker(cursor.fails),
  pace: stream.pushRate === null ? undefined : createPace(stream.pushRate),
  mayHaveMore: true,
  backlog: 0,
  mayHaveUrgent: true,
  isStale: false,
})

/** The log after `readSeq`, as far as it was read; nothing where the lane let go of rows before them meanwhile. */
export function addRows(lane: Lane, { owed, after, upTo, isFull }: LogPart): void {
  if (after > lane.readSeq) return
  put(lane, owed)
  lane.readSeq = Math.max(lane.readSeq, upTo)
  lane.mayHaveMore = isFull
}

/** Rows beyond what was read that overtake, and those of the same principals before them. */
export function addUrgent(lane: Lane, { owed, upTo, isFull }: LogPart): void {
  put(lane, owed)
  lane.urgentSeq = Math.max(lane.urgentSeq, upTo)
  lane.mayHaveUrgent = isFull
}

/** What is known already is not taken twice: read before for it overtakes, or let go of in a backoff. */
function put(lane: Lane, owed: readonly Owed[]): void {
  const { waiting, suspects, cursor } = lane
  const [first] = owed
  const last = waiting.at(-1)
  const isBehind = first !== undefined && last !== undefined && first.seq <= last.seq
  const known = new Set(isBehind ? waiting.map(({ seq }) => seq) : [])
  for (const row of owed) {
    if (known.has(row.seq) || hasLeft(lane, row.seq)) continue
    if (row.kept !== null) suspectFromBefore(suspects, row.seq, cursor.fails)
    waiting.push(row)
    if (row.isUrgent) lane.urgentWaiting += 1
  }
  if (isBehind) waiting.sort((a, b) => a.seq - b.seq)
}

const hasLeft = ({ cursor, ahead, inFlight }: Lane, seq: number): boolean =>
  seq <= cursor.ackedSeq || ahead.has(seq) || inFlight.has(seq)

/** Lets go of rows that a backoff keeps from leaving, but for the first ones. */
export function trim(lane: Lane): void {
  if (lane.waiting.length <= HEAD_ROWS) return
  lane.waiting.length = HEAD_ROWS
  lane.urgentWaiting = lane.waiting.filter(({ isUrgent }) => isUrgent).length
  lane.readSeq = Math.min(lane.readSeq, lane.waiting.at(-1)?.seq ?? lane.readSeq)
  lane.urgentSeq = lane.readSeq
  lane.mayHaveMore = true
  lane.mayHaveUrgent = true
}

/** How many rows a lane wants at hand: while one is suspect, enough to find another principal's behind it. */
export const wantedRows = ({ suspects }: Lane, usual: number): number =>
  suspects.size > 0 && [...suspects.keys()].some((seq) => isSuspect(suspects, seq))
    ? MAX_OVERTAKING
    : usual

export const isBackingOff = ({ cursor: { nextAt } }: Lane, now: Date): boolean =>
  nextAt !== null && nextAt > now

/** Settles what was under way: all there is to it where nothing was sent, which shows nothing about the endpoint. */
export function settle(lane: Lane, { seq, at }: Owed): void {
  const { inFlight, ahead, cursor } = lane
  inFlight.delete(seq)
  lane.suspects.delete(seq)
  ahead.add(seq)
  const ackedSeq = settledSeq(lane)
  for (const one of ahead) if (one <= ackedSeq) ahead.delete(one)
  lane.cursor = {
    ...cursor,
    ackedSeq,
    ackedAt: ackedSeq > cursor.ackedSeq ? at : cursor.ackedAt,
    ahead: [...ahead],
  }
}

/** Out of those that wait, on its way. */
export function depart(lane: Lane, index: number): Owed | undefined {
  const [owed] = lane.waiting.splice(index, 1)
  if (!owed) return undefined
  lane.inFlight.set(owed.seq, owed)
  if (owed.isUrgent) lane.urgentWaiting -= 1
  return owed
}

/** A send that was given up at shutdown: as if it had not begun. */
export function putBack(lane: Lane, owed: Owed): void {
  lane.inFlight.delete(owed.seq)
  const index = lane.waiting.findIndex(({ seq }) => seq > owed.seq)
  lane.waiting.splice(index < 0 ? lane.waiting.length : index, 0, owed)
  if (owed.isUrgent) lane.urgentWaiting += 1
}

/** Everything up to here is settled: what is neither waiting nor under way was acknowledged, rejected, or is gone from the log. */
const settledSeq = (lane: Lane): number =>
  Math.max(lane.cursor.ackedSeq, Math.min(lane.readSeq, lowestOpen(lane) - 1))

function lowestOpen({ waiting, inFlight }: Lane): number {
  let lowest = waiting[0]?.seq ?? Infinity
  for (const seq of inFlight.keys()) if (seq < lowest) lowest = seq
  return lowest
}
