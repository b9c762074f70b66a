// What an import changes. Writes of principal, identifier and relation: whose they are.
import type { Pool } from 'pg'
import {
  isProvisional,
  namesIn,
  planImport,
  type Holder,
  type ImportLine,
  type ImportPlan,
} from '../identity/import-plan.ts'
import { newId } from '../ids.ts'
import { transaction, type Sql } from './database.ts'
import { learn } from './links.ts'
import { namesOf, ownersOf } from './principals.ts'
import { lock } from './turns.ts'

export type ImportStore = ReturnType<typeof createImportStore>

export type Import = { tenantId: string; origin: string; dryRun: boolean; now: Date }

/** What others may change while a batch waits is looked at again; more often than that, something else is wrong. */
const MOST_TRIES = 10

export function createImportStore({ pool }: { pool: Pool }) {
  return {
    /** A few hundred lines, all that are right or none; answers what was done, or would be. */
    async batch(lines: readonly ImportLine[], how: Import): Promise<ImportPlan> {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const plan = await transaction(pool, (sql) => importBatch(sql, lines, how))
        if (plan) return plan
      }
      throw new Error(`import of ${String(lines.length)} lines: their names kept changing hands`)
    },
  }
}

/** Undefined where a name changed hands while this waited for the locks. */
async function importBatch(
  sql: Sql,
  lines: readonly ImportLine[],
  { tenantId, origin, dryRun, now }: Import,
): Promise<ImportPlan | undefined> {
  const before = await holdersOf(sql, lines, tenantId)
  const own = [...new Set([...before.values()].map(({ id }) => id))]
  if (!dryRun) await lock(sql, { own, shared: [], isSharedForItself: false })
  const holders = dryRun ? before : await holdersOf(sql, lines, tenantId)
  if ([...holders.values()].some(({ id }) => !own.includes(id))) return undefined
  let position = 0
  const next = () => newId(now, (position += 1) % 4096)
  const plan = planImport(lines, { tenantId, origin, holders, newId: next })
  if (dryRun || (await write(sql, plan, { tenantId, now }))) return plan
  await sql.query('rollback')
  return undefined
}

async function holdersOf(
  sql: Sql,
  lines: readonly ImportLine[],
  tenantId: string,
): Promise<Map<string, Holder>> {
  const keys = lines.flatMap(({ record }) => {
    const names = namesIn(record)
    return typeof names === 'string' ? [] : names.map(({ key }) => ({ tenantId, key }))
  })
  const owners = await ownersOf(sql, keys)
  const names = await namesOf(sql, [...new Set([...owners.values()].map(({ id }) => id))])
  return new Map(
    [...owners].map(([key, { id, displayName }]) => [
      key,
      { id, displayName, isProvisional: isProvisional(names.get(id) ?? [], displayName) },
    ]),
  )
}

async function write(
  sql: Sql,
  { made, links, absorptions, displayNames }: ImportPlan,
  { tenantId, now }: { tenantId: string; now: Date },
): Promise<boolean> {
  await sql.query(
    `insert into principal (id, tenant_id, kind, created_at)
     select id, $3, kind, $4 from unnest($1::uuid[], $2::text[]) as p(id, kind)`,
    [made.map(({ id }) => id), made.map(({ kind }) => kind), tenantId, now],
  )
  return learn(
    sql,
    { links, absorptions, displayNames, disputes: [], endings: [], relations: [] },
    now,
  )
}
