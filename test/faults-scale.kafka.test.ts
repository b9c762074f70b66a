import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { startKafka } from '../deploy/kafka/start.mjs'
import { stopKafka } from '../deploy/kafka/stop.mjs'
import { uriOf } from '../schemas/events/index.ts'
import { createKafkaBus } from '../services/kernel/bus/kafka.ts'
import { withPrivateKeys } from '../services/kernel/bus/private-keys.ts'
import { openOn, origin } from '../services/kernel/store/store.fixture.ts'
import { createTestDatabase } from './setup/database.ts'
import { eventually } from './support/eventually.ts'
import { freePort } from './support/free-port.ts'
import { startProcess, type HubProcess } from './support/process.ts'

// Routers come and are killed (-9) while signals pour in over one broker; a ledger in SQL tells what became of each.

const hasKafka = (process.env['KAFKA_BROKERS'] ?? '') !== ''
if (!hasKafka)
  console.warn('SKIPPED: routers that are killed over Kafka, for there is no Kafka here')

const IS_LONG = process.env['FAULTS'] === 'long'
const SIGNALS = IS_LONG ? 100_000 : 10_000
const PEOPLE = SIGNALS / 10
const CHUNKS = 20
/** What happens when so many twentieths are published: which router is killed, or that one more comes. */
const EVENTS: Readonly<Record<number, { kill: number } | 'add'>> = {
  4: 'add',
  7: { kill: 0 },
  9: 'add',
  13: { kill: 1 },
  15: 'add',
}
const PATIENCE_MS = IS_LONG ? 900_000 : 240_000

test.skipIf(!hasKafka)(
  `three routers, of which two are killed and two more come: each of ${String(SIGNALS)} signals is decided, everybody’s in order, each effect once`,
  { timeout: PATIENCE_MS + 120_000 },
  async () => {
    await using open = new AsyncDisposableStack()
    const database = open.use(await createTestDatabase())
    const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-scale-')), (path) =>
      rm(path, { recursive: true, force: true }),
    )
    const dataDir = join(folder, 'kafka')
    const { brokers } = await startKafka({ port: 0, dataDir })
    open.defer(async () => {
      await stopKafka({ dataDir })
    })
    const add = routersOf({ databaseUrl: database.url, brokers, folder }, open)
    const routers = [await add(), await add()]

    const store = openOn(database.url)
    open.defer(() => store.close())
    const sql = new pg.Pool({ connectionString: database.url, max: 2 })
    open.defer(() => sql.end())
    await store.policies.create('calls', { mode: 'on', document: CALLS, by: 'test' })
    const bus = withPrivateKeys(
      createKafkaBus({ brokers: [brokers], log: pino({ level: 'silent' }) }),
    )
    open.defer(() => bus.close())
    const startedAt = performance.now()
    for (let chunk = 0; chunk < CHUNKS; chunk++) {
      const stored = await store.signals.append(FROM, signalsOf(chunk))
      await bus
        .publish(
          'ssf.signals',
          stored.map(({ id, orderKey }) => ({ id, key: orderKey })),
        )
        .catch(() => undefined) // the sweep of a router does
      const happening = EVENTS[chunk]
      if (happening === 'add') routers.push(await add())
      else if (happening) routers[happening.kill]?.kill('SIGKILL')
    }
    await vi.waitFor(
      async () => {
        const { rows } = await sql.query<{ n: string }>(
          'select count(*) as n from signal where routed_at is null',
        )
        expect(rows[0]?.n).toBe('0')
      },
      { timeout: PATIENCE_MS, interval: 500 },
    )
    const seconds = (performance.now() - startedAt) / 1_000
    console.info(`${String(SIGNALS)} signals stored and decided in ${seconds.toFixed(0)} s`)
    expect(await balanceOf(sql)).toEqual({
      signals: String(SIGNALS),
      decided: String(SIGNALS),
      people: String(PEOPLE),
      events: String(SIGNALS),
      told: String(SIGNALS),
      out_of_order: '0',
      in_incidents: String(SIGNALS / 10),
      joined: String(SIGNALS / 10),
      notices: String(SIGNALS / 10),
    })
  },
)

const FROM = origin('idp', { scope: 'https://idp.example' })

/** Every tenth is worth an incident, and somebody is to hear of it. */
const CALLS = {
  name: 'Calls',
  when: { types: ['session-revoked'], condition: 'signal.payload.initiating_entity == "admin"' },
  then: [{ notify: 'nobody' }],
  reason: 'An administrator did it',
}

/** People by turns, so that everybody has ten, over the whole of the run. */
const signalsOf = (chunk: number) =>
  Array.from({ length: SIGNALS / CHUNKS }, (_, index) => {
    const n = chunk * (SIGNALS / CHUNKS) + index
    const person = n % PEOPLE
    return {
      dedupeKey: `s${String(n)}`,
      type: uriOf('session-revoked'),
      subject: { format: 'email' as const, email: `u${String(person)}@example.com` },
      payload: { initiating_entity: person % 10 === 0 ? 'admin' : 'user' },
    }
  })

function routersOf(
  { databaseUrl, brokers, folder }: { databaseUrl: string; brokers: string; folder: string },
  open: AsyncDisposableStack,
): () => Promise<HubProcess> {
  const masterKey = Buffer.alloc(32, 7).toString('base64')
  let count = 0
  return async () => {
    const port = String(await freePort())
    count += 1
    const router = open.use(
      startProcess(
        {
          DATABASE_URL: databaseUrl,
          KAFKA_BROKERS: brokers,
          MASTER_KEY: masterKey,
          ADMIN_TOKEN: randomBytes(24).toString('base64url'),
          ISSUER: `http://127.0.0.1:${port}`,
          DATA_DIR: folder,
          PORT: port,
          LOG_FILE: join(folder, `router-${String(count)}.log`),
        },
        { args: ['router'] },
      ),
    )
    await eventually(async () => {
      expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200)
    })
    return router
  }
}

/** One line: what there is, and what each effect comes to. `out_of_order`: events made before that of an earlier signal about the same. */
const BALANCE = `
select
  (select count(*) from signal) as signals,
  (select count(*) from signal where routed_at is not null and principal_id is not null) as decided,
  (select count(*) from principal where merged_into is null) as people,
  (select count(*) from event) as events,
  (select count(distinct signal_id) from event) as told,
  (select count(*) from (
    select s.place, max(s.place) over (partition by s.principal_id order by e.place rows between unbounded preceding and 1 preceding) as before
    from event e join signal s on s.id = e.signal_id) o where before > place) as out_of_order,
  (select count(*) from signal where incident_id is not null) as in_incidents,
  (select sum(signals) from incident where merged_into is null) as joined,
  (select count(*) from channel_notice) as notices`

async function balanceOf(sql: pg.Pool): Promise<Record<string, string>> {
  const { rows } = await sql.query<Record<string, string>>(BALANCE)
  return rows[0] ?? {}
}
