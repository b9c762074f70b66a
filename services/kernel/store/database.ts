import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { Logger } from '../log.ts'
import { errorText } from '../errors.ts'
import { PrismaClient } from './generated/client.ts'

/** Connections: Prisma for rows, `pool` for statements of our own, `hot` for those of the path from signal to SET. */
export type Database = {
  pool: pg.Pool
  /**
   * Batched statements that run all the time, each under a name, so that it is planned once. They look up row by row, by
   * index, whatever the statistics say: these lag behind tables that grow by thousands of rows a second. Statements that do not
   * wait for each other's answers are sent together and run one after another: a round trip costs more than most of them.
   */
  hot: pg.Pool
  prisma: PrismaClient
  close(): Promise<void>
}

/** Anything that runs a statement: the pool, or a connection inside a transaction. */
export type Sql = Pick<pg.ClientBase, 'query'>

export function openDatabase(url: string, log: Logger): Database {
  const pool = openPool(url, log, { max: 10, options: '-c jit=off' })
  const hot = openPool(url, log, { max: 6, options: HOT_OPTIONS, pipeline: true })
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    pool,
    hot,
    prisma,
    close: async () => {
      await prisma.$disconnect()
      await Promise.all([pool.end(), hot.end()])
    },
  }
}

const HOT_OPTIONS = [
  'jit=off',
  'plan_cache_mode=force_generic_plan',
  ...['seqscan', 'hashjoin', 'mergejoin'].map((way) => `enable_${way}=off`),
]
  .map((setting) => `-c ${setting}`)
  .join(' ')

function openPool(url: string, log: Logger, options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 10_000,
    application_name: 'ssf-hub',
    ...options,
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => {
    log.warn({ reason: errorText(error) }, 'database connection lost')
  })
  // One in use, or given back broken, has nobody else to hear it; whoever uses it sees the next statement fail.
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
  })
  return pool
}

/** Runs `work` in one transaction; a throw rolls it back. No HTTP in here. */
export async function transaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    const begun = client.query('begin')
    begun.catch(() => undefined) // awaited below; what is sent behind it fails too
    if (!client.pipeline) await begun
    const result = await work(client)
    await begun
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => {
        client.release(isOfOtherColumns(error))
      },
      () => {
        client.release(true)
      },
    )
    throw error
  }
}

/** A statement was prepared before a newer version added a column: a new connection prepares it anew. */
const isOfOtherColumns = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '0A000'

/** True where the fault is not the statement's: no connection, no room, a server that stops, or another transaction in the way. */
export function isOutage(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|40|53|55|57|58)/.test(error.code ?? '')
  return error instanceof Error && ('syscall' in error || /connect|timeout/i.test(error.message)) // as `pg` says it
}

/** True where a single row of many may be to blame: each is to be tried alone. */
export const isOfOneRow = (error: unknown): boolean => !isOutage(error)

/** True where the database works and refuses a value that it was given (SQLSTATE classes 22 and 23). */
export const isRefusedValue = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '')
