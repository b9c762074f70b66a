import type { Lane } from './lane.ts'

/** Lanes that may have something to send: tenants take turns, in each its subscribers, of each its streams. */
export type Turns = {
  /** Behind all others of its subscriber; where it is in already, it keeps its place. */
  add(lane: Lane): void
  /** The next lane of a subscriber that may send, taken out. */
  next(mayTake: (subscriberId: string) => boolean): Lane | undefined
}

type Subscribers = Map<string, Set<Lane>>

export function createTurns(): Turns {
  const tenants = new Map<string, Subscribers>()
  return {
    add(lane) {
      const { tenantId, subscriberId } = lane.stream
      const subscribers = tenants.get(tenantId) ?? new Map<string, Set<Lane>>()
      const lanes = subscribers.get(subscriberId) ?? new Set()
      tenants.set(tenantId, subscribers.set(subscriberId, lanes.add(lane)))
    },
    next(mayTake) {
      for (const [id, subscribers] of tenants) {
        const lane = takeFrom(subscribers, mayTake)
        if (!lane) continue
        tenants.delete(id)
        if (subscribers.size > 0) tenants.set(id, subscribers) // behind the others
        return lane
      }
      return undefined
    },
  }
}

function takeFrom(
  subscribers: Subscribers,
  mayTake: (subscriberId: string) => boolean,
): Lane | undefined {
  for (const [id, lanes] of subscribers) {
    const [lane] = lanes
    if (!lane || !mayTake(id)) continue
    lanes.delete(lane)
    subscribers.delete(id)
    if (lanes.size > 0) subscribers.set(id, lanes)
    return lane
  }
  return undefined
}
