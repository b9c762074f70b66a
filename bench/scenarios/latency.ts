import { shown, startMeter } from '../cost.ts'
import { atMost, median, quantile, type Finding, type Scenario } from '../finding.ts'
import type { BenchHub } from '../hub.ts'
import { decode } from '../ledger.ts'
import { rawPlan } from '../raw.ts'
import type { Site } from '../site.ts'
import { openStage, prepare, verifyBurst, type Stage } from '../stage.ts'

const PER_SECOND = 100
const WARM_UP = 200

type Targets = { name: string; p50: number; p99: number }

/** From a SET sent to the hub until the SET about it is at the receiver, at a steady 100 a second. */
export async function measureLatency(
  stage: Stage,
  hub: BenchHub,
  { name, p50, p99 }: Targets,
): Promise<Finding[]> {
  const { site } = stage
  const count = site.isQuick ? 500 : 1_500
  await prepare(stage, WARM_UP + count)
  await paced(stage, hub, 0, WARM_UP)
  const [sample] = await site.receiver.ask('collect', undefined)
  const limits: number[] = []
  const parts = await measureParts(stage, sample?.body ?? '')
  limits.push(parts.sum)
  const meter = await startMeter(site, hub, stage.databaseUrl)
  const tookMs = await paced(stage, hub, WARM_UP, WARM_UP + count)
  const cost = await meter.read(count)
  await verifyBurst(stage, hub, { from: WARM_UP, to: WARM_UP + count, places: 1 })
  limits.push((await measureParts(stage, sample?.body ?? '')).sum)
  const limit = median(limits)
  const sorted = tookMs.toSorted((a, b) => a - b)
  const measured = { unit: 'ms', limit }
  return [
    atMost(p50, {
      scenario: `${name}-p50`,
      value: quantile(sorted, 0.5),
      ...measured,
      detail: { ...parts.told, ...shown(cost) },
    }),
    atMost(p99, { scenario: `${name}-p99`, value: quantile(sorted, 0.99), ...measured }),
  ]
}

/** How long each event took. */
async function paced({ site }: Stage, hub: BenchHub, from: number, to: number): Promise<number[]> {
  await site.receiver.ask('expect', to - from)
  const plan = { port: hub.port, from, to, perSecond: PER_SECOND }
  const sentAt = await site.load.ask('pace', plan)
  await site.receiver.ask('arrived', undefined)
  const arrivals = await site.receiver.ask('collect', undefined)
  const arrivedAt = new Map(arrivals.map(({ body, atMs }) => [txnOf(body), atMs]))
  return sentAt.map((at, index) => (arrivedAt.get(`e${String(from + index)}`) ?? NaN) - at)
}

const txnOf = (jws: string): string => (decode(jws.split('.')[1] ?? '') as { txn: string }).txn // of the hub's

/** What an event needs at the least, each part measured alone at the same pace: commit, sign, two HTTP round trips. */
async function measureParts(stage: Stage, sample: string) {
  const { site, sql } = stage
  const plan = { ...rawPlan(site, 'RS256', 1, sample), count: 300, width: 1, perSecond: PER_SECOND }
  await site.receiver.ask('expect', Infinity)
  const commitMs = median(await commits(sql, plan.count))
  const signMs = median(await site.raw.ask('timeSign', plan))
  const postMs = median(await site.raw.ask('timePost', plan))
  const ingestMs = median(await roundTrips(site, plan.count))
  const told = {
    'commit ms': Number(commitMs.toFixed(3)),
    'sign ms': Number(signMs.toFixed(3)),
    'HTTP in ms': Number(ingestMs.toFixed(3)),
    'HTTP out ms': Number(postMs.toFixed(3)),
  }
  return { sum: commitMs + signMs + postMs + ingestMs, told }
}

/** How long PostgreSQL takes for the smallest durable transaction: one row inserted. */
async function commits(sql: Stage['sql'], count: number): Promise<number[]> {
  await sql.query('create table if not exists bench_commit (at timestamptz not null default now())')
  const tookMs: number[] = []
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now()
    await sql.query({ name: 'commit', text: 'insert into bench_commit default values' })
    tookMs.push(performance.now() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, 1000 / PER_SECOND))
  }
  return tookMs
}

const roundTrips = (site: Site, to: number): Promise<number[]> =>
  site.load.ask('time', { port: site.receiver.barePort, from: 0, to, perSecond: PER_SECOND })

export const latency: Scenario = {
  name: 'latency',
  run: async (site) => {
    await using stage = await openStage(site, 'latency', { count: 1, hosts: 1 })
    await using hub = await stage.startHub()
    return await measureLatency(stage, hub, { name: 'latency', p50: 2, p99: 6 })
  },
}
