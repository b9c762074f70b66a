// Sole writer of: router_state (its policy_revision: policies.ts).
import type { Pool } from 'pg'
import { ADVISORY_LOCKS } from './advisory-locks.ts'
import { transaction, type Sql } from './database.ts'

/** What a turn of the router goes by. */
export type RouterState = {
  isStopped: boolean
  reason: string
  changedBy: string
  changedAt: Date
  policyRevision: bigint
}

export type RouterStateStore = ReturnType<typeof createRouterStateStore>

export function createRouterStateStore({ pool }: { pool: Pool }) {
  return {
    read: (): Promise<RouterState> => readState(pool),

    /** Waits for the turns under way, which still go by what was. From its return on no event leaves unheld. */
    stop: (reason: string, by: string, now: Date): Promise<RouterState> =>
      transaction(pool, async (sql) => {
        await lockForChange(sql)
        await setStopped(sql, { isStopped: true, reason, by, now })
        return readState(sql)
      }),
  }
}

/** Before a turn decides: the stop switch cannot change until the turn's transaction ends. */
export async function readStateForTurn(sql: Sql): Promise<RouterState> {
  const [, state] = await Promise.all([
    sql.query({
      name: 'share-stop-switch',
      text: 'select pg_advisory_xact_lock_shared($1)',
      values: [ADVISORY_LOCKS.stopSwitch],
    }),
    readState(sql),
  ])
  return state
}

/** Before the stop switch changes, in the transaction that changes it. */
export const lockForChange = (sql: Sql) =>
  sql.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.stopSwitch])

export const setStopped = (
  sql: Sql,
  { isStopped, reason, by, now }: { isStopped: boolean; reason: string; by: string; now: Date },
) =>
  sql.query(
    'update router_state set is_stopped = $1, reason = $2, changed_by = $3, changed_at = $4 where id = 1',
    [isStopped, reason, by, now],
  )

export async function readState(sql: Sql): Promise<RouterState> {
  const { rows } = await sql.query<{
    is_stopped: boolean
    reason: string
    changed_by: string
    changed_at: Date
    policy_revision: string
  }>({
    name: 'router-state',
    text: 'select is_stopped, reason, changed_by, changed_at, policy_revision from router_state where id = 1',
  })
  const row = rows[0]
  if (!row) throw new Error('router_state has no row: the database is not migrated')
  return {
    isStopped: row.is_stopped,
    reason: row.reason,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    policyRevision: BigInt(row.policy_revision),
  }
}
