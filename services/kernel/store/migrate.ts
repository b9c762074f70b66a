import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { ADVISORY_LOCKS } from './advisory-locks.ts'
import { ensurePartitions } from './partitions.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations')

const BOOKKEEPING = `create table if not exists _prisma_migrations (
  id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`

type Migration = { name: string; sql: string; checksum: string }

/**
 * Applies what is missing of prisma/migrations, each in a transaction, and makes the partitions of these days.
 * Keeps Prisma's own books, so that `prisma migrate deploy` does the same.
 * @throws where an applied migration's file has changed since, or one failed
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined) // the next statement fails anyway
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCKS.migration])
    await client.query(BOOKKEEPING)
    const applied = await readApplied(client)
    for (const migration of await readMigrations()) await applyOnce(client, migration, applied)
    await ensurePartitions(
      client,
      new Date((await client.query<{ now: Date }>('select now()')).rows[0]?.now ?? 0),
    )
  } finally {
    await client.end() // lets the lock go
  }
}

async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(MIGRATIONS, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

async function applyOnce(
  client: pg.Client,
  migration: Migration,
  applied: Map<string, string>,
): Promise<void> {
  const known = applied.get(migration.name)
  if (known === migration.checksum) return
  if (known !== undefined)
    throw new Error(
      `Migration ${migration.name} was changed after it was applied: restore the file of this release`,
    )
  try {
    await client.query('begin')
    await client.query(migration.sql)
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${migration.name} failed`, { cause: error })
  }
}
