import type { Cursor } from '../../kernel/store/deliveries.ts'
import type { Store } from '../../kernel/store/index.ts'
import type { EngineDeps } from './engine-deps.ts'
import { openLane, type Lane } from './lane.ts'
import type { Outbox } from './outbox.ts'

/** SETs of one stream under way at once. */
export const MAX_WINDOW = 4
/** Log rows read ahead for a stream, and for all of them together. */
const READ_AHEAD = 32
const MAX_READ_ROWS = 20_000

export type Lanes = {
  /** Opens, closes and refills lanes by what the database says now; true where a closed one must be opened anew. */
  refresh(shards: readonly number[]): Promise<boolean>
  forEachReady(visit: (lane: Lane) => void): void
  mayHaveMore(): void
  markStale(streamId: string): void
  /** Milliseconds until a backoff ends, at most `limitMs`. */
  nextDueMs(now: Date, limitMs: number): number
}

type OpenLanes = Map<string, Lane>

export function createLanes(
  { store, metrics }: Pick<EngineDeps, 'store' | 'metrics'>,
  outbox: Outbox,
): Lanes {
  const lanes: OpenLanes = new Map()
  return {
    async refresh(shards) {
      const behind = await store.deliveries.behind(shards)
      await open(lanes, store, behind)
      const listed = new Set(behind.map(({ streamId }) => streamId))
      const isReopening = close(lanes, listed, outbox)
      for (const streamId of listed) {
        const lane = lanes.get(streamId)
        if (lane && lane.waiting.length === 0) lane.mayHaveMore = true
      }
      await refill(lanes, store)
      metrics.backlog.set(backlogOf(lanes))
      return isReopening
    },
    forEachReady(visit) {
      for (const lane of lanes.values()) if (!lane.isStale) visit(lane)
    },
    mayHaveMore() {
      for (const lane of lanes.values()) lane.mayHaveMore = true
    },
    markStale(streamId) {
      const lane = lanes.get(streamId)
      if (lane) lane.isStale = true
    },
    nextDueMs: (now, limitMs) => Math.min(limitMs, ...backoffsMs(lanes, now)),
  }
}

async function open(lanes: OpenLanes, store: Store, cursors: readonly Cursor[]): Promise<void> {
  const fresh = cursors.filter(({ streamId }) => !lanes.has(streamId))
  if (fresh.length === 0) return
  const streams = new Map(
    (await store.streams.byIds(fresh.map(({ streamId }) => streamId))).map((s) => [s.id, s]),
  )
  for (const cursor of fresh) {
    const stream = streams.get(cursor.streamId)
    if (stream?.status === 'enabled') lanes.set(stream.id, openLane(stream, cursor, MAX_WINDOW))
  }
}

/**
 * A lane that the database no longer lists is caught up, paused, disabled or deleted: it sends nothing more. It goes
 * once it is idle and its outcomes are written, for it is opened again from what the database then says.
 */
function close(lanes: OpenLanes, listed: ReadonlySet<string>, outbox: Outbox): boolean {
  let isReopening = false
  for (const [streamId, lane] of lanes) {
    if (!listed.has(streamId)) lane.isStale = true
    if (!lane.isStale || lane.inFlight.size > 0 || outbox.isPending(streamId)) continue
    lanes.delete(streamId)
    isReopening ||= listed.has(streamId)
  }
  return isReopening
}

/** Reads on where few rows wait. */
async function refill(lanes: OpenLanes, store: Store): Promise<void> {
  const room = Math.floor(MAX_READ_ROWS / READ_AHEAD)
  const hungry = [...lanes.values()]
    .filter((lane) => lane.mayHaveMore && !lane.isStale && lane.waiting.length < READ_AHEAD / 2)
    .slice(0, room)
  if (hungry.length === 0) return
  for (const lane of hungry) lane.mayHaveMore = false // a wake during the read sets it again
  const wanted = hungry.map((lane) => ({
    streamId: lane.stream.id,
    afterSeq: lane.readSeq,
    since: lane.cursor.ackedAt,
  }))
  const read = Map.groupBy(
    await store.deliveries.read(wanted, READ_AHEAD),
    ({ streamId }) => streamId,
  )
  for (const lane of hungry) {
    const rows = read.get(lane.stream.id) ?? []
    lane.waiting.push(...rows)
    lane.readSeq = rows.at(-1)?.seq ?? lane.readSeq
    lane.mayHaveMore ||= rows.length === READ_AHEAD
  }
}

/** SETs read and not yet answered. */
const backlogOf = (lanes: OpenLanes): number =>
  [...lanes.values()].reduce((sum, lane) => sum + lane.waiting.length + lane.inFlight.size, 0)

/** How long each backoff still lasts. */
const backoffsMs = (lanes: OpenLanes, now: Date): number[] =>
  [...lanes.values()].flatMap(({ cursor, isStale }) =>
    cursor.nextAt && !isStale && cursor.nextAt > now
      ? [cursor.nextAt.getTime() - now.getTime()]
      : [],
  )
