import { shown, startMeter, type Cost } from '../cost.ts'
import { atLeast, median, type Finding, type Scenario } from '../finding.ts'
import { startHub, type BenchHub } from '../hub.ts'
import { check } from '../ledger.ts'
import { nowMs } from '../clock.ts'
import { rawPlan, rawRate, type SignAlg } from '../raw.ts'
import type { Site } from '../site.ts'
import { addPeer, addStreams, AUDIENCE, EVENT, storeOf, type Peer } from '../streams.ts'

const STREAMS = 200
const ROUNDS = 3
const WARM_UP = 20

/** Events to 200 streams over warm TLS connections, against a program that only signs and posts. */
export const pushScenario = (alg: SignAlg, share: number): Scenario => ({
  name: `push-${alg.toLowerCase()}`,
  run: async (site) => {
    const events = site.isQuick ? 50 : 150
    await using open = new AsyncDisposableStack()
    const databaseUrl = await site.createDatabase(`push_${alg}`)
    const store = open.adopt(storeOf(site, databaseUrl), (one) => one.close())
    const peer = await addPeer(store)
    await addStreams(site, store, { count: STREAMS, hosts: STREAMS, signingAlg: alg })
    const hub = open.use(await startHub(site, databaseUrl))
    const run = { site, hub, peer, databaseUrl, prefix: '' }
    await prepare(run, WARM_UP + ROUNDS * events)
    await round({ ...run, from: 0, to: WARM_UP })
    const [sample] = await site.receiver.ask('collect', undefined)
    const plan = { ...rawPlan(site, alg, STREAMS, sample?.body ?? ''), count: STREAMS * events }
    await rawRate(site, 'post', { ...plan, count: 4_000 }) // opens its connections
    const [raw, reached, costs] = [[] as number[], [] as number[], [] as Cost[]]
    for (let index = 0; index < ROUNDS; index++) {
      raw.push(await rawRate(site, 'signAndPost', plan))
      const from = WARM_UP + index * events
      const meter = await startMeter(site, hub, databaseUrl)
      reached.push(await round({ ...run, from, to: from + events }))
      costs.push(await meter.read(STREAMS * events))
      await verify(run, from, from + events)
    }
    return [finding(alg, share, { raw, reached, costs })]
  },
})

type Run = { site: Site; hub: BenchHub; peer: Peer; databaseUrl: string }

const prepare = ({ site, peer }: Run, count: number): Promise<void> =>
  site.load.ask('prepare', { ...peer, count, eventType: EVENT, prefix: 'e', subjects: 5_000 })

/** Deliveries a second, from the first event given to the hub until the last one is answered. */
async function round({ site, hub, from, to }: Run & { from: number; to: number }): Promise<number> {
  const count = (to - from) * STREAMS
  await site.receiver.ask('expect', count)
  const startedAt = nowMs()
  await site.load.ask('push', { port: hub.port, from, to, width: 8 })
  return (count / ((await site.receiver.ask('arrived', undefined)) - startedAt)) * 1000
}

async function verify({ site, hub }: Run, from: number, to: number): Promise<void> {
  const txns = Array.from({ length: to - from }, (_, index) => `e${String(from + index)}`)
  const arrivals = await site.receiver.ask('collect', undefined)
  const expected = { issuer: hub.url, audience: AUDIENCE, txns, places: STREAMS }
  const repeated = await check(hub.url, arrivals, expected)
  if (repeated > 0) throw new Error(`${String(repeated)} SETs came more than once`)
}

function finding(
  alg: SignAlg,
  share: number,
  { raw, reached, costs }: { raw: number[]; reached: number[]; costs: Cost[] },
): Finding {
  const cheapest = costs.toSorted((a, b) => a.totalMicros - b.totalMicros)[1]
  return atLeast(share, {
    scenario: `push-${alg.toLowerCase()}`,
    value: median(reached),
    unit: 'deliveries/s',
    limit: median(raw),
    ...(cheapest ? { detail: shown(cheapest) } : {}),
  })
}
