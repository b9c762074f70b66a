import type { EngineDeps } from './engine-deps.ts'
import { addRows, addUrgent, isBackingOff, wantedRows, type Lane } from './lane.ts'

/** Log rows read ahead for a stream at once, and held for all that do not back off. */
export const READ_AHEAD = 64
const MAX_HELD_ROWS = 20_000
/** Rows that overtake, read ahead of the others. */
const READ_URGENT_AHEAD = 16

/** Keeps rows at hand for the lanes that may send them. */
export type Refill = {
  /** There may be anything new. */
  wake(lane: Lane): void
  /** There is more than the lane could take; perhaps such as overtakes. */
  more(lane: Lane, mayHaveUrgent: boolean): void
  /** It runs low. */
  feed(lane: Lane): void
  /** Reads for those that need it, in two statements however many they are; answers them. */
  run(): Promise<Lane[]>
}

type RefillDeps = Pick<EngineDeps, 'store' | 'clock'>

export function createRefill({ store, clock }: RefillDeps, all: () => Iterable<Lane>): Refill {
  const hungry = new Set<Lane>()
  /** Those in whose log something may overtake what they have at hand. */
  const urged = new Set<Lane>()

  const more = (lane: Lane, mayHaveUrgent: boolean): void => {
    lane.mayHaveMore = true
    hungry.add(lane)
    if (!mayHaveUrgent) return
    lane.mayHaveUrgent = true
    urged.add(lane)
  }
  return {
    wake: (lane) => {
      more(lane, true)
    },
    more,
    feed(lane) {
      if (lane.mayHaveMore) hungry.add(lane)
      if (lane.mayHaveUrgent) urged.add(lane)
    },
    async run() {
      const reading = takeHungry(hungry, all, clock.now())
      await readLog(reading, store).catch((error: unknown) => {
        for (const lane of reading) more(lane, true) // what was not read is read next time
        throw error
      })
      const looking = takeUrged(urged)
      await readUrgent(looking, store).catch((error: unknown) => {
        for (const lane of looking) more(lane, true)
        throw error
      })
      return [...reading, ...looking]
    },
  }
}

/** Those with few rows at hand that may send them, the emptiest first, as far as there is room. */
function takeHungry(hungry: Set<Lane>, all: () => Iterable<Lane>, now: Date): Lane[] {
  const wanting: Lane[] = []
  for (const lane of hungry) {
    hungry.delete(lane)
    const isLow = lane.waiting.length < wantedRows(lane, READ_AHEAD / 2)
    if (isLow && lane.mayHaveMore && !lane.isStale && !isBackingOff(lane, now)) wanting.push(lane)
  }
  if (wanting.length === 0) return wanting
  const room = Math.max(0, Math.floor((MAX_HELD_ROWS - heldBy(all(), now)) / READ_AHEAD))
  if (wanting.length <= room) return wanting
  wanting.sort((a, b) => a.waiting.length - b.waiting.length)
  for (const lane of wanting.splice(room)) hungry.add(lane)
  return wanting
}

function heldBy(lanes: Iterable<Lane>, now: Date): number {
  let held = 0
  for (const lane of lanes)
    if (!isBackingOff(lane, now)) held += lane.waiting.length + lane.inFlight.size
  return held
}

async function readLog(lanes: readonly Lane[], store: EngineDeps['store']): Promise<void> {
  if (lanes.length === 0) return
  for (const lane of lanes) lane.mayHaveMore = false
  const from = lanes.map((lane) => placeOf(lane, lane.readSeq))
  const parts = await store.deliveries.read(from, READ_AHEAD)
  for (const [index, part] of parts.entries()) {
    const lane = lanes[index]
    if (!lane) continue
    const wasOffered = lane.mayHaveMore // while the read was under way
    addRows(lane, part)
    lane.mayHaveMore ||= wasOffered
  }
}

/** Only where bulk waits before it, and the log goes on behind what is at hand. */
function takeUrged(urged: Set<Lane>): Lane[] {
  const looking: Lane[] = []
  for (const lane of urged) {
    urged.delete(lane)
    if (!lane.mayHaveMore || lane.isStale || lane.stream.pushOrder === 'stream') continue
    if (lane.urgentWaiting === lane.waiting.length) continue
    lane.mayHaveUrgent = false
    looking.push(lane)
  }
  return looking
}

async function readUrgent(lanes: readonly Lane[], store: EngineDeps['store']): Promise<void> {
  if (lanes.length === 0) return
  const from = lanes.map((lane) => ({
    ...placeOf(lane, Math.max(lane.readSeq, lane.urgentSeq)),
    ackedSeq: lane.cursor.ackedSeq,
  }))
  const parts = await store.deliveries.readUrgent(from, READ_URGENT_AHEAD)
  for (const [index, part] of parts.entries()) {
    const lane = lanes[index]
    if (!lane) continue
    const wasOffered = lane.mayHaveUrgent
    addUrgent(lane, part)
    lane.mayHaveUrgent ||= wasOffered
  }
}

const placeOf = ({ stream, cursor }: Lane, afterSeq: number) => ({
  streamId: stream.id,
  afterSeq,
  since: cursor.ackedAt,
})
