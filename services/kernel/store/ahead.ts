import { isDeepStrictEqual } from 'node:util'
import type { QueryConfig, QueryResultRow } from 'pg'
import type { Sql } from './database.ts'

/** A named statement that was run, and with what. */
export type Asked = QueryConfig<unknown[]> & { name: string }

/** Runs statements that only read as `sql` does, and remembers the named ones in `asked`, each once. */
export function remembering(sql: Sql): { sql: Sql; asked: Asked[] } {
  const asked: Asked[] = []
  const query = (statement: unknown, values?: unknown) => {
    if (isAsked(statement) && !asked.some((one) => isSame(one, statement))) asked.push(statement)
    return send(sql, statement, values)
  }
  return { sql: { query }, asked }
}

/**
 * Sends all of these at once, on a connection that runs what it gets in order, and answers from them whoever asks the same; what else is
 * asked is run when it is. One round trip instead of one each, where it is likely that the same will be asked again.
 */
export function askAhead(sql: Sql, asked: readonly Asked[]): Sql {
  const sent = asked.map((statement) => ({ statement, result: send(sql, statement) }))
  for (const { result } of sent) result.catch(() => undefined) // whoever asks hears it
  const query = (statement: unknown, values?: unknown) => {
    const place = isAsked(statement)
      ? sent.findIndex((one) => isSame(one.statement, statement))
      : -1
    const [answered] = place < 0 ? [] : sent.splice(place, 1)
    return answered?.result ?? send(sql, statement, values)
  }
  return { query }
}

const isSame = (a: Asked, b: Asked): boolean =>
  a.name === b.name && isDeepStrictEqual(a.values, b.values)

const isAsked = (statement: unknown): statement is Asked =>
  typeof statement === 'object' && statement !== null && 'name' in statement

const send = (sql: Sql, statement: unknown, values?: unknown) =>
  sql.query<QueryResultRow>(statement as string, values as unknown[]) // passed on as it came
