import type { Lane } from './lane.ts'

/** Pushes under way at once over all streams: so many, whatever the receivers' answers take. */
export const MAX_IN_FLIGHT = 1_024
/** No subscriber has more than this share of them, or its slow receivers would be everybody's. */
const SUBSCRIBER_SHARE = 0.5
/** Nor have streams that are failing, all together. */
const PROBE_SHARE = 0.25

/** Who has how much of what the process does at once. */
export type Slots = {
  take(lane: Lane): void
  give(lane: Lane): void
  hasRoom(): boolean
  hasRoomForProbes(): boolean
  mayTake(subscriberId: string): boolean
  readonly taken: number
}

export function createSlots(): Slots {
  const bySubscriber = new Map<string, number>()
  /** Lanes were failing when they took their slot, whatever they are when they give it back. */
  const probing = new Map<Lane, number>()
  let taken = 0
  let probes = 0

  const add = ({ stream: { subscriberId } }: Lane, count: number): void => {
    const before = bySubscriber.get(subscriberId) ?? 0
    if (before + count === 0) bySubscriber.delete(subscriberId)
    else bySubscriber.set(subscriberId, before + count)
    taken += count
  }
  const addProbe = (lane: Lane, count: number): void => {
    const before = probing.get(lane) ?? 0
    if (before + count === 0) probing.delete(lane)
    else probing.set(lane, before + count)
    probes += count
  }

  return {
    take(lane) {
      add(lane, 1)
      if (lane.cursor.fails > 0) addProbe(lane, 1)
    },
    give(lane) {
      add(lane, -1)
      if (probing.has(lane)) addProbe(lane, -1)
    },
    hasRoom: () => taken < MAX_IN_FLIGHT,
    hasRoomForProbes: () => probes < MAX_IN_FLIGHT * PROBE_SHARE,
    mayTake: (subscriberId) =>
      (bySubscriber.get(subscriberId) ?? 0) < MAX_IN_FLIGHT * SUBSCRIBER_SHARE,
    get taken() {
      return taken
    },
  }
}
