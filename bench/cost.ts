import pg from 'pg'
import { cpuMicros, peakRssMb, postgresCpuMicros } from './cpu.ts'
import type { BenchHub } from './hub.ts'
import type { Site } from './site.ts'

/** What work costs: CPU by process, SQL statements; for `count` deliveries, say. */
export type Meter = { read(count: number): Promise<Cost> }
export type Cost = {
  hubMicros: number
  postgresMicros: number
  receiverMicros: number
  /** Of all three. */
  totalMicros: number
  statements: number
  hubRssMb: number
}

/** Counts from now on. */
export async function startMeter(site: Site, hub: BenchHub, databaseUrl: string): Promise<Meter> {
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  await sql.query('select pg_stat_statements_reset()')
  const now = () => ({
    hub: cpuMicros(hub.pid),
    postgres: postgresCpuMicros(site.postmaster),
    receiver: cpuMicros(site.receiver.pid),
  })
  const before = now()
  return {
    read: async (count) => {
      const after = now()
      const { rows } = await sql.query<{ calls: string }>(
        'select sum(calls) as calls from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())',
      )
      if (process.env['BENCH_PROFILE'] !== undefined) await printStatements(sql, count)
      await sql.end()
      const hubMicros = (after.hub - before.hub) / count
      const postgresMicros = (after.postgres - before.postgres) / count
      const receiverMicros = (after.receiver - before.receiver) / count
      return {
        hubMicros,
        postgresMicros,
        receiverMicros,
        totalMicros: hubMicros + postgresMicros + receiverMicros,
        statements: Number(rows[0]?.calls ?? 0) / count,
        hubRssMb: peakRssMb(hub.pid),
      }
    },
  }
}

/** Where PostgreSQL's time went. */
async function printStatements(sql: pg.Client, count: number): Promise<void> {
  const { rows } = await sql.query<{ text: string; calls: string; us: number; ms: number }>(
    `select left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as text, calls, (1000 * total_exec_time / $1)::float as us,
       mean_exec_time as ms from pg_stat_statements
     where dbid = (select oid from pg_database where datname = current_database()) order by total_exec_time desc limit 12`,
    [count],
  )
  for (const { text, calls, us, ms } of rows)
    console.log(`    ${us.toFixed(1)} µs ${calls} × ${ms.toFixed(2)} ms  ${text}`)
}

/** The middle one of several measurements, by all CPU together. */
export function middle(costs: readonly Cost[]): Cost {
  const found = costs.toSorted((a, b) => a.totalMicros - b.totalMicros)[costs.length >> 1]
  if (!found) throw new Error('nothing was measured')
  return found
}

export const shown = (cost: Cost): Record<string, number> => ({
  'hub µs': Math.round(cost.hubMicros),
  'postgres µs': Math.round(cost.postgresMicros),
  'receiver µs': Math.round(cost.receiverMicros),
  statements: Number(cost.statements.toFixed(4)),
  'hub RSS MB': Math.round(cost.hubRssMb),
})
