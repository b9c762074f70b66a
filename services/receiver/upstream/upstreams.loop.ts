import { randomUUID } from 'node:crypto'
import { createBell, type Bell } from '../../kernel/bell.ts'
import { atMost } from '../../kernel/clock.ts'
import type { Deps } from '../../kernel/deps.ts'
import { errorText } from '../../kernel/errors.ts'
import type { UpstreamHealth } from '../../../schemas/upstream.ts'
import { createAlarm } from './alarm.ts'
import { driveUpstream, type DriverDeps } from './driver.ts'
import { createLinks } from './link.ts'
import { noteTo } from './note-poll.ts'
import { createPolling, type PollingDeps } from './polling.ts'
import type { Memory } from './trouble.ts'
import { createTurns, type Turns } from './turns.ts'

/** How long a process may hold an upstream without renewing, how often it renews, and looks for new ones and changes. */
const LEASE_SECONDS = 15
const RENEW_MS = 4_000
const LOOK_MS = 500
/** So many at a time, that several processes come to share them. */
const CLAIM_AT_ONCE = 8
/** What is under way at shutdown gets this long; it is found again after the next start. */
const STOP_GRACE_MS = 3_000

export type UpstreamsDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'outbound' | 'metrics'> & {
  take: PollingDeps['take']
  ingestUrl: (sourceId: string) => string
}

/** `giveUp` ends what goes on after `stopping`. */
type Ends = { stopping: AbortController; giveUp: AbortController }
type Driver = Ends & { bell: Bell; done: Promise<void>; changes: number }

type Fleet = {
  owner: string
  drivers: Map<string, Driver>
  turns: Turns
  health: Map<string, UpstreamHealth>
}

/** Drives this process's share of the streams that the hub has at other transmitters, until the signal aborts. */
export async function driveUpstreams(deps: UpstreamsDeps, signal: AbortSignal): Promise<void> {
  const { store, clock, log } = deps
  const fleet: Fleet = {
    owner: randomUUID(),
    drivers: new Map(),
    turns: createTurns(),
    health: new Map(),
  }
  let heldUntil = 0
  let renewAt = 0
  while (!signal.aborted) {
    const now = clock.now().getTime()
    try {
      if (now >= renewAt) {
        await store.upstreamDrives.renew(fleet.owner, LEASE_SECONDS)
        heldUntil = now + LEASE_SECONDS * 1_000
        renewAt = now + RENEW_MS
      }
      await look(fleet, deps)
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'upstreams not looked for')
    }
    // Somebody else may have them by now.
    if (clock.now().getTime() >= heldUntil) await stopAll(fleet, deps)
    await clock.sleep(LOOK_MS, signal)
  }
  await stopAll(fleet, deps)
  await store.upstreamDrives.release(fleet.owner).catch((error: unknown) => {
    log.warn({ reason: errorText(error) }, 'upstreams not released, their leases run out')
  })
}

async function look(fleet: Fleet, deps: UpstreamsDeps): Promise<void> {
  const { upstreamDrives } = deps.store
  await upstreamDrives.claim(fleet.owner, LEASE_SECONDS, CLAIM_AT_ONCE)
  const held = new Map(
    (await upstreamDrives.held(fleet.owner)).map(({ sourceId, changes }) => [sourceId, changes]),
  )
  for (const [sourceId, driver] of fleet.drivers) {
    const changes = held.get(sourceId)
    if (changes === undefined) driver.stopping.abort()
    else if (changes !== driver.changes) driver.bell.ring()
    driver.changes = changes ?? driver.changes
  }
  for (const [sourceId, changes] of held)
    if (!fleet.drivers.has(sourceId)) start(sourceId, changes, fleet, deps)
}

function start(sourceId: string, changes: number, fleet: Fleet, deps: UpstreamsDeps): void {
  const ends: Ends = { stopping: new AbortController(), giveUp: new AbortController() }
  const bell = createBell(deps)
  const done = driveUpstream(sourceId, equip(sourceId, { ...ends, bell }, fleet, deps), bell)
    .catch((error: unknown) => {
      deps.log.error({ sourceId, err: error }, 'upstream driver ended')
    })
    .finally(() => {
      fleet.drivers.delete(sourceId)
      fleet.health.delete(sourceId)
      count(fleet, deps)
    })
  fleet.drivers.set(sourceId, { ...ends, bell, done, changes })
}

/** What a driver works with: a memory of what fails, a session, and a poll that goes on beside it. */
function equip(
  sourceId: string,
  { stopping, giveUp, bell }: Ends & { bell: Bell },
  fleet: Fleet,
  deps: UpstreamsDeps,
): DriverDeps {
  const { owner, turns } = fleet
  const { store, clock, log, take } = deps
  const random = Math.random
  const memory: Memory = { troubles: new Map(), isDoubted: false }
  const onPolled = noteTo({ sourceId, owner, store, clock, log, memory, bell })
  return {
    ...deps,
    owner,
    turns,
    random,
    memory,
    alarm: createAlarm(sourceId, store),
    signal: stopping.signal,
    linkOf: createLinks({ ...deps, signal: giveUp.signal }),
    polling: createPolling(sourceId, { clock, random, log, take, onPolled }),
    onHealth: (health) => {
      fleet.health.set(sourceId, health)
      count(fleet, deps)
    },
  }
}

function count({ health }: Fleet, { metrics }: UpstreamsDeps): void {
  metrics.upstreams.reset()
  for (const [name, ones] of Map.groupBy(health.values(), (one) => one))
    metrics.upstreams.set({ health: name }, ones.length)
}

/** What is under way ends by itself or is given up. */
async function stopAll({ drivers }: Fleet, { clock }: UpstreamsDeps): Promise<void> {
  if (drivers.size === 0) return
  const ending = [...drivers.values()]
  for (const { stopping } of ending) stopping.abort()
  const done = Promise.all(ending.map((driver) => driver.done))
  await atMost(clock, STOP_GRACE_MS, done)
  for (const { giveUp } of ending) giveUp.abort()
  await done
}
