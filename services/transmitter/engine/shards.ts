import { errorText } from '../../kernel/errors.ts'
import { shardOf } from '../../kernel/store/leases.ts'
import type { EngineDeps } from './engine-deps.ts'

/** How long a process may hold its shards without renewing, and how often it renews. */
const LEASE_SECONDS = 15
const RENEW_MS = 2_500
/** This process's share of the streams: leased, so that no two processes deliver one stream. */
export type ShardHolder = {
  /** The shards held at `now`; undefined once the lease may have run out. */
  held(now: Date): readonly number[] | undefined
  /** True while the stream's shard is among them. */
  isOurs(streamId: string, now: Date): boolean
  /** Renews the lease until the signal aborts. */
  hold(signal: AbortSignal): Promise<void>
}

export function createShardHolder(
  { store, clock, log }: Pick<EngineDeps, 'store' | 'clock' | 'log'>,
  owner: string,
  onHeld: () => void,
): ShardHolder {
  let shards: readonly number[] = []
  let heldUntil = 0

  async function renew(): Promise<void> {
    const askedAt = clock.now().getTime()
    try {
      shards = await store.leases.hold(owner, LEASE_SECONDS)
      heldUntil = askedAt + LEASE_SECONDS * 1_000
      onHeld()
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'leases not renewed')
    }
  }

  return {
    held: (now) => (now.getTime() < heldUntil ? shards : undefined),
    isOurs: (streamId, now) => now.getTime() < heldUntil && shards.includes(shardOf(streamId)),
    hold: async (signal) => {
      while (!signal.aborted) {
        await renew()
        await clock.sleep(RENEW_MS, signal)
      }
    },
  }
}
