import { middle, shown, startMeter, type Cost } from '../cost.ts'
import { atLeast, median, type Scenario } from '../finding.ts'
import { eventually } from '../ledger.ts'
import { openStage, prepare, type Stage } from '../stage.ts'

const ROUNDS = 3
const WIDTH = 64

/** SETs pushed to the hub until each has its 202, which means that it is on disk; against a server that only reads and answers. */
export const ingest: Scenario = {
  name: 'ingest',
  run: async (site) => {
    const count = site.isQuick ? 10_000 : 20_000
    await using stage = await openStage(site, 'ingest')
    await using hub = await stage.startHub()
    await prepare(stage, (ROUNDS + 1) * count)
    await site.load.ask('push', { port: hub.port, from: 0, to: count, width: WIDTH })
    const [bare, reached, costs] = [[] as number[], [] as number[], [] as Cost[]]
    for (let round = 1; round <= ROUNDS; round++) {
      await allRouted(stage, round * count)
      const range = { from: round * count, to: (round + 1) * count, width: WIDTH }
      await site.receiver.ask('expect', Infinity)
      bare.push(
        (count * 1000) / (await site.load.ask('push', { port: site.receiver.barePort, ...range })),
      )
      const meter = await startMeter(site, hub, stage.databaseUrl)
      reached.push((count * 1000) / (await site.load.ask('push', { port: hub.port, ...range })))
      costs.push(await meter.read(count))
    }
    await allRouted(stage, (ROUNDS + 1) * count)
    return [
      atLeast(0.5, {
        scenario: 'ingest',
        value: median(reached),
        unit: 'SETs/s',
        limit: median(bare),
        detail: shown(middle(costs)),
      }),
    ]
  },
}

/** The ledger: as many different signals as were answered by 202, and each became an event. */
const allRouted = (stage: Stage, count: number): Promise<void> =>
  eventually(async () => {
    const { rows } = await stage.sql.query<{ signals: string; events: string }>(
      `select (select count(*) from signal_key) as signals, (select count(*) from event where fanned_out_at is not null) as events`,
    )
    return rows[0]?.signals === String(count) && rows[0].events === String(count)
  })
