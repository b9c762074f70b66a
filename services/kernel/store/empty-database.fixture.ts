import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../test/setup/database.ts'

/** For tests of migrations: a database of one's own with nothing in it. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.end()
  return database
}
