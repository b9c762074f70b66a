import { cpuMicros } from '../cpu.ts'
import { middle, shown, startMeter, type Cost } from '../cost.ts'
import { atMost, type Scenario } from '../finding.ts'
import { rawPlan, rawRate } from '../raw.ts'
import { burst, openStage, prepare, verifyBurst } from '../stage.ts'

const STREAMS = 50
const EVENTS = 40
const ROUNDS = 5
/**
 * What a delivery costs the hub and PostgreSQL, as a multiple of what a program pays that only signs and posts (ES256, so
 * that signing hides nothing). CPU time, not wall time, and of the same run: so any machine and any load will do.
 */
const USUAL = 2.2
const TOLERANCE = 1.5

/** Not one of the table: what CI runs, within a minute, so that a delivery does not become dear unnoticed. */
export const gate: Scenario = {
  name: 'gate',
  run: async (site) => {
    const streams = { count: STREAMS, hosts: STREAMS, signingAlg: 'ES256' as const }
    await using stage = await openStage(site, 'gate', streams)
    await using hub = await stage.startHub()
    await prepare(stage, (ROUNDS + 1) * EVENTS)
    await burst(stage, hub, { from: 0, to: EVENTS, places: STREAMS })
    const [sample] = await site.receiver.ask('collect', undefined)
    const plan = rawPlan(site, 'ES256', STREAMS, sample?.body ?? '')
    await rawRate(site, 'signAndPost', { ...plan, count: STREAMS * EVENTS })
    const [raw, costs] = [[] as number[], [] as Cost[]]
    for (let round = 1; round <= ROUNDS; round++) {
      const before = cpuMicros(site.raw.pid)
      await rawRate(site, 'signAndPost', { ...plan, count: STREAMS * EVENTS })
      raw.push((cpuMicros(site.raw.pid) - before) / (STREAMS * EVENTS))
      const range = { from: round * EVENTS, to: (round + 1) * EVENTS, places: STREAMS }
      const meter = await startMeter(site, hub, stage.databaseUrl)
      await burst(stage, hub, range)
      costs.push(await meter.read(STREAMS * EVENTS))
      await verifyBurst(stage, hub, range)
    }
    // Of each the cheapest round: whatever else the machine did made the others dearer.
    const value = Math.min(
      ...costs.map(({ hubMicros, postgresMicros }) => hubMicros + postgresMicros),
    )
    const detail = shown(middle(costs))
    const measured = { unit: 'µs/delivery', value, limit: Math.min(...raw), detail }
    return [atMost(USUAL * TOLERANCE, { scenario: 'gate', ...measured })]
  },
}
