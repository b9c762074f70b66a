// Sole writer of: policy, policy_version, policy_trouble; and of router_state.policy_revision.
import type { Pool } from 'pg'
import { Policy, type PolicyDocument, type PolicyMode } from '../../../schemas/policy.ts'
import type { PolicyRecord, PolicyVersion } from '../../../schemas/policy-admin.ts'
import type { Clock } from '../clock.ts'
import { transaction, type Sql } from './database.ts'

export type PolicyStore = ReturnType<typeof createPolicyStore>

/** A policy that the hub ships, and whether a new hub has it on. */
export type ReadyPolicy = { id: string; mode: PolicyMode; document: PolicyDocument }

/** `found` is the version that counts, where it is not the expected one. */
export type Changed =
  { changed: true; record: PolicyRecord } | { changed: false; found: number | undefined }

/** A policy as stored; `broken` says why it cannot be read, where it cannot. */
export type StoredPolicies = { revision: bigint; policies: Policy[]; broken: string[] }

type Change = { mode?: PolicyMode; document?: PolicyDocument; by: string }

export function createPolicyStore({ pool, clock }: { pool: Pool; clock: Clock }) {
  return {
    /** Those that are on or in shadow, and the revision that this is. */
    inForce: (sql: Sql = pool): Promise<StoredPolicies> => policiesInForce(sql),

    /** By id, `limit` after `after`. */
    async list(limit: number, after?: string): Promise<PolicyRecord[]> {
      const { rows } = await pool.query<Row>(
        `${SELECT} where $2::text is null or p.id > $2 order by p.id limit $1`,
        [limit, after ?? null],
      )
      return rows.map(toRecord)
    },

    find: (id: string): Promise<PolicyRecord | undefined> => find(pool, id),

    /** The newest first; `before` is the version that ended the page before. */
    async versions(id: string, limit: number, before?: number): Promise<PolicyVersion[]> {
      const { rows } = await pool.query<VersionRow>(
        `select version, document, at, by from policy_version
         where policy_id = $1 and ($3::int is null or version < $3) order by version desc limit $2`,
        [id, limit, before ?? null],
      )
      return rows
    },

    async version(id: string, version: number): Promise<PolicyVersion | undefined> {
      const { rows } = await pool.query<VersionRow>(
        'select version, document, at, by from policy_version where policy_id = $1 and version = $2',
        [id, version],
      )
      return rows[0]
    },

    /** False where there is one of this id. */
    create: (id: string, change: Required<Change>): Promise<boolean> =>
      transaction(pool, (sql) => insert(sql, { id, ...change }, clock.now())),

    /** Where the version that counts is still the expected one. A new document is a new version; a mode is none. */
    change: (id: string, expected: number | undefined, change: Change): Promise<Changed> =>
      transaction(pool, (sql) => update(sql, { id, expected, ...change }, clock.now())),

    /** Stores the given ones that the database has never had; what an operator changed stays. */
    seed: (ready: readonly ReadyPolicy[]): Promise<void> =>
      transaction(pool, async (sql) => {
        for (const one of ready) await insert(sql, { ...one, by: 'hub' }, clock.now())
      }),
  }
}

const SELECT = `
select p.id, p.version, p.mode, p.document, p.updated_at, p.updated_by, t.errors, t.last_error, t.last_at
from policy p left join policy_trouble t on t.policy_id = p.id`

type Row = {
  id: string
  version: number
  mode: PolicyMode
  document: PolicyDocument
  updated_at: Date
  updated_by: string
  errors: string | null
  last_error: string | null
  last_at: Date | null
}

type VersionRow = { version: number; document: PolicyDocument; at: Date; by: string }

const toRecord = (row: Row): PolicyRecord => ({
  ...row.document,
  id: row.id,
  version: row.version,
  mode: row.mode,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
  ...(row.last_error === null || row.last_at === null
    ? {}
    : { trouble: { errors: Number(row.errors), last: row.last_error, lastAt: row.last_at } }),
})

/** Those that are on or in shadow. */
export async function policiesInForce(sql: Sql): Promise<StoredPolicies> {
  const { rows } = await sql.query<{
    revision: string
    id: string | null
    version: number
    mode: string
    document: object
  }>(
    `select s.policy_revision as revision, p.id, p.version, p.mode, p.document
     from router_state s left join policy p on p.mode <> 'off' where s.id = 1 order by p.id`,
  )
  const policies: Policy[] = []
  const broken: string[] = []
  for (const { id, version, mode, document } of rows) {
    if (id === null) continue
    const parsed = Policy.safeParse({ ...document, id, version, mode })
    if (parsed.success) policies.push(parsed.data)
    else broken.push(id)
  }
  return { revision: BigInt(rows[0]?.revision ?? 0), policies, broken }
}

async function find(sql: Sql, id: string): Promise<PolicyRecord | undefined> {
  const { rows } = await sql.query<Row>(`${SELECT} where p.id = $1`, [id])
  return rows[0] && toRecord(rows[0])
}

type New = { id: string; mode: PolicyMode; document: PolicyDocument; by: string }

async function insert(sql: Sql, { id, mode, document, by }: New, now: Date): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into policy (id, version, mode, document, updated_at, updated_by) values ($1, 1, $2, $3, $4, $5)
     on conflict (id) do nothing`,
    [id, mode, JSON.stringify(document), now, by],
  )
  if (rowCount === 0) return false
  await keepVersion(sql, { id, version: 1, document, by }, now)
  return true
}

async function update(
  sql: Sql,
  { id, expected, mode, document, by }: Change & { id: string; expected: number | undefined },
  now: Date,
): Promise<Changed> {
  const { rows } = await sql.query<Row>('select * from policy where id = $1 for update', [id])
  const before = rows[0]
  if (!before || (expected !== undefined && before.version !== expected))
    return { changed: false, found: before?.version }
  const version = document ? before.version + 1 : before.version
  await sql.query(
    'update policy set version = $2, mode = $3, document = $4, updated_at = $5, updated_by = $6 where id = $1',
    [id, version, mode ?? before.mode, JSON.stringify(document ?? before.document), now, by],
  )
  if (document) await keepVersion(sql, { id, version, document, by }, now)
  else await announce(sql)
  const record = await find(sql, id)
  return record ? { changed: true, record } : { changed: false, found: undefined }
}

async function keepVersion(
  sql: Sql,
  {
    id,
    version,
    document,
    by,
  }: { id: string; version: number; document: PolicyDocument; by: string },
  now: Date,
): Promise<void> {
  await sql.query(
    'insert into policy_version (policy_id, version, document, at, by) values ($1, $2, $3, $4, $5)',
    [id, version, JSON.stringify(document), now, by],
  )
  await sql.query('delete from policy_trouble where policy_id = $1', [id])
  await announce(sql)
}

/** Routers look at this number before each turn. */
const announce = (sql: Sql) =>
  sql.query('update router_state set policy_revision = policy_revision + 1 where id = 1')

/** Counts what could not be evaluated, in the turn that found it; answers how many each policy has by then. */
export async function countTrouble(
  sql: Sql,
  troubles: readonly { policyId: string; errors: number; last: string }[],
  now: Date,
): Promise<{ policyId: string; errors: number }[]> {
  if (troubles.length === 0) return []
  const sorted = troubles.toSorted((a, b) => (a.policyId < b.policyId ? -1 : 1))
  const { rows } = await sql.query<{ policy_id: string; errors: string }>(
    `insert into policy_trouble (policy_id, errors, last_error, last_at)
     select policy_id, errors, last, $4 from unnest($1::text[], $2::int[], $3::text[]) as t(policy_id, errors, last)
     on conflict (policy_id) do update set errors = policy_trouble.errors + excluded.errors,
       last_error = excluded.last_error, last_at = excluded.last_at
     returning policy_id, errors`,
    [
      sorted.map(({ policyId }) => policyId),
      sorted.map(({ errors }) => errors),
      sorted.map(({ last }) => last.slice(0, 1024)),
      now,
    ],
  )
  return rows.map(({ policy_id, errors }) => ({ policyId: policy_id, errors: Number(errors) }))
}
