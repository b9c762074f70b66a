import { atMost, median, type Scenario } from '../finding.ts'
import { rawPlan } from '../raw.ts'
import { burst, openStage, prepare, verifyBurst } from '../stage.ts'

const STREAMS = 1_000
const ROUNDS = 5

/** One event to a thousand streams whose connections are warm, until the last acknowledgement. */
export const oneEvent: Scenario = {
  name: 'one-event',
  run: async (site) => {
    await using stage = await openStage(site, 'one_event', { count: STREAMS, hosts: STREAMS })
    await using hub = await stage.startHub()
    await prepare(stage, ROUNDS + 2)
    await burst(stage, hub, { from: 0, to: 1, places: STREAMS })
    await burst(stage, hub, { from: 1, to: 2, places: STREAMS })
    const [sample] = await site.receiver.ask('collect', undefined)
    const plan = rawPlan(site, 'RS256', STREAMS, sample?.body ?? '')
    await site.raw.ask('post', plan)
    const [raw, reached] = [[] as number[], [] as number[]]
    for (let index = 2; index < ROUNDS + 2; index++) {
      await site.receiver.ask('expect', Infinity)
      raw.push(await site.raw.ask('signAndPost', plan))
      const round = { from: index, to: index + 1, places: STREAMS }
      reached.push(await burst(stage, hub, round))
      await verifyBurst(stage, hub, round)
    }
    return [
      atMost(1.3, {
        scenario: 'one-event',
        value: median(reached),
        unit: 'ms',
        limit: median(raw),
      }),
    ]
  },
}
