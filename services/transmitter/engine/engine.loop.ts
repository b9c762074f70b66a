import { randomUUID } from 'node:crypto'
import { atMost } from '../../kernel/clock.ts'
import type { Deps } from '../../kernel/deps.ts'
import { errorText } from '../../kernel/errors.ts'
import { createControlDesk } from './control.ts'
import { createLanes } from './lanes.ts'
import { createOutbox } from './outbox.ts'
import { createPusher } from './push.ts'

/** How long a process may hold its shards without renewing, and how often it renews. */
const LEASE_SECONDS = 15
const RENEW_MS = 2_500
/** How often streams are looked for that nobody told us of (another process's events, a lost wake). */
const POLL_MS = 500
/** A push in flight at shutdown gets this long; what is given up is sent again after the next start. */
const STOP_GRACE_MS = 3_000

export type EngineDeps = Pick<
  Deps,
  'store' | 'clock' | 'log' | 'metrics' | 'outbound' | 'signer' | 'config'
>

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
  let shards: number[] = []
  let heldUntil = 0

  async function holdShards(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const askedAt = clock.now().getTime()
      try {
        shards = await store.leases.hold(owner, LEASE_SECONDS)
        heldUntil = askedAt + LEASE_SECONDS * 1_000
        bell.ring()
      } catch (error) {
        log.warn({ reason: errorText(error) }, 'leases not renewed')
      }
      await clock.sleep(RENEW_MS, signal)
    }
  }

  async function round(): Promise<void> {
    const now = clock.now()
    if (now.getTime() >= heldUntil) return
    const [, isReopening] = await Promise.all([control.start(shards, now), lanes.refresh(shards)])
    if (isReopening) bell.ring()
    lanes.forEachReady((lane) => pusher.pump(lane))
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
      await Promise.all([holdShards(signal), deliver(signal)])
      pusher.close()
      await atMost(clock, STOP_GRACE_MS, Promise.all([pusher.idle(), control.idle()]))
      giveUp.abort()
      await Promise.all([pusher.idle(), control.idle()])
      await outbox.flushed()
      await store.leases.release(owner)
    },
  }
}

/** Wakes one sleeper; a ring while nobody sleeps is remembered. */
function createBell({ clock }: Pick<EngineDeps, 'clock'>) {
  let rung = false
  let sleeper: AbortController | undefined
  return {
    ring: (): void => {
      rung = true
      sleeper?.abort()
    },
    wait: async (ms: number, signal: AbortSignal): Promise<void> => {
      if (!rung) {
        sleeper = new AbortController()
        await clock.sleep(ms, AbortSignal.any([signal, sleeper.signal]))
        sleeper = undefined
      }
      rung = false
    },
  }
}
