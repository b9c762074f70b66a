import { randomUUID } from 'node:crypto'
import { atMost, type Clock } from '../../kernel/clock.ts'
import { errorText } from '../../kernel/errors.ts'
import { createBell, type Bell } from '../../kernel/bell.ts'
import { createControlDesk, type ControlDesk } from './control.ts'
import type { EngineDeps } from './engine-deps.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { createLook, type Look } from './look.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createPusher, type Pusher } from './push.ts'
import { createShardHolder, type ShardHolder } from './shards.ts'

/** How often streams are looked for that nobody told us of (another process's events, a lost wake). */
const POLL_MS = 500
/** A push in flight at shutdown gets this long; what is given up is sent again after the next start. */
const STOP_GRACE_MS = 3_000
/** And so long the database has to take the last outcomes, and the leases back. */
const WRITE_GRACE_MS = 800

/** The delivery engine: for every stream whose shard this process holds, what is owed goes out. */
export type Engine = {
  /** There is something new for these streams, be it a control SET. */
  wake(streamIds: readonly string[]): void
  /** A stream's configuration or status changed: takes effect before the next SET leaves. */
  changed(streamId: string): void
  run(signal: AbortSignal): Promise<void>
}

export function createEngine(deps: EngineDeps): Engine {
  const { store, clock, log } = deps
  const owner = randomUUID()
  const giveUp = new AbortController()
  const stopWriting = new AbortController()
  const outbox = createOutbox({
    deliveries: store.deliveries,
    owner,
    clock,
    log,
    stop: stopWriting.signal,
  })
  const bell = createBell(deps)
  const look = createLook()
  const lanes = createLanes(deps, outbox)
  const control = createControlDesk({ ...deps, outbox, stop: giveUp.signal })
  const shards = createShardHolder(deps, owner, bell.ring)
  const { isOurs } = shards
  const pusher = createPusher({ ...deps, outbox, stop: giveUp.signal, isOurs, onEmpty: bell.ring })

  const parts = { outbox, bell, look, lanes, pusher, control, shards }
  const wake = (streamIds: readonly string[]): void => {
    look.want(streamIds)
    bell.ring()
  }
  return {
    wake,
    changed: (streamId) => {
      lanes.markStale(streamId)
      wake([streamId])
    },
    run: async (signal) => {
      await Promise.all([shards.hold(signal), deliver(parts, deps, signal)])
      await finishWork(parts, clock, giveUp)
      stopWriting.abort()
      await atMost(clock, WRITE_GRACE_MS, store.leases.release(owner)).catch((error: unknown) => {
        log.warn({ reason: errorText(error) }, 'leases not released, they run out by themselves')
      })
    },
  }
}

type Parts = {
  outbox: Outbox
  bell: Bell
  look: Look
  lanes: Lanes
  pusher: Pusher
  control: ControlDesk
  shards: ShardHolder
}

async function deliver(
  parts: Parts,
  { clock, log }: Pick<EngineDeps, 'clock' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await round(parts, clock.now())
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'delivery round failed, next one follows')
      await clock.sleep(POLL_MS, signal)
    }
    await parts.bell.wait(
      parts.lanes.nextDueMs(clock.now(), parts.look.nextInMs(clock.now(), POLL_MS)),
      signal,
    )
  }
}

async function round(parts: Parts, now: Date): Promise<void> {
  const { shards, control, lanes, bell, look, pusher } = parts
  const held = shards.held(now)
  if (!held) return
  const wanted = look.take(now, POLL_MS)
  const [, reopening] = await Promise.all([
    control.start(held, now),
    lanes.refresh(held, wanted).catch((error: unknown) => {
      look.want(wanted) // what was not looked at is looked at next time
      throw error
    }),
  ])
  if (reopening.length > 0) {
    look.want(reopening)
    bell.ring()
  }
  lanes.forEachReady(pusher.pump)
}

/** What is under way ends by itself or is given up; its outcomes are written, unless the database is away. */
async function finishWork(
  { pusher, control, outbox }: Parts,
  clock: Clock,
  giveUp: AbortController,
): Promise<void> {
  pusher.close()
  await atMost(clock, STOP_GRACE_MS, Promise.all([pusher.idle(), control.idle()]))
  giveUp.abort()
  await Promise.all([pusher.idle(), control.idle()])
  await atMost(clock, WRITE_GRACE_MS, outbox.flushed())
}
