import { errorText } from '../../kernel/errors.ts'
import { shardOf, SHARDS } from '../../kernel/store/leases.ts'
import { createBell } from '../../kernel/bell.ts'
import type { EngineDeps } from './engine-deps.ts'

/** How long a process may hold its shards without renewing, and how often it renews. */
const LEASE_SECONDS = 15
const RENEW_MS = 2_500
/** How long a shard that is to be another's may keep its pushes under way before the lease is asked for again. */
const DRAIN_MS = 1_000

/** This process's share of the streams: leased, so that no two processes deliver one stream. */
export type ShardHolder = {
  /** The shards held at `now`; undefined once the lease may have run out. */
  held(now: Date): readonly number[] | undefined
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
  heldUntil: number
  members: number
  count: number
}

type ShardDeps = Pick<EngineDeps, 'store' | 'clock' | 'log'> & {
  owner: string
  onHeld: () => void
  /** Resolves when nothing is under way or unwritten for the streams of these shards; may take as long as a push. */
  drained: (isLeaving: (streamId: string) => boolean, withinMs: number) => Promise<boolean>
}

export function createShardHolder(deps: ShardDeps): ShardHolder {
  const { clock } = deps
  const bell = createBell(deps)
  const holding: Holding = {
    tenures: new Map(),
    leaving: new Set(),
    heldUntil: 0,
    members: 1,
    count: 0,
  }
  return {
    held: (now) => (now.getTime() < holding.heldUntil ? [...holding.tenures.keys()] : undefined),
    tenureOf: (streamId) =>
      clock.now().getTime() < holding.heldUntil
        ? holding.tenures.get(shardOf(streamId))
        : undefined,
    isShared: () => holding.members > 1,
    lookAgain: bell.ring,
    hold: async (signal) => {
      await deps.store.notices.tell('ssf_hub_shards').catch(() => undefined) // they look soon anyway
      while (!signal.aborted) {
        await renew(holding, deps)
        await giveUpSurplus(holding, deps)
        await bell.wait(RENEW_MS, signal)
      }
    },
  }
}

async function renew(holding: Holding, deps: ShardDeps): Promise<void> {
  const { store, clock, log, owner, onHeld } = deps
  const askedAt = clock.now().getTime()
  try {
    const { held, members, most } = await store.leases.hold(owner, LEASE_SECONDS)
    const isLate = askedAt >= holding.heldUntil
    holding.heldUntil = askedAt + LEASE_SECONDS * 1_000
    holding.members = members
    const had = isLate ? new Map<number, number>() : holding.tenures
    const kept = held.slice(0, most)
    holding.leaving = new Set(held.slice(most))
    holding.tenures = new Map(kept.map((shard) => [shard, had.get(shard) ?? (holding.count += 1)]))
    onHeld()
  } catch (error) {
    log.warn({ reason: errorText(error) }, 'leases not renewed')
  }
}

/** What is under way there ends first, so that the next owner sends nothing twice. */
async function giveUpSurplus(holding: Holding, deps: ShardDeps): Promise<void> {
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
