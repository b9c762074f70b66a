import type { BehindStream, LogPart, Owed } from '../../kernel/store/deliveries.ts'
import type { NewlyOwed } from '../../kernel/store/fan-out.ts'
import type { OwedEvent } from '../../kernel/store/owed-events.ts'
import type { EngineDeps } from './engine-deps.ts'
import { addRows, openLane, type Lane } from './lane.ts'
import type { Outbox } from './outbox.ts'
import { createRefill, READ_AHEAD, type Refill } from './refill.ts'
import type { ShardHolder } from './shards.ts'
import { isUrgentType } from './urgent.ts'

/** Streams kept open; beyond that those go that have nothing to send. */
const MAX_OPEN = 20_000

/** The streams of this process's shards that have something to send, or had. */
export type Lanes = {
  /** Opens, wakes and closes lanes by what the database says now of these streams, or of all of the process's. */
  look(shards: readonly number[], streamIds: readonly string[] | 'all'): Promise<void>
  /** Reads on for lanes with little at hand; answers those that got something. */
  refill(): Promise<Lane[]>
  /** Rows that were just written: the lane, where it is open; it takes them where it has read all before. */
  offer(owed: NewlyOwed, events: ReadonlyMap<string, OwedEvent>, at: Date): Lane | undefined
  /** The lane runs low. */
  feed(lane: Lane): void
  /** Its configuration changed: it is opened anew. */
  markStale(streamId: string): void
  /** Those of shards that are no longer ours, or were not for a while, are closed. */
  dropForeign(): void
  /** Of these streams those are stale that were updated since they were opened. */
  compare(updated: readonly { id: string; updatedAt: Date }[]): void
  /** Some lane waits to be opened anew until nothing of it is under way. */
  hasStale(): boolean
  find(streamId: string): Lane | undefined
  open(): Iterable<Lane>
}

type LanesDeps = Pick<EngineDeps, 'store' | 'clock'> & {
  outbox: Pick<Outbox, 'isPending'>
  shards: Pick<ShardHolder, 'tenureOf'>
}
type World = LanesDeps & { lanes: Map<string, Lane>; stale: Set<Lane>; refill: Refill }

export function createLanes(deps: LanesDeps): Lanes {
  const lanes = new Map<string, Lane>()
  const refill = createRefill(deps, () => lanes.values())
  const world: World = { ...deps, lanes, stale: new Set(), refill }
  return {
    look: (shards, streamIds) => look(world, shards, streamIds),
    refill: refill.run,
    offer: (owed, events, at) => offer(world, owed, events, at),
    feed: refill.feed,
    markStale: (streamId) => {
      markStale(world, lanes.get(streamId))
    },
    dropForeign() {
      for (const lane of lanes.values())
        if (deps.shards.tenureOf(lane.stream.id) !== lane.tenure) markStale(world, lane)
    },
    compare(updated) {
      for (const { id, updatedAt } of updated) {
        const lane = lanes.get(id)
        if (lane && !isAsOf(lane, updatedAt)) markStale(world, lane)
      }
    },
    hasStale: () => world.stale.size > 0,
    find: (streamId) => lanes.get(streamId),
    open: () => lanes.values(),
  }
}

function markStale({ stale }: World, lane: Lane | undefined): void {
  if (!lane) return
  lane.isStale = true
  stale.add(lane)
}

async function look(
  world: World,
  shards: readonly number[],
  streamIds: readonly string[] | 'all',
): Promise<void> {
  const { lanes, store } = world
  const wanted = close(world)
  if (streamIds === 'all') {
    const behind = await store.deliveries.behind(shards)
    await openAll(world, behind)
    compareAll(world, behind)
  } else wanted.push(...streamIds)
  const missing = new Set<string>()
  for (const id of wanted) {
    const lane = lanes.get(id)
    if (lane) world.refill.wake(lane)
    else missing.add(id)
  }
  if (missing.size > 0) await openAll(world, await store.deliveries.behind(shards, [...missing]))
}

/** A stale lane goes once it is idle and its outcomes are written, for it is opened again from what the database then says. */
function close({ lanes, stale, outbox }: World): string[] {
  const closed: string[] = []
  for (const lane of stale) {
    const { id } = lane.stream
    if (lane.inFlight.size > 0 || outbox.isPending(id)) continue
    stale.delete(lane)
    lanes.delete(id)
    closed.push(id)
  }
  return closed
}

function compareAll(world: World, behind: readonly BehindStream[]): void {
  const listed = new Map(behind.map((one) => [one.cursor.streamId, one]))
  for (const lane of world.lanes.values()) compareOne(world, lane, listed.get(lane.stream.id))
}

/** One with rows at hand that the database no longer lists is paused, disabled or deleted: it sends nothing more. */
function compareOne(world: World, lane: Lane, now: BehindStream | undefined): void {
  lane.backlog = now?.backlog ?? 0
  if (now && isAsOf(lane, now.updatedAt)) {
    if (lane.waiting.length === 0) world.refill.wake(lane)
    return
  }
  if (now || (lane.waiting.length > 0 && !world.outbox.isPending(lane.stream.id)))
    markStale(world, lane)
}

async function openAll(world: World, behind: readonly BehindStream[]): Promise<void> {
  const { lanes, store, shards, refill } = world
  const fresh = behind.filter(({ cursor }) => !lanes.has(cursor.streamId))
  if (fresh.length === 0) return
  if (lanes.size + fresh.length > MAX_OPEN) closeIdle(world)
  const ids = fresh.map(({ cursor }) => cursor.streamId)
  const streams = new Map((await store.streams.byIds(ids)).map((one) => [one.id, one]))
  for (const { cursor } of fresh) {
    const stream = streams.get(cursor.streamId)
    if (stream?.status !== 'enabled' || lanes.has(stream.id)) continue
    const lane = openLane(stream, cursor, shards.tenureOf(stream.id))
    lanes.set(stream.id, lane)
    refill.wake(lane)
  }
}

function closeIdle({ lanes, outbox }: World): void {
  for (const [id, { waiting, inFlight, mayHaveMore }] of lanes) {
    const isIdle = waiting.length === 0 && inFlight.size === 0 && !mayHaveMore
    if (isIdle && !outbox.isPending(id)) lanes.delete(id)
  }
}

function offer(
  world: World,
  owed: NewlyOwed,
  events: ReadonlyMap<string, OwedEvent>,
  at: Date,
): Lane | undefined {
  const lane = world.lanes.get(owed.streamId)
  if (!lane || !isAsOf(lane, owed.updatedAt)) {
    markStale(world, lane)
    return undefined
  }
  const isUrgent = (id: string): boolean => isUrgentType(events.get(id)?.type)
  if (canTake(lane, owed)) addRows(lane, toPart(owed, events, at))
  else world.refill.more(lane, owed.eventIds.some(isUrgent))
  return lane
}

const isAsOf = ({ stream }: Lane, updatedAt: Date): boolean =>
  stream.updatedAt.getTime() === updatedAt.getTime()

/** All before it was read, and there is room. */
const canTake = (lane: Lane, { firstSeq }: NewlyOwed): boolean =>
  !lane.isStale &&
  !lane.mayHaveMore &&
  lane.readSeq === firstSeq - 1 &&
  lane.waiting.length < READ_AHEAD

function toPart(
  { firstSeq, eventIds }: NewlyOwed,
  events: ReadonlyMap<string, OwedEvent>,
  at: Date,
): LogPart {
  const owed = eventIds.flatMap((id, index): Owed[] => {
    const event = events.get(id)
    if (!event) return []
    return [
      {
        seq: firstSeq + index,
        at,
        issuedAt: at,
        event,
        isUrgent: isUrgentType(event.type),
        kept: null,
      },
    ]
  })
  return { owed, after: firstSeq - 1, upTo: firstSeq + eventIds.length - 1, isFull: false }
}
