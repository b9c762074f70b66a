import pg from 'pg'
import { createSeal } from '../../services/kernel/set/seal.ts'
import type { TestHub } from './hub.ts'

/** Something by hand, beside the hub. */
export async function inDatabase<T>(
  hub: TestHub,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: hub.databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

type Found = { at: string; text: string }

/** Every value of the whole database in which one of these stands: as it is, in what a JWS says, or sealed. */
export const findEverywhere = (hub: TestHub, names: readonly string[]): Promise<Found[]> =>
  inDatabase(hub, async (client) => {
    const { rows: tables } = await client.query<{ table_name: string }>(
      `select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    const all: Found[] = []
    for (const { table_name: table } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`select * from "${table}"`)
      const values = rows.flatMap((row) => Object.entries(row))
      for (const [column, value] of values)
        all.push({ at: `${table}.${column}`, text: (await readable(hub, value)).toLowerCase() })
    }
    return all.filter(({ text }) => names.some((name) => text.includes(name.toLowerCase())))
  })

/** What somebody who has the database and the master key could read. */
async function readable(hub: TestHub, value: unknown): Promise<string> {
  if (Buffer.isBuffer(value)) return value.toString('latin1')
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const seal = createSeal(Buffer.from(hub.environment['MASTER_KEY'] ?? '', 'base64'))
  const parts = text.split('.')
  const opened = parts.length === 5 ? await seal.open(text).catch(() => '') : ''
  const decoded = parts.length === 3 ? Buffer.from(parts[1] ?? '', 'base64url').toString() : ''
  return `${text} ${opened} ${decoded}`
}
