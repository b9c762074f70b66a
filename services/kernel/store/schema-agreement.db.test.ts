import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../../test/setup/database.ts'
import { openEmptyDatabase } from './empty-database.fixture.ts'
import { schemaSql } from './prisma-schema.fixture.ts'

// The migrations are written by hand, since Prisma knows neither partitions nor partial indexes. Here the database that
// they make is compared with the one that prisma/schema.prisma describes.

const OURS = `c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  and c.relname <> '_prisma_migrations'`

const COLUMNS = `
select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
  pg_get_expr(d.adbin, d.adrelid) as default
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
where ${OURS} order by 1, 2`

const INDEXES = `
select c.relname as table, i.relname as index, x.indisprimary as primary, x.indisunique as unique, m.amname as method,
  array(select pg_get_indexdef(x.indexrelid, n, true) || ' ' || x.indoption[n - 1] from generate_series(1, x.indnatts) n) as columns
from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid join pg_am m on m.oid = i.relam
where ${OURS} and x.indpred is null order by 1, 2`

async function shapeOf(
  url: string,
  prepare = '',
): Promise<{ columns: unknown[]; indexes: unknown[] }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(prepare)
    return {
      columns: (await client.query(COLUMNS)).rows,
      indexes: (await client.query(INDEXES)).rows,
    }
  } finally {
    await client.end()
  }
}

test('the migrations make the database that prisma/schema.prisma describes', async () => {
  await using migrated = await createTestDatabase()
  await using described = await openEmptyDatabase()
  const ours = await shapeOf(migrated.url)
  const theirs = await shapeOf(described.url, await schemaSql(described.url))
  expect(theirs.columns.length).toBeGreaterThan(100)
  expect(ours.columns).toEqual(theirs.columns)
  expect(ours.indexes).toEqual(theirs.indexes)
})

test.each([
  'alter table policy alter column version drop default',
  'alter table policy alter column updated_at type timestamptz(6)',
  'alter table policy alter column document drop not null',
  'alter table policy add column more text',
  'drop index event_txn_idx',
  'drop index event_txn_idx; create index event_txn_idx on event (txn desc)',
  'drop table policy',
])('the comparison would notice: %s', async (change) => {
  await using database = await createTestDatabase()
  const before = await shapeOf(database.url)
  expect(await shapeOf(database.url, change)).not.toEqual(before)
})
