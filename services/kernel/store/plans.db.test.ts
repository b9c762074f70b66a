import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadHistories } from './history.ts'
import { LIST } from './incident-lists.ts'
import { openTestStore, origin, REVOKED, signal, type TestStore } from './store.fixture.ts'
import type { Sql } from './turns.ts'

// A plan is made once, often on a day's empty partition, and is used when that has a million rows: it has to be right then already.

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const NIL = '00000000-0000-0000-0000-000000000000'
const today = `signal_${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`

/** The plan of a statement that `run` prepares, as far as it concerns today's signals: a scan a line. */
async function scansOfToday(
  name: string,
  parameters: string,
  run: (sql: Sql) => Promise<unknown>,
): Promise<string[]> {
  const plan = await db.store.turns.attempt(async (sql) => {
    await run(sql)
    return sql.query<{ 'QUERY PLAN': string }>(`explain execute "${name}"(${parameters})`)
  })
  const lines = plan?.rows.map((row) => row['QUERY PLAN']) ?? []
  const scans = lines.flatMap((line, index) =>
    line.includes(` on ${today} `) ? [`${line} ${lines[index + 1] ?? ''}`] : [],
  )
  expect(scans.length).toBeGreaterThan(0)
  return scans
}

test('undecided signals are found by their order key', async () => {
  const scans = await scansOfToday('turn-undecided', `'{}', '{}', '{}', 1, '${NIL}', 1`, (sql) =>
    db.store.turns.undecided(sql, {
      principalIds: [],
      names: [],
      upTo: 1,
      now: new Date(),
      limit: 1,
    }),
  )
  for (const scan of scans) expect(scan).toMatch(/Index Cond: \(\(order_key = /)
})

test('a past is found by whose it is', async () => {
  const [stored] = await db.store.signals.append(origin('past'), [signal('one')])
  const found = stored && (await db.store.signals.find(stored.id))
  if (!found) throw new Error('not stored')
  const looking = [{ signal: found, principal: { id: NIL, kind: 'user' } }]
  const scans = await scansOfToday(
    'recent-past',
    [...Array<string>(10).fill(`'{}'`), `'${NIL}'`].join(),
    (sql) => loadHistories(sql, looking, { types: [REVOKED], withinMs: 1_000 }),
  )
  for (const scan of scans) expect(scan).toMatch(/Index Cond: \(\((subject_key|principal_id) = /)
})

test('incidents are listed by their state and severity, however many there are of others', async () => {
  await db.sql(
    `insert into incident (id, tenant_id, txn, severity, severity_rank, state, first_signal_at, last_signal_at, opened_at)
     select gen_random_uuid(), 'default', 'txn-' || n, 'high', 2, 'closed', now(), now(), now() from generate_series(1, 2000) as n`,
  )
  await db.sql('analyze incident')
  const plan = await db.sql<{ 'QUERY PLAN': string }>(`explain ${LIST}`, [
    ['open', 'closed'],
    [1, 2],
    ...[null, null, 50],
  ])
  const lines = plan.map((row) => row['QUERY PLAN']).join(' ')
  expect(lines).toMatch(
    /using incident_listed on incident .*Index Cond: \(\(ROW\(state, severity_rank\)/,
  )
})
