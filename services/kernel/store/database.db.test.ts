import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/setup/database.ts'
import { isRefusedValue, openDatabase, transaction, type Database } from './database.ts'

let own: TestDatabase
let database: Database
beforeAll(async () => {
  own = await createTestDatabase()
  database = openDatabase(own.url, pino({ level: 'silent' }))
  await database.pool.query('create table t (n int primary key)')
})
afterAll(async () => {
  await database.close()
  await own[Symbol.asyncDispose]()
})

const rows = async () =>
  (await database.pool.query<{ n: number }>('select n from t order by n')).rows.map(({ n }) => n)
const isAllIdle = (): boolean => database.pool.idleCount === database.pool.totalCount

test('a transaction is there whole or not at all', async () => {
  await transaction(database.pool, async (sql) => {
    await sql.query('insert into t values (1)')
  })
  const failing = transaction(database.pool, async (sql) => {
    await sql.query('insert into t values (2)')
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await rows()).toEqual([1])
  expect(isAllIdle()).toBe(true)
})

test('a process goes on after a newer version added a column to what its statements read', async () => {
  const look = () =>
    transaction(database.pool, (sql) => sql.query({ name: 'look', text: 'select * from grown' }))
  await database.pool.query('create table grown (a int)')
  await look()
  await database.pool.query('alter table grown add column b int')
  await look().catch(() => undefined)
  expect((await look()).fields.map(({ name }) => name)).toEqual(['a', 'b'])
})

test('a connection that breaks inside a transaction, between two statements, fails that transaction alone', async () => {
  const broken = transaction(database.pool, async (sql) => {
    const { rows: pids } = await sql.query<{ pid: number }>('select pg_backend_pid() as pid')
    const killer = new pg.Client({ connectionString: own.url })
    await killer.connect()
    await killer.query('select pg_terminate_backend($1)', [pids[0]?.pid])
    await killer.end()
    await new Promise((resolve) => setTimeout(resolve, 100)) // the news arrives while nothing is asked
    await sql.query('insert into t values (3)')
  })
  await expect(broken).rejects.toThrow()
  expect(await rows()).toEqual([1])
  expect(isAllIdle()).toBe(true)
})

test('a refused value is told apart from an outage', async () => {
  const errorOf = (text: string, values: unknown[]) =>
    database.pool.query(text, values).then(
      () => undefined,
      (error: unknown) => error,
    )
  expect(isRefusedValue(await errorOf('select $1::text', ['a\u0000b']))).toBe(true)
  expect(isRefusedValue(await errorOf('insert into t values ($1)', [1]))).toBe(true)
  expect(isRefusedValue(await errorOf('select * from missing', []))).toBe(false)
  expect(isRefusedValue(new Error('Connection terminated'))).toBe(false)
})
