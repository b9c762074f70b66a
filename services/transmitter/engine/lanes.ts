import type { BehindStream } from '../../kernel/store/deliveries.ts'
import type { Store } from '../../kernel/store/index.ts'
import type { EngineDeps } from './engine-deps.ts'
import { addRows, isBackingOff, openLane, trim, wantedRows, type Lane } from './lane.ts'
import type { Outbox } from './outbox.ts'

/** SETs of one stream under way at once. */
export const MAX_WINDOW = 4
/** Log rows read ahead for a stream at once, and held for all that do not back off. */
const READ_AHEAD = 32
const MAX_HELD_ROWS = 20_000

export type Lanes = {
  /**
   * Opens, closes and refills lanes by what the database says now of these streams, or of all of these shards. Answers
   * the closed ones that must be opened anew.
   */
  refresh(shards: readonly number[], streamIds: readonly string[] | 'all'): Promise<string[]>
  forEachReady(visit: (lane: Lane) => void): void
  markStale(streamId: string): void
  /** Milliseconds until a backoff ends, at most `limitMs`. */
  nextDueMs(now: Date, limitMs: number): number
}

type OpenLanes = Map<string, Lane>
type LanesDeps = Pick<EngineDeps, 'store' | 'metrics' | 'clock'>

export function createLanes({ store, metrics, clock }: LanesDeps, outbox: Outbox): Lanes {
  const lanes: OpenLanes = new Map()
  return {
    async refresh(shards, streamIds) {
      const looked = streamIds === 'all' ? [...lanes.keys()] : streamIds
      const behind = await lookAt(store, shards, streamIds)
      await open(lanes, store, behind)
      const listed = new Map(behind.map((one) => [one.cursor.streamId, one]))
      for (const id of looked) compare(lanes.get(id), listed.get(id), streamIds !== 'all')
      const reopening = close(lanes, listed, outbox)
      for (const lane of lanes.values()) trim(lane, clock.now())
      await refill(lanes, store, clock.now())
      metrics.backlog.set(backlogOf(lanes))
      return reopening
    },
    forEachReady(visit) {
      for (const lane of lanes.values()) if (!lane.isStale) visit(lane)
    },
    markStale(streamId) {
      const lane = lanes.get(streamId)
      if (lane) lane.isStale = true
    },
    nextDueMs: (now, limitMs) => Math.min(limitMs, ...backoffsMs(lanes, now)),
  }
}

const lookAt = async (
  store: Store,
  shards: readonly number[],
  streamIds: readonly string[] | 'all',
): Promise<BehindStream[]> =>
  streamIds === 'all'
    ? store.deliveries.behind(shards)
    : streamIds.length === 0
      ? []
      : store.deliveries.behind(shards, streamIds)

/**
 * A lane that the database no longer lists is caught up, paused, disabled or deleted, and one whose stream was updated
 * is another: it sends nothing more.
 */
function compare(lane: Lane | undefined, now: BehindStream | undefined, isWoken: boolean): void {
  if (!lane) return
  if (now?.updatedAt.getTime() !== lane.stream.updatedAt.getTime()) lane.isStale = true
  else if (isWoken || lane.waiting.length === 0) lane.mayHaveMore = true
}

async function open(
  lanes: OpenLanes,
  store: Store,
  behind: readonly BehindStream[],
): Promise<void> {
  const fresh = behind.filter(({ cursor }) => !lanes.has(cursor.streamId))
  if (fresh.length === 0) return
  const streams = new Map(
    (await store.streams.byIds(fresh.map(({ cursor }) => cursor.streamId))).map((s) => [s.id, s]),
  )
  for (const { cursor } of fresh) {
    const stream = streams.get(cursor.streamId)
    if (stream?.status === 'enabled') lanes.set(stream.id, openLane(stream, cursor, MAX_WINDOW))
  }
}

/** A stale lane goes once it is idle and its outcomes are written, for it is opened again from what the database then says. */
function close(lanes: OpenLanes, listed: ReadonlyMap<string, unknown>, outbox: Outbox): string[] {
  const reopening: string[] = []
  for (const [streamId, lane] of lanes) {
    if (!lane.isStale || lane.inFlight.size > 0 || outbox.isPending(streamId)) continue
    lanes.delete(streamId)
    if (listed.has(streamId)) reopening.push(streamId)
  }
  return reopening
}

/** Reads on where few rows wait and may leave, the emptiest first, as far as there is room. */
async function refill(lanes: OpenLanes, store: Store, now: Date): Promise<void> {
  const flowing = [...lanes.values()].filter((lane) => !isBackingOff(lane, now))
  const room = Math.floor((MAX_HELD_ROWS - heldBy(flowing)) / READ_AHEAD)
  const hungry = flowing
    .filter((lane) => lane.mayHaveMore && !lane.isStale)
    .filter((lane) => lane.waiting.length < wantedRows(lane, READ_AHEAD / 2))
    .toSorted((a, b) => a.waiting.length - b.waiting.length)
    .slice(0, Math.max(0, room))
  if (hungry.length === 0) return
  for (const lane of hungry) lane.mayHaveMore = false
  const wanted = hungry.map((lane) => ({
    streamId: lane.stream.id,
    afterSeq: lane.readSeq,
    since: lane.cursor.ackedAt,
  }))
  const rows = await store.deliveries.read(wanted, READ_AHEAD)
  const read = Map.groupBy(rows, ({ streamId }) => streamId)
  for (const lane of hungry) {
    const found = read.get(lane.stream.id) ?? []
    addRows(lane, found)
    lane.mayHaveMore = found.length === READ_AHEAD
  }
}

const heldBy = (lanes: readonly Lane[]): number =>
  lanes.reduce((sum, lane) => sum + lane.waiting.length + lane.inFlight.size, 0)

/** SETs read and not yet answered. */
const backlogOf = (lanes: OpenLanes): number => heldBy([...lanes.values()])

/** How long each backoff still lasts. */
const backoffsMs = (lanes: OpenLanes, now: Date): number[] =>
  [...lanes.values()].flatMap(({ cursor, isStale }) =>
    cursor.nextAt && !isStale && cursor.nextAt > now
      ? [cursor.nextAt.getTime() - now.getTime()]
      : [],
  )
