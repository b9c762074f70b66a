import { cpuMicros } from '../cpu.ts'
import { middle, shown, startMeter, type Cost } from '../cost.ts'
import { atLeast, median, type Scenario } from '../finding.ts'
import { rawPlan, rawRate, type SignAlg } from '../raw.ts'
import { burst, openStage, prepare, verifyBurst } from '../stage.ts'

const STREAMS = 200
const ROUNDS = 3
const WARM_UP = 20

/** Events to 200 streams over warm TLS connections, against a program that only signs and posts. */
export const pushScenario = (alg: SignAlg, share: number): Scenario => ({
  name: `push-${alg.toLowerCase()}`,
  run: async (site) => {
    const events = site.isQuick ? 50 : 150
    await using stage = await openStage(site, `push_${alg}`, {
      count: STREAMS,
      hosts: STREAMS,
      signingAlg: alg,
    })
    await using hub = await stage.startHub()
    await prepare(stage, WARM_UP + ROUNDS * events)
    await burst(stage, hub, { from: 0, to: WARM_UP, places: STREAMS })
    const [sample] = await site.receiver.ask('collect', undefined)
    const plan = { ...rawPlan(site, alg, STREAMS, sample?.body ?? ''), count: STREAMS * events }
    await rawRate(site, 'post', { ...plan, count: 4_000 }) // opens its connections
    const [raw, rawMicros, reached] = [[] as number[], [] as number[], [] as number[]]
    const costs: Cost[] = []
    for (let index = 0; index < ROUNDS; index++) {
      const before = cpuMicros(site.raw.pid)
      raw.push(await rawRate(site, 'signAndPost', plan))
      rawMicros.push((cpuMicros(site.raw.pid) - before) / plan.count)
      const from = WARM_UP + index * events
      const round = { from, to: from + events, places: STREAMS }
      const meter = await startMeter(site, hub, stage.databaseUrl)
      reached.push((STREAMS * events * 1000) / (await burst(stage, hub, round)))
      costs.push(await meter.read(STREAMS * events))
      await verifyBurst(stage, hub, round)
    }
    return [
      atLeast(share, {
        scenario: `push-${alg.toLowerCase()}`,
        value: median(reached),
        unit: 'deliveries/s',
        limit: median(raw),
        detail: { ...shown(middle(costs)), 'raw µs': Math.round(median(rawMicros)) },
      }),
    ]
  },
})
