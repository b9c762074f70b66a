import { atMost, median, type Scenario } from '../finding.ts'
import { addHistory } from '../history.ts'
import { openStage } from '../stage.ts'

const ROUNDS = 3
const ROWS = 1_000_000
const ALLOWED_MS = 1_000

/** How soon the hub is ready with a million rows of history behind it. */
export const startUp: Scenario = {
  name: 'start-up',
  run: async (site) => {
    await using stage = await openStage(site, 'start_up', { count: 200, hosts: 200 })
    const readyAfterMs = async (): Promise<number> => {
      const all: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        await using hub = await stage.startHub()
        all.push(hub.readyAfterMs)
      }
      return median(all)
    }
    await readyAfterMs() // fills caches of compiled code
    const empty = await readyAfterMs()
    await addHistory(stage, ROWS)
    const full = await readyAfterMs()
    const finding = atMost(1.5, { scenario: 'start-up', value: full, unit: 'ms', limit: empty })
    return [{ ...finding, target: '≤ 1.5 × + 1 s', holds: full <= 1.5 * empty + ALLOWED_MS }]
  },
}
