import { errorText } from '../../kernel/errors.ts'
import { shardOf, SHARDS } from '../../kernel/store/leases.ts'
import { createBell } from '../../kernel/bell.ts'
import type { EngineDeps } from './engine-deps.ts'
import { createSilence, type Silence } from './silence.ts'

/** How long a process may hold its shards without renewing, and how often it renews. */
const LEASE_SECONDS = 15
const LEASE_MS = LEASE_SECONDS * 1_000
const RENEW_MS = 2_500
/** How long a shard that is to be another's may keep its pushes under way before the lease is asked for again. */
const DRAIN_MS = 1_000

/** This process's share of the streams: leased, so that no two processes deliver one stream. */
export type ShardHolder = {
  /** The shards held now; undefined once the lease may have run out. */
  held(): readonly number[] | undefined
  /** Which time this is that the process has the stream's shard; undefined while it is another's. */
  tenureOf(streamId: string): number | undefined
  /** Other processes share the shards. */
  isShared(): boolean
  /** Somebody came or went: look at once. */
  lookAgain(): void
  /** Keeps the lease, and gives up what is beyond this process's share, until the signal aborts. */
  hold(signal: AbortSignal): Promise<void>
}

type Holding = {
  /** By shard, from when on it is held. */
  tenures: Map<number, number>
  /** No longer driven, though the lease runs on until nothing is under way. */
  leaving: Set<number>
  /** By time that passes: a clock that is set neither ends a lease nor prolongs it. */
  heldUntilMs: number
  silence: Silence
  members: number
  count: number
}

type ShardDeps = Pick<EngineDeps, 'store' | 'clock' | 'log'> & {
  owner: string
  /** Milliseconds that no setting of a clock changes. */
  steadyMs?: () => number
  onHeld: () => void
  /** Resolves when nothing is under way or unwritten for the streams of these shards; may take as long as a push. */
  drained: (isLeaving: (streamId: string) => boolean, withinMs: number) => Promise<boolean>
}

export function createShardHolder(given: ShardDeps): ShardHolder {
  const deps = { steadyMs: () => performance.now(), ...given }
  const { steadyMs } = deps
  const bell = createBell(deps)
  const holding: Holding = {
    tenures: new Map(),
    leaving: new Set(),
    heldUntilMs: -Infinity,
    silence: createSilence(),
    members: 1,
    count: 0,
  }
  const isHeld = () => steadyMs() < holding.heldUntilMs
  return {
    held: () => (isHeld() ? [...holding.tenures.keys()] : undefined),
    tenureOf: (streamId) => (isHeld() ? holding.tenures.get(shardOf(streamId)) : undefined),
    isShared: () => holding.members > 1,
    lookAgain: bell.ring,
    hold: async (signal) => {
      await deps.store.notices.tell('ssf_hub_shards').catch(() => undefined) // they look soon anyway
      while (!signal.aborted) {
        await renew(holding, deps)
        await giveUpSurplus(holding, deps)
        // Somebody who has been silent for long enough by then loses its shards without delay.
        const untilSilentMs = holding.silence.nextAtMs(LEASE_MS) - steadyMs()
        await bell.wait(Math.max(1, Math.min(RENEW_MS, untilSilentMs)), signal)
      }
    },
  }
}

async function renew(holding: Holding, deps: Required<ShardDeps>): Promise<void> {
  const { store, steadyMs, log, owner, onHeld } = deps
  const askedMs = steadyMs()
  // Who could not say so itself, for the database was away, hears nobody either: the others have their time from now on.
  if (askedMs >= holding.heldUntilMs) holding.silence = createSilence()
  const { silence } = holding
  try {
    const silent = silence.silentFor(LEASE_MS, askedMs)
    const share = await store.leases.hold(owner, LEASE_SECONDS, silent)
    silence.observe(share.others, steadyMs())
    holding.heldUntilMs = askedMs + LEASE_MS
    holding.members = share.members
    const had = holding.tenures
    const isKept = new Set(share.kept)
    const mine = share.held.slice(0, share.most)
    holding.leaving = new Set(share.held.slice(share.most))
    holding.tenures = new Map(
      mine.map((shard) => [
        shard,
        (isKept.has(shard) ? had.get(shard) : undefined) ?? (holding.count += 1),
      ]),
    )
    onHeld()
  } catch (error) {
    log.warn({ reason: errorText(error) }, 'leases not renewed')
  }
}

/** What is under way there ends first, so that the next owner sends nothing twice. */
async function giveUpSurplus(holding: Holding, deps: Required<ShardDeps>): Promise<void> {
  const { leaving } = holding
  if (leaving.size === 0) return
  const { store, log, owner, drained } = deps
  try {
    if (!(await drained((streamId) => leaving.has(shardOf(streamId)), DRAIN_MS))) return
    await store.leases.giveUp(owner, [...leaving])
    holding.leaving = new Set()
    await store.notices.tell('ssf_hub_shards')
    log.info({ shards: leaving.size, of: SHARDS }, 'shards given to another process')
  } catch (error) {
    log.warn({ reason: errorText(error) }, 'shards not given up yet')
  }
}
