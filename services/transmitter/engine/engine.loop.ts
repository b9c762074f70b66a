import { randomUUID } from 'node:crypto'
import { atMost } from '../../kernel/clock.ts'
import { errorText } from '../../kernel/errors.ts'
import { createBell } from './bell.ts'
import { createControlDesk } from './control.ts'
import type { EngineDeps } from './engine-deps.ts'
import { createLanes } from './lanes.ts'
import { createOutbox } from './outbox.ts'
import { createPusher } from './push.ts'
import { createShardHolder } from './shards.ts'

/** How often streams are looked for that nobody told us of (another process's events, a lost wake). */
const POLL_MS = 500
/** A push in flight at shutdown gets this long; what is given up is sent again after the next start. */
const STOP_GRACE_MS = 3_000

/** The delivery engine: for every stream whose shard this process holds, what is owed goes out. */
export type Engine = {
  /** There is something new for these streams, or a control SET. */
  wake(): void
  /** A stream's configuration or status changed: takes effect before the next SET leaves. */
  changed(streamId: string): void
  run(signal: AbortSignal): Promise<void>
}

export function createEngine(deps: EngineDeps): Engine {
  const { store, clock, log } = deps
  const owner = randomUUID()
  const giveUp = new AbortController()
  const outbox = createOutbox({ deliveries: store.deliveries, owner, clock, log })
  const bell = createBell(deps)
  const lanes = createLanes(deps, outbox)
  const pusher = createPusher({ ...deps, outbox, stop: giveUp.signal, onFree: bell.ring })
  const control = createControlDesk({ ...deps, outbox, stop: giveUp.signal })
  const shards = createShardHolder(deps, owner, bell.ring)

  async function round(): Promise<void> {
    const now = clock.now()
    const held = shards.held(now)
    if (!held) return
    const [, isReopening] = await Promise.all([control.start(held, now), lanes.refresh(held)])
    if (isReopening) bell.ring()
    lanes.forEachReady(pusher.pump)
  }

  async function deliver(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await round()
      } catch (error) {
        log.warn({ reason: errorText(error) }, 'delivery round failed, next one follows')
        await clock.sleep(POLL_MS, signal)
      }
      await bell.wait(lanes.nextDueMs(clock.now(), POLL_MS), signal)
    }
  }

  return {
    wake: () => {
      lanes.mayHaveMore()
      bell.ring()
    },
    changed: (streamId) => {
      lanes.markStale(streamId)
      bell.ring()
    },
    run: async (signal) => {
      await Promise.all([shards.hold(signal), deliver(signal)])
      pusher.close()
      await atMost(clock, STOP_GRACE_MS, Promise.all([pusher.idle(), control.idle()]))
      giveUp.abort()
      await Promise.all([pusher.idle(), control.idle()])
      await outbox.flushed()
      await store.leases.release(owner)
    },
  }
}
