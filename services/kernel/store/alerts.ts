// Sole writer of: alert.
import type { Pool } from 'pg'
import { ALERT_KINDS, type Alert, type AlertKind, type AlertQuery } from '../../../schemas/alert.ts'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import type { Logger } from '../log.ts'

/** What is to be told; one is open at most of a (kind, target). */
export type Cause = { kind: AlertKind; target: string; text: string; tenantId?: string }

export type AlertStore = ReturnType<typeof createAlertStore>

const SEEN_EVERY_MS = 60_000

type AlertDeps = { pool: Pool; clock: Clock; log: Logger }

export function createAlertStore(deps: AlertDeps) {
  const { pool, clock } = deps
  return {
    /** Opens an alert, or counts once more the one that is open; true where it is new. */
    raise: (cause: Cause): Promise<boolean> => raise(deps, cause),

    /** Its cause is gone; false where none was open. */
    resolve: async (kind: AlertKind, target: string): Promise<boolean> =>
      (await resolve(deps, kind, [target])) > 0,

    /**
     * For loops that see what is so: the causes of this kind are these and no others. Raises them, one that is open at most
     * once a minute, and resolves what else is open.
     */
    settle: (kind: AlertKind, causes: readonly Omit<Cause, 'kind'>[]): Promise<void> =>
      settle(deps, kind, causes),

    /** What the open alerts of a kind are about. Index alert_open. */
    targets: async (kind: AlertKind): Promise<string[]> => [...(await seen(pool, kind)).keys()],

    /** An operator looks after it; undefined where there is no such alert. The first one's name stays. */
    async acknowledge(id: string, by: string): Promise<Alert | undefined> {
      const { rows } = await pool.query<Row>(
        `update alert set acknowledged_by = coalesce(acknowledged_by, $2), acknowledged_at = coalesce(acknowledged_at, $3)
         where id = $1 returning *`,
        [id, by, clock.now()],
      )
      return rows[0] && toAlert(rows[0])
    },

    /** Newest first; `after` is the id that ended the page before. */
    list: (query: AlertQuery): Promise<Alert[]> => list(pool, query),

    /** How many are open of each kind. Index alert_open. */
    async open(): Promise<Map<AlertKind, number>> {
      const { rows } = await pool.query<{ kind: AlertKind; n: string }>(
        'select kind, count(*) as n from alert where resolved_at is null group by kind',
      )
      return new Map(rows.map(({ kind, n }) => [kind, Number(n)]))
    },
  }
}

async function raise({ pool, clock, log }: AlertDeps, cause: Cause): Promise<boolean> {
  const { kind, target, text, tenantId = 'default' } = cause
  const now = clock.now()
  const { rows } = await pool.query<{ id: string; count: number }>(
    `insert into alert (id, kind, target, tenant_id, text, since, last_seen_at) values ($1, $2, $3, $4, $5, $6, $6)
     on conflict (kind, target) where resolved_at is null
       do update set text = excluded.text, last_seen_at = excluded.last_seen_at, count = alert.count + 1
     returning id, count`,
    [newId(now), kind, target, tenantId, text, now],
  )
  const [raised] = rows
  if (raised?.count !== 1) return false
  const severity = ALERT_KINDS[kind]
  const line = { alertId: raised.id, kind, severity, target, tenantId, text }
  if (severity === 'critical') log.error(line, 'alert raised')
  else log.warn(line, 'alert raised')
  return true
}

async function settle(
  deps: AlertDeps,
  kind: AlertKind,
  causes: readonly Omit<Cause, 'kind'>[],
): Promise<void> {
  const open = await seen(deps.pool, kind)
  const freshFrom = deps.clock.now().getTime() - SEEN_EVERY_MS
  const unseen = causes.filter(({ target }) => (open.get(target)?.getTime() ?? 0) <= freshFrom)
  for (const cause of unseen) await raise(deps, { ...cause, kind })
  for (const { target } of causes) open.delete(target)
  await resolve(deps, kind, [...open.keys()])
}

/** When each open alert of a kind was raised last. */
async function seen(pool: Pool, kind: AlertKind): Promise<Map<string, Date>> {
  const { rows } = await pool.query<{ target: string; at: Date }>(
    'select target, last_seen_at as at from alert where kind = $1 and resolved_at is null',
    [kind],
  )
  return new Map(rows.map(({ target, at }) => [target, at]))
}

async function resolve(
  { pool, clock, log }: AlertDeps,
  kind: AlertKind,
  targets: readonly string[],
): Promise<number> {
  if (targets.length === 0) return 0
  const { rows } = await pool.query<{ id: string; target: string }>(
    `update alert set resolved_at = $3 where kind = $1 and target = any($2) and resolved_at is null returning id, target`,
    [kind, targets, clock.now()],
  )
  for (const { id, target } of rows) log.info({ alertId: id, kind, target }, 'alert resolved')
  return rows.length
}

async function list(
  pool: Pool,
  { state, kind, target, limit, after }: AlertQuery,
): Promise<Alert[]> {
  const { rows } = await pool.query<Row>(
    `select * from alert where ($1::text is null or ($1 = 'open') = (resolved_at is null))
       and ($2::text is null or kind = $2) and ($3::text is null or target = $3) and ($4::uuid is null or id < $4)
     order by id desc limit $5`,
    [state ?? null, kind ?? null, target ?? null, after ?? null, limit],
  )
  return rows.map(toAlert)
}

type Row = {
  id: string
  kind: AlertKind
  target: string
  tenant_id: string
  text: string
  since: Date
  last_seen_at: Date
  count: number
  acknowledged_by: string | null
  acknowledged_at: Date | null
  resolved_at: Date | null
}

const toAlert = (row: Row): Alert => ({
  id: row.id,
  kind: row.kind,
  severity: ALERT_KINDS[row.kind],
  target: row.target,
  tenantId: row.tenant_id,
  text: row.text,
  state: row.resolved_at === null ? 'open' : 'resolved',
  since: row.since,
  lastSeenAt: row.last_seen_at,
  count: row.count,
  ...(row.acknowledged_by !== null && row.acknowledged_at
    ? { acknowledged: { by: row.acknowledged_by, at: row.acknowledged_at } }
    : {}),
  ...(row.resolved_at ? { resolvedAt: row.resolved_at } : {}),
})
