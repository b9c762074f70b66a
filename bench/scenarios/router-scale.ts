import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { startKafka } from '../../deploy/kafka/start.mjs'
import { stopKafka } from '../../deploy/kafka/stop.mjs'
import type { Bus, BusMessage } from '../../services/kernel/bus/bus.ts'
import { createInProcessBus } from '../../services/kernel/bus/in-process.ts'
import { createKafkaBus } from '../../services/kernel/bus/kafka.ts'
import { READY_POLICIES } from '../../services/kernel/policy/library.ts'
import { nowMs } from '../clock.ts'
import { atLeast, type Finding, type Scenario } from '../finding.ts'
import { startProgram, type Program } from '../program.ts'
import type { answers } from '../programs/router.ts'
import type { Site } from '../site.ts'
import { openStage, type Stage } from '../stage.ts'
import { measureBacktest } from './backtest.ts'
import { EVENT } from '../streams.ts'

/**
 * Signals a second that one, two and three routers decide on, by what a consumer reaches that only reads and commits; and one
 * router on the in-process bus. All on one machine with the broker and PostgreSQL: it says what a router costs, and whether
 * several get in each other's way, not what three machines would do. A report: what it is held against does nothing at all.
 */
export const routerScale: Scenario = {
  name: 'router-scale',
  run: async (site) => {
    const findings = await inProcess(site)
    const dataDir = join(site.folder, 'router-kafka')
    const brokers = await startKafka({ port: 0, dataDir }).then(
      (broker) => broker.brokers,
      (error: unknown) => {
        console.warn(`*** SKIPPED: router-scale over Kafka. ${String(error)}`)
      },
    )
    if (brokers === undefined) return findings
    try {
      for (const processes of [1, 2, 3]) findings.push(await overKafka(site, brokers, processes))
    } finally {
      await stopKafka({ dataDir })
    }
    return findings
  },
}

const PARTITIONS = 32
const PEOPLE_SHARE = 10
const log = pino({ level: 'silent' })

async function inProcess(site: Site): Promise<Finding[]> {
  await using measured = await prepare(site, 'router_in_process')
  const { stage, rows } = measured
  await using router = startProgram<typeof answers>('router')
  await router.ask('start', { ...reach(stage), kafka: undefined })
  const value = await rate(stage, rows, (some) => router.ask('publish', some))
  const limit = await readOnly(createInProcessBus({ log, maxWaiting: rows.length }), rows)
  return [
    found('in process', { value, limit, signals: rows.length }),
    await measureBacktest(stage, rows, value),
  ]
}

async function overKafka(site: Site, brokers: string, processes: number): Promise<Finding> {
  await using measured = await prepare(site, `router_${String(processes)}`)
  const { stage, rows } = measured
  await using open = new AsyncDisposableStack()
  const kafka = { brokers, prefix: `bench-${String(processes)}.`, partitions: PARTITIONS }
  const routers: Program<typeof answers>[] = []
  for (let n = 0; n < processes; n++) routers.push(open.use(startProgram('router')))
  await Promise.all(routers.map((router) => router.ask('start', { ...reach(stage), kafka })))
  const bus = createKafkaBus({ ...kafka, brokers: [brokers], log })
  open.defer(() => bus.close())
  await untilReady(bus)
  const value = await rate(stage, rows, (some) => bus.publish('ssf.signals', some))
  const limit = await readOnly(bus, rows)
  return found(`${String(processes)} on Kafka`, { value, limit, signals: rows.length })
}

const reach = ({ databaseUrl, site: { masterKey } }: Stage) => ({ databaseUrl, masterKey })

const found = (
  which: string,
  { value, limit, signals }: { value: number; limit: number; signals: number },
): Finding =>
  atLeast(0, {
    scenario: `router-scale ${which}`,
    value,
    unit: 'signals/s',
    limit,
    detail: { signals },
  })

/** Signals that are stored, and held so that nobody decides on them yet. */
async function prepare(
  site: Site,
  name: string,
): Promise<AsyncDisposable & { stage: Stage; rows: BusMessage[] }> {
  const stage = await openStage(site, name)
  await stage.store.policies.seed(READY_POLICIES)
  const count = site.isQuick ? 3_000 : 20_000
  const from = {
    id: 'peer',
    tenantId: 'default',
    certainty: 'proven',
    isHeld: true,
    scope: 'https://idp.example.com',
  } as const
  const signals = Array.from({ length: count }, (_, n) => ({
    dedupeKey: `s${String(n)}`,
    type: EVENT,
    subject: {
      format: 'email' as const,
      email: `u${String(n % (count / PEOPLE_SHARE))}@example.com`,
    },
    payload: { initiating_entity: n % 10 === 0 ? 'admin' : 'user' },
  }))
  const rows: BusMessage[] = []
  for (let start = 0; start < count; start += 5_000) {
    const stored = await stage.store.signals.append(from, signals.slice(start, start + 5_000))
    rows.push(...stored.map(({ id, orderKey }) => ({ id, key: orderKey })))
  }
  await stage.sql.query('update signal set held = false')
  await stage.sql.query('vacuum analyze signal')
  return { stage, rows, [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose]() }
}

/** From the first that is published until the last is decided. */
async function rate(
  { sql }: Stage,
  rows: readonly BusMessage[],
  publish: (rows: readonly BusMessage[]) => Promise<unknown>,
): Promise<number> {
  const startedAt = nowMs()
  for (let start = 0; start < rows.length; start += 5_000)
    await publish(rows.slice(start, start + 5_000))
  for (;;) {
    const left = await sql.query('select from signal where routed_at is null and not held limit 1')
    if (left.rowCount === 0) return rows.length / ((nowMs() - startedAt) / 1_000)
    await sleep(50)
  }
}

/** The same messages to a group that does nothing with them. */
async function readOnly(bus: Bus, rows: readonly BusMessage[]): Promise<number> {
  const stop = new AbortController()
  const all = Promise.withResolvers<number>()
  let [read, startedAt] = [0, 0]
  const run = bus.consume(
    'ssf.events',
    'reads-only',
    async (batch) => {
      if (read === 0) startedAt = nowMs()
      read += batch.length
      if (read >= rows.length) all.resolve(nowMs())
    },
    stop.signal,
  )
  for (let start = 0; start < rows.length; start += 5_000)
    await bus.publish('ssf.events', rows.slice(start, start + 5_000))
  const seconds = ((await all.promise) - startedAt) / 1_000
  stop.abort()
  await run
  return rows.length / Math.max(seconds, 0.001)
}

async function untilReady(bus: Bus): Promise<void> {
  while (!bus.health().ok) await sleep(50)
}
