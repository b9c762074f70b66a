// Sole writer of: shard_lease, engine_member.
import type { Pool } from 'pg'

/** Streams are spread over this many shards; a process drives the shards that it holds a lease on. */
export const SHARDS = 64

/** How many processes share the shards, how many each may have, and which this one holds. */
export type Share = { members: number; most: number; held: number[] }

export type LeaseStore = ReturnType<typeof createLeaseStore>

/** The shard of a stream: stable, from its id alone. */
export function shardOf(streamId: string): number {
  let hash = 0
  for (let i = 0; i < streamId.length; i++) hash = (hash * 31 + streamId.charCodeAt(i)) >>> 0
  return hash % SHARDS
}

/** Times are the database's own, so that clocks of several processes do not matter. */
export function createLeaseStore({ pool }: { pool: Pool }) {
  return {
    /**
     * Says that `owner` lives, renews what it holds and takes what nobody does, up to its share. What it holds beyond that
     * is its own to give up.
     */
    async hold(owner: string, leaseSeconds: number): Promise<Share> {
      const { rows } = await pool.query<Share>(HOLD, [owner, leaseSeconds, SHARDS])
      return rows[0] ?? { members: 1, most: SHARDS, held: [] }
    },

    /** Ends every lease, for a process that is known to be the only one: a killed one's would run on. */
    async clear(): Promise<void> {
      await pool.query('delete from shard_lease')
      await pool.query('delete from engine_member')
    },

    /** Lets go of some, whose streams nothing is under way for. */
    async giveUp(owner: string, shards: readonly number[]): Promise<void> {
      await pool.query('delete from shard_lease where owner = $1 and shard = any($2::smallint[])', [
        owner,
        shards,
      ])
    },

    /** Lets go of everything, so that another process need not wait for the lease to run out. */
    async release(owner: string): Promise<void> {
      await pool.query('delete from shard_lease where owner = $1', [owner])
      await pool.query('delete from engine_member where id = $1', [owner])
    },
  }
}

const HOLD = `
with me as (
  insert into engine_member (id, expires_at) values ($1, now() + make_interval(secs => $2))
  on conflict (id) do update set expires_at = excluded.expires_at),
gone as (
  delete from engine_member where expires_at < now() - interval '1 minute' and id <> $1),
share as (
  select count(*)::int + 1 as members, ceil($3::numeric / (count(*) + 1))::int as most
  from engine_member where id <> $1 and expires_at > now()),
renewed as (
  update shard_lease set expires_at = now() + make_interval(secs => $2) where owner = $1 returning shard),
free as (
  select n as shard from generate_series(0, $3 - 1) as n
  where not exists (select from shard_lease l where l.shard = n and (l.owner = $1 or l.expires_at >= now()))
  order by n limit greatest(0, (select most from share) - (select count(*) from renewed))),
taken as (
  insert into shard_lease as l (shard, owner, expires_at)
  select shard, $1, now() + make_interval(secs => $2) from free
  on conflict (shard) do update set owner = $1, expires_at = excluded.expires_at, epoch = l.epoch + 1
    where l.expires_at < now()
  returning shard)
select members, most, array(select shard from renewed union select shard from taken order by shard)::int[] as held from share`
