import { atMost, quantile, type Scenario } from '../finding.ts'
import { openStage, prepare } from '../stage.ts'

const PER_SECOND = 200
const WARM_UP = 400
/** Vendors give up after 2 s (Jamf) or 3 s (Okta, Slack, Zoom): half of the shortest is left to the network. */
const LIMIT_MS = 1_000

/** From a SET sent to the door until it is answered, which means that it is on disk, at a steady 200 a second. */
export const answer: Scenario = {
  name: 'answer',
  run: async (site) => {
    const count = site.isQuick ? 2_000 : 6_000
    await using stage = await openStage(site, 'answer')
    await using hub = await stage.startHub()
    await prepare(stage, WARM_UP + count)
    const plan = { port: hub.port, perSecond: PER_SECOND }
    await site.load.ask('unanswered', { ...plan, from: 0, to: WARM_UP })
    const tookMs = await site.load.ask('unanswered', {
      ...plan,
      from: WARM_UP,
      to: WARM_UP + count,
    })
    const sorted = tookMs.toSorted((a, b) => a - b)
    return [
      atMost(1, {
        scenario: 'answer-p99',
        value: quantile(sorted, 0.99),
        unit: 'ms',
        limit: LIMIT_MS,
        detail: {
          'p50 ms': Number(quantile(sorted, 0.5).toFixed(1)),
          'most ms': Number((sorted.at(-1) ?? NaN).toFixed(1)),
        },
      }),
    ]
  },
}
