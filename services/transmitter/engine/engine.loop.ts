import { randomUUID } from 'node:crypto'
import { atMost, type Clock } from '../../kernel/clock.ts'
import { errorText } from '../../kernel/errors.ts'
import type { NewlyOwed } from '../../kernel/store/fan-out.ts'
import type { OwedEvent } from '../../kernel/store/owed-events.ts'
import type { EngineDeps } from './engine-deps.ts'
import { createJumpMeter, shiftWaits } from './jump.ts'
import { listenToOthers, tellOthers } from './others.ts'
import { createParts, type Parts } from './parts.ts'

/** How often control SETs are looked for, and settings that another process may have changed. */
const POLL_MS = 500
/** Of the time that passes, looks at all streams take at most this share: the more streams, the rarer. */
const LOOK_SHARE = 0.02
/** A push in flight at shutdown gets this long; what is given up is sent again after the next start. */
const STOP_GRACE_MS = 3_000
/** And so long the database has to take the last outcomes, and the leases back. */
const WRITE_GRACE_MS = 800

/** The delivery engine: for every stream whose shard this process holds, what is owed goes out. */
export type Engine = {
  /** There is something new for these streams, be it a control SET. */
  wake(streamIds: readonly string[]): void
  /** Rows that were written to streams' logs just now. */
  offer(owed: readonly NewlyOwed[], events: ReadonlyMap<string, OwedEvent>, at: Date): void
  /** A stream's configuration or status changed: takes effect before the next SET leaves. */
  changed(streamId: string): void
  /** The shards whose streams this process drives; undefined while it may have lost them. */
  held(): readonly number[] | undefined
  run(signal: AbortSignal): Promise<void>
}

export function createEngine(deps: EngineDeps): Engine {
  const owner = randomUUID()
  const parts = createParts(deps, owner)
  const wake = (streamIds: readonly string[]): void => {
    parts.look.want(streamIds)
    parts.control.want()
    parts.bell.ring()
    tellOthers(parts, deps, streamIds)
  }
  return {
    wake,
    offer: (owed, events, at) => {
      offer(parts, deps, { owed, events, at })
    },
    changed: (streamId) => {
      parts.lanes.markStale(streamId)
      wake([streamId])
    },
    held: parts.shards.held,
    run: async (signal) => {
      await Promise.all([
        parts.shards.hold(signal),
        listenToOthers(parts, deps, signal),
        deliver(parts, deps, signal),
      ])
      await finishWork(parts, deps.clock)
      await letGo(deps, owner)
    },
  }
}

type Offered = {
  owed: readonly NewlyOwed[]
  events: ReadonlyMap<string, OwedEvent>
  at: Date
}

/** Lanes that read all before take the rows as they are; for the others the database is asked. */
function offer(parts: Parts, deps: EngineDeps, { owed, events, at }: Offered): void {
  const { lanes, pusher, look, bell } = parts
  const missed: string[] = []
  let isMoreToRead = false
  for (const one of owed) {
    const lane = lanes.offer(one, events, at)
    if (!lane) missed.push(one.streamId)
    isMoreToRead ||= lane?.mayHaveMore ?? false
    if (lane) pusher.ready(lane)
  }
  look.want(missed)
  if (missed.length > 0 || isMoreToRead) bell.ring()
  tellOthers(parts, deps, missed)
}

type Rhythm = { lookEveryMs: number; polledAt: number }

async function deliver(parts: Parts, deps: EngineDeps, signal: AbortSignal): Promise<void> {
  const { clock, log } = deps
  const rhythm: Rhythm = { lookEveryMs: POLL_MS, polledAt: -Infinity }
  const jumpedMs = createJumpMeter(clock)
  while (!signal.aborted) {
    try {
      setBack(parts, deps, jumpedMs())
      await round(parts, deps, rhythm)
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'delivery round failed, next one follows')
      await clock.sleep(POLL_MS, signal)
    }
    const nextMs = parts.timers.nextAtMs() - clock.now().getTime()
    await parts.bell.wait(Math.max(1, Math.min(POLL_MS, nextMs)), signal)
  }
}

/** A clock that was set back would let streams wait by so much longer. One that was set ahead only lets them wait less. */
function setBack({ lanes, pusher, control }: Parts, { log }: EngineDeps, jumpedMs: number): void {
  if (jumpedMs === 0) return
  log.warn({ jumpedMs }, 'the clock was set')
  if (jumpedMs > 0) return
  for (const lane of lanes.open()) {
    shiftWaits(lane, jumpedMs)
    pusher.ready(lane)
  }
  control.hurry()
}

async function round(parts: Parts, deps: EngineDeps, rhythm: Rhythm): Promise<void> {
  const { shards, lanes, pusher, timers } = parts
  const now = deps.clock.now()
  for (const lane of timers.takeDue(now.getTime())) {
    lanes.feed(lane)
    pusher.ready(lane)
  }
  const held = shards.held()
  if (!held) return
  await Promise.all([lookAtStreams(parts, deps, held, rhythm), poll(parts, deps, held, rhythm)])
  for (const lane of await lanes.refill()) pusher.ready(lane)
}

async function lookAtStreams(
  { look, lanes }: Parts,
  { clock }: EngineDeps,
  held: readonly number[],
  rhythm: Rhythm,
): Promise<void> {
  const startedAt = clock.now()
  const wanted = look.take(startedAt, rhythm.lookEveryMs)
  await lanes.look(held, wanted).catch((error: unknown) => {
    look.want(wanted) // what was not looked at is looked at next time
    throw error
  })
  if (wanted !== 'all') return
  const tookMs = clock.now().getTime() - startedAt.getTime()
  rhythm.lookEveryMs = Math.max(POLL_MS, tookMs / LOOK_SHARE)
}

/** What others may have written without our being told. */
async function poll(
  { control, lanes }: Parts,
  { store, clock }: EngineDeps,
  held: readonly number[],
  rhythm: Rhythm,
): Promise<void> {
  const nowMs = clock.now().getTime()
  const isDue = Math.abs(nowMs - rhythm.polledAt) >= POLL_MS
  if (!isDue && !control.isWanted()) return
  rhythm.polledAt = nowMs
  const [updated] = await Promise.all([store.streamActivity.updatedLately(), control.start(held)])
  lanes.compare(updated)
}

/** What is under way ends by itself or is given up; its outcomes are written, unless the database is away. */
async function finishWork(
  { pusher, control, outbox, giveUp, stopWriting }: Parts,
  clock: Clock,
): Promise<void> {
  pusher.close()
  await atMost(clock, STOP_GRACE_MS, Promise.all([pusher.idle(), control.idle()]))
  giveUp.abort()
  await Promise.all([pusher.idle(), control.idle()])
  await atMost(clock, WRITE_GRACE_MS, outbox.flushed())
  stopWriting.abort()
}

/** Another process need not wait until the lease runs out. */
async function letGo({ store, clock, log }: EngineDeps, owner: string) {
  const released = store.leases.release(owner).then(() => store.notices.tell('ssf_hub_shards'))
  await atMost(clock, WRITE_GRACE_MS, released).catch((error: unknown) => {
    log.warn({ reason: errorText(error) }, 'leases not released, they run out by themselves')
  })
}
