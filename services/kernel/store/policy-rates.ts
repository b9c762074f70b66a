// Sole writer of: policy_rate.
import type { Sql } from './database.ts'

/** So many events in so many seconds. */
export type Rate = { policyId: string; max: number; seconds: number }

/**
 * Counts what policies want to emit, and answers how much of it each may. One statement; the rows are locked to the commit,
 * so that routers side by side share one limit.
 */
export async function takeFromRates(
  sql: Sql,
  wanted: readonly (Rate & { count: number })[],
  now: Date,
): Promise<Map<string, number>> {
  if (wanted.length === 0) return new Map()
  const sorted = wanted.toSorted((a, b) => (a.policyId < b.policyId ? -1 : 1))
  const { rows } = await sql.query<{ policy_id: string; after: number }>(
    `insert into policy_rate as r (policy_id, started_at, count)
     select policy_id, $4, count from unnest($1::text[], $2::int[], $3::int[]) as w(policy_id, count, seconds)
     on conflict (policy_id) do update set
       count = excluded.count + case when r.started_at + make_interval(secs => (
         select w.seconds from unnest($1::text[], $3::int[]) as w(policy_id, seconds) where w.policy_id = r.policy_id)) <= $4
         then 0 else r.count end,
       started_at = case when r.started_at + make_interval(secs => (
         select w.seconds from unnest($1::text[], $3::int[]) as w(policy_id, seconds) where w.policy_id = r.policy_id)) <= $4
         then $4 else r.started_at end
     returning policy_id, count as after`,
    [
      sorted.map(({ policyId }) => policyId),
      sorted.map(({ count }) => count),
      sorted.map(({ seconds }) => seconds),
      now,
    ],
  )
  const after = new Map(rows.map((row) => [row.policy_id, row.after]))
  return new Map(
    sorted.map(({ policyId, max, count }) => [
      policyId,
      Math.max(0, max - ((after.get(policyId) ?? count) - count)),
    ]),
  )
}
