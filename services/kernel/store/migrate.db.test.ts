import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { expect, test } from 'vitest'
import { openEmptyDatabase } from './empty-database.fixture.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = new URL('../../../prisma/migrations/', import.meta.url)
const NAMES = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted()

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
const books = (url: string) =>
  query(url, 'select * from _prisma_migrations order by migration_name')

test('an empty database gets every migration, and Prisma’s own books say so', async () => {
  await using database = await openEmptyDatabase()
  await migrate(database.url)
  const rows = await books(database.url)
  expect(rows.map((row) => row['migration_name'])).toEqual(NAMES)
  for (const row of rows) {
    const file = readFileSync(new URL(`${String(row['migration_name'])}/migration.sql`, MIGRATIONS))
    expect(row).toMatchObject({
      checksum: createHash('sha256').update(file).digest('hex'),
      applied_steps_count: 1,
      rolled_back_at: null,
      logs: null,
      finished_at: expect.any(Date),
      started_at: expect.any(Date),
    })
  }
})

test('the books have the columns that Prisma makes', async () => {
  await using database = await openEmptyDatabase()
  await migrate(database.url)
  const columns = await query(
    database.url,
    `select column_name as name, data_type as type, character_maximum_length as length, is_nullable = 'YES' as nullable
     from information_schema.columns where table_name = '_prisma_migrations' order by ordinal_position`,
  )
  const instant = 'timestamp with time zone'
  expect(columns.map(({ name, type, length, nullable }) => [name, type, length, nullable])).toEqual(
    [
      ['id', 'character varying', 36, false],
      ['checksum', 'character varying', 64, false],
      ['finished_at', instant, null, true],
      ['migration_name', 'character varying', 255, false],
      ['logs', 'text', null, true],
      ['rolled_back_at', instant, null, true],
      ['started_at', instant, null, false],
      ['applied_steps_count', 'integer', null, false],
    ],
  )
})

test('a second run changes nothing', async () => {
  await using database = await openEmptyDatabase()
  await migrate(database.url)
  const before = await books(database.url)
  await migrate(database.url)
  expect(await books(database.url)).toEqual(before)
})

test('four hubs that start at once migrate once', async () => {
  await using database = await openEmptyDatabase()
  await Promise.all([1, 2, 3, 4].map(() => migrate(database.url)))
  expect(await books(database.url)).toHaveLength(NAMES.length)
})

test('a migration whose file changed after it was applied is refused by name', async () => {
  await using database = await openEmptyDatabase()
  await migrate(database.url)
  await query(database.url, `update _prisma_migrations set checksum = repeat('0', 64)`)
  await expect(migrate(database.url)).rejects.toThrow(
    `Migration ${NAMES[0] ?? ''} was changed after it was applied`,
  )
})

test('a migration that fails leaves nothing half done', async () => {
  await using database = await openEmptyDatabase()
  await query(database.url, 'create table policy (id int)') // made by the first migration, late
  await expect(migrate(database.url)).rejects.toThrow(`Migration ${NAMES[0] ?? ''} failed`)
  expect(await query(database.url, `select 1 from pg_tables where tablename = 'source'`)).toEqual(
    [],
  )
  await query(database.url, 'drop table policy')
  await migrate(database.url)
  expect(await books(database.url)).toHaveLength(NAMES.length)
})

test('a database with rows of a coming day in its default partition still starts', async () => {
  await using database = await openEmptyDatabase()
  await migrate(database.url)
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString()
  await query(database.url, `drop table delivery_${day.slice(0, 10).replaceAll('-', '')}`)
  await query(
    database.url,
    `insert into delivery (stream_id, seq, event_id, at) values ('s', 1, gen_random_uuid(), '${day}')`,
  )
  await migrate(database.url)
})
