import { firstIdOf } from '../ids.ts'
import type { Sql } from './database.ts'

const DAY_MS = 86_400_000
const DAYS_AHEAD = 3

/** Parents and what their partitions are bounded by. */
const PARTITIONED = { signal: 'id', event: 'id', delivery: 'at', attempt: 'at' } as const

/**
 * Makes the daily partitions from yesterday to three days ahead; those that exist are left alone.
 * Call it under a lock (migrations hold one) or accept that the loser of a race fails and tries again.
 */
export async function ensurePartitions(sql: Sql, now: Date): Promise<void> {
  const { rows } = await sql.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     join pg_class p on p.oid = i.inhparent where p.relname = any($1)`,
    [Object.keys(PARTITIONED)],
  )
  const existing = new Set(rows.map((row) => row.name))
  for (const [table, column] of Object.entries(PARTITIONED)) {
    for (let ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
      const statement = partitionStatement(table, column, new Date(now.getTime() + ahead * DAY_MS))
      if (!existing.has(statement.name)) await sql.query(statement.sql)
    }
  }
}

/** DDL takes no parameters: every part of it is ours (a table of the list above, a date we format). */
function partitionStatement(
  table: string,
  column: 'id' | 'at',
  day: Date,
): { name: string; sql: string } {
  const from = new Date(Math.floor(day.getTime() / DAY_MS) * DAY_MS)
  const to = new Date(from.getTime() + DAY_MS)
  const bound = (instant: Date) => (column === 'id' ? firstIdOf(instant) : instant.toISOString())
  const name = `${table}_${from.toISOString().slice(0, 10).replaceAll('-', '')}`
  return {
    name,
    sql: `create table if not exists "${name}" partition of "${table}" for values from ('${bound(from)}') to ('${bound(to)}')`,
  }
}
