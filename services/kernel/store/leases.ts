// Sole writer of: shard_lease, engine_member.
import type { Pool } from 'pg'

/** Streams are spread over this many shards; a process drives the shards that it holds a lease on. */
export const SHARDS = 64

/** A process that shares the shards; `mark` is another whenever it has said that it lives. */
export type Member = { id: string; mark: string }

/**
 * How many processes share the shards, how many each may have, which this one holds, and which of them nobody else held
 * since it asked the last time.
 */
export type Share = {
  members: number
  most: number
  held: number[]
  kept: number[]
  others: Member[]
}

export type LeaseStore = ReturnType<typeof createLeaseStore>

/** The shard of a stream: stable, from its id alone. */
export function shardOf(streamId: string): number {
  let hash = 0
  for (let i = 0; i < streamId.length; i++) hash = (hash * 31 + streamId.charCodeAt(i)) >>> 0
  return hash % SHARDS
}

/**
 * No clock tells whether a process lives, for any may be set: each watches whether the marks of the others change. The times
 * that are written are such marks; nobody compares them with a clock but versions before this one.
 */
export function createLeaseStore({ pool }: { pool: Pool }) {
  return {
    /**
     * Says that `owner` lives, renews what it holds and takes what nobody does, up to its share. What it holds beyond that
     * is its own to give up. `silent`: processes whose marks did not change for as long as a lease lasts; they lose what they hold,
     * unless they have spoken meanwhile.
     */
    async hold(
      owner: string,
      leaseSeconds: number,
      silent: readonly Member[] = [],
    ): Promise<Share> {
      const { rows } = await pool.query<Share>(HOLD, [
        owner,
        leaseSeconds,
        SHARDS,
        silent.map(({ id }) => id),
        silent.map(({ mark }) => mark),
      ])
      return rows[0] ?? { members: 1, most: SHARDS, held: [], kept: [], others: [] }
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

/** A lease of somebody who is no member is nobody's: those who go give back both in one statement each, or are silent. */
const HOLD = `
with me as (
  insert into engine_member (id, expires_at) values ($1, now() + make_interval(secs => $2))
  on conflict (id) do update set expires_at = excluded.expires_at),
gone as (
  delete from engine_member m using unnest($4::uuid[], $5::text[]) as silent(id, mark)
  where m.id = silent.id and m.expires_at::text = silent.mark and m.id <> $1 returning m.id),
others as materialized (
  select id, expires_at::text as mark from engine_member where id <> $1 and id not in (select id from gone)),
share as (
  select count(*)::int + 1 as members, ceil($3::numeric / (count(*) + 1))::int as most from others),
renewed as (
  update shard_lease set expires_at = now() + make_interval(secs => $2) where owner = $1 returning shard),
lost as materialized (
  select distinct owner from shard_lease where owner <> $1 and owner not in (select id from others)),
free as (
  select n as shard from generate_series(0, $3 - 1) as n
  where not exists (select from shard_lease l where l.shard = n and l.owner not in (select owner from lost))
  order by n limit greatest(0, (select most from share) - (select count(*) from renewed))),
taken as (
  insert into shard_lease as l (shard, owner, expires_at)
  select shard, $1, now() + make_interval(secs => $2) from free
  on conflict (shard) do update set owner = $1, expires_at = excluded.expires_at, epoch = l.epoch + 1
    where l.owner in (select owner from lost)
  returning shard)
select members, most, array(select shard from renewed union select shard from taken order by shard)::int[] as held,
  array(select shard from renewed order by shard)::int[] as kept,
  coalesce((select json_agg(others) from others), '[]'::json) as others
from share`
