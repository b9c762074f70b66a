import pg from 'pg'
import { firstIdOf } from '../ids.ts'
import type { Sql } from './database.ts'

const DAY_MS = 86_400_000
const DAYS_AHEAD = 3

/** Parents and what their partitions are bounded by. */
const PARTITIONED = {
  signal: 'id',
  signal_original: 'id',
  event: 'id',
  delivery: 'at',
  attempt: 'at',
} as const

/** Names of partitions: those made now, and those of days that have rows in the default partition already. */
export type PartitionsOutcome = { made: string[]; leftToDefault: string[] }

/**
 * Makes the daily partitions from yesterday to three days ahead; those that exist are left alone. A day that a clock jump
 * has put rows of into the default partition stays there, whole: it works, and only its removal needs a person.
 * Not inside a transaction. Call it under a lock (migrations hold one) or accept that the loser of a race fails and tries again.
 */
export async function ensurePartitions(sql: Sql, now: Date): Promise<PartitionsOutcome> {
  const { rows } = await sql.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     join pg_class p on p.oid = i.inhparent where p.relname = any($1)`,
    [Object.keys(PARTITIONED)],
  )
  const existing = new Set(rows.map((row) => row.name))
  const outcome: PartitionsOutcome = { made: [], leftToDefault: [] }
  for (const { name, statement } of wantedPartitions(now).filter(
    ({ name }) => !existing.has(name),
  )) {
    const isMade = await sql.query(statement).then(() => true, isDefaultInTheWay)
    ;(isMade ? outcome.made : outcome.leftToDefault).push(name)
  }
  return outcome
}

const wantedPartitions = (now: Date): { name: string; statement: string }[] =>
  Object.entries(PARTITIONED).flatMap(([table, column]) =>
    Array.from({ length: DAYS_AHEAD + 2 }, (_, index) =>
      partitionOf(table, column, new Date(now.getTime() + (index - 1) * DAY_MS)),
    ),
  )

/** 23514: rows of that day are in the default partition. @throws anything else */
function isDefaultInTheWay(error: unknown): false {
  if (error instanceof pg.DatabaseError && error.code === '23514') return false
  throw error
}

/** DDL takes no parameters: every part of it is ours (a table of the list above, a date we format). */
function partitionOf(
  table: string,
  column: 'id' | 'at',
  day: Date,
): { name: string; statement: string } {
  const from = new Date(Math.floor(day.getTime() / DAY_MS) * DAY_MS)
  const to = new Date(from.getTime() + DAY_MS)
  const bound = (instant: Date) => (column === 'id' ? firstIdOf(instant) : instant.toISOString())
  const name = `${table}_${from.toISOString().slice(0, 10).replaceAll('-', '')}`
  return {
    name,
    statement: `create table if not exists "${name}" partition of "${table}" for values from ('${bound(from)}') to ('${bound(to)}')`,
  }
}

/** A day's partition, or the default one, which ends never. */
export type Partition = { name: string; endsAt: number }
export const DEFAULT_END = Infinity

/** Of a table, the oldest first, the default one last. */
export async function partitionsOf(
  sql: Sql | pg.Pool,
  table: keyof typeof PARTITIONED,
): Promise<Partition[]> {
  const { rows } = await sql.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     join pg_class p on p.oid = i.inhparent where p.oid = to_regclass($1)`,
    [table],
  )
  return rows
    .map(({ name }) => ({ name, endsAt: endOf(name, table) }))
    .toSorted((a, b) => a.endsAt - b.endsAt)
}

/** Drops the partitions of a table that end at or before this instant. Answers their names. */
export async function dropPartitionsBefore(
  sql: Sql | pg.Pool,
  table: keyof typeof PARTITIONED,
  before: Date,
): Promise<string[]> {
  const all = await partitionsOf(sql, table)
  const gone = all.filter(({ endsAt }) => endsAt <= before.getTime()).map(({ name }) => name)
  for (const name of gone) await sql.query(`drop table if exists "${name}"`)
  return gone
}

/** When the day that a partition is named by ends; never, for the default one. */
function endOf(name: string, table: string): number {
  const [, year, month, day] = new RegExp(`^${table}_(\\d{4})(\\d{2})(\\d{2})$`).exec(name) ?? []
  return year === undefined
    ? DEFAULT_END
    : Date.parse(`${year}-${month ?? ''}-${day ?? ''}`) + DAY_MS
}
