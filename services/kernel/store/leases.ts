// Sole writer of: shard_lease.
import type { Pool } from 'pg'

/** Streams are spread over this many shards; a process drives the shards that it holds a lease on. */
export const SHARDS = 64

export type LeaseStore = ReturnType<typeof createLeaseStore>

/** The shard of a stream: stable, from its id alone. */
export function shardOf(streamId: string): number {
  let hash = 0
  for (const char of streamId) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0
  return hash % SHARDS
}

/** Times are the database's own, so that clocks of several processes do not matter. */
export function createLeaseStore({ pool }: { pool: Pool }) {
  return {
    /** Renews what `owner` holds and takes what nobody does; answers the shards held now. */
    async hold(owner: string, leaseSeconds: number): Promise<number[]> {
      const { rows } = await pool.query<{ shard: number }>(
        `insert into shard_lease as l (shard, owner, expires_at)
         select shard, $1, now() + make_interval(secs => $2) from generate_series(0, $3 - 1) as shard
         on conflict (shard) do update
           set owner = $1, expires_at = now() + make_interval(secs => $2),
               epoch = l.epoch + case when l.owner = $1 then 0 else 1 end
           where l.owner = $1 or l.expires_at < now()
         returning l.shard`,
        [owner, leaseSeconds, SHARDS],
      )
      return rows.map((row) => row.shard)
    },

    /** Ends every lease, for a process that is known to be the only one: a killed one's would run on. */
    async clear(): Promise<void> {
      await pool.query('delete from shard_lease')
    },

    /** Lets go of everything, so that another process need not wait for the lease to run out. */
    async release(owner: string): Promise<void> {
      await pool.query('delete from shard_lease where owner = $1', [owner])
    },
  }
}
