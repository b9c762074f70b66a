import { atLeast, atMost, median, quantile, type Scenario } from '../finding.ts'
import type { BenchHub } from '../hub.ts'
import { decode } from '../ledger.ts'
import { hostOf } from '../site.ts'
import { burst, openStage, prepare, type Stage } from '../stage.ts'

const STREAMS = 200
const HANGING = 10
const HEALTHY = STREAMS - HANGING
const ROUNDS = 3
/** Events a second at about half of what the hub can do, and for how long. */
const PER_SECOND = 10
const SECONDS = 8

/** One receiver in twenty takes requests and never answers: what the others get, against the time when all are well. */
export const hanging: Scenario = {
  name: 'hanging',
  run: async (site) => {
    const events = site.isQuick ? 40 : 100
    await using stage = await openStage(site, 'hanging', { count: STREAMS, hosts: STREAMS })
    await using hub = await stage.startHub()
    await prepare(stage, 20 + 2 * (ROUNDS * events + PER_SECOND * SECONDS))
    await burst(stage, hub, { from: 0, to: 20, places: STREAMS })
    let from = 20
    const measure = async (places: number) => {
      const rates: number[] = []
      for (let round = 0; round < ROUNDS; round++, from += events)
        rates.push(
          (HEALTHY * events * 1000) /
            (await burst(stage, hub, { from, to: from + events, places })),
        )
      const to = from + PER_SECOND * SECONDS
      const p99 = await paced(stage, hub, { from, to, places })
      from = to
      return { rate: median(rates), p99 }
    }
    const well = await measure(STREAMS)
    const hosts = Array.from(
      { length: HANGING },
      (_, index) => `${hostOf(index)}:${String(site.receiver.port)}`,
    )
    await site.receiver.ask('hang', hosts)
    const ill = await measure(HEALTHY)
    await site.receiver.ask('hang', [])
    return [
      atLeast(0.9, {
        scenario: 'hanging-throughput',
        value: ill.rate,
        unit: 'deliveries/s',
        limit: well.rate,
      }),
      atMost(1.5, { scenario: 'hanging-p99', value: ill.p99, unit: 'ms', limit: well.p99 }),
    ]
  },
}

/** The 99th percentile of how long SETs took to the streams that are well in both cases. */
async function paced(
  { site }: Stage,
  hub: BenchHub,
  { from, to, places }: { from: number; to: number; places: number },
): Promise<number> {
  await site.receiver.ask('expect', (to - from) * places)
  const sentAt = await site.load.ask('pace', { port: hub.port, from, to, perSecond: PER_SECOND })
  await site.receiver.ask('arrived', undefined)
  const arrivals = await site.receiver.ask('collect', undefined)
  const tookMs = arrivals.flatMap(({ path, body, atMs }) => {
    const index = Number((decode(body.split('.')[1] ?? '') as { txn: string }).txn.slice(1)) - from // of the hub's
    const isHealthy = Number(path.split('/').at(-1)) >= HANGING
    return isHealthy && sentAt[index] !== undefined ? [atMs - sentAt[index]] : []
  })
  return quantile(
    tookMs.toSorted((a, b) => a - b),
    0.99,
  )
}
