import { setTimeout as sleep } from 'node:timers/promises'
import { middle, shown, startMeter, type Cost } from '../cost.ts'
import { atMost, type Scenario } from '../finding.ts'
import { addPrincipals } from '../history.ts'
import type { BenchHub } from '../hub.ts'
import type { Site } from '../site.ts'
import { openStage, prepare, type Stage } from '../stage.ts'

const FEW = 1_000
const MANY = 1_000_000
/** As many are spoken of, however many there are: what grows is whom it does not concern. */
const SPOKEN_OF = 1_000
const ROUNDS = 3

/** What a signal costs, from its receipt to its decision, when there are a thousand times as many principals. */
export const principals: Scenario = {
  name: 'principals',
  run: async (site) => {
    const small = await costWith(site, FEW)
    const large = await costWith(site, site.isQuick ? MANY / 10 : MANY)
    const detail = {
      ...shown(large),
      'small: hub µs': Math.round(small.hubMicros),
      'small: postgres µs': Math.round(small.postgresMicros),
    }
    return [
      atMost(1.3, {
        scenario: 'principals',
        value: large.hubMicros + large.postgresMicros,
        unit: 'µs/signal',
        limit: small.hubMicros + small.postgresMicros,
        detail,
      }),
    ]
  },
}

/** No stream wants what comes of it: deliveries are measured elsewhere. */
async function costWith(site: Site, count: number): Promise<Cost> {
  const signals = site.isQuick ? 1_000 : 4_000
  const streams = { count: 1, hosts: 1, defaultSubjects: 'NONE' as const }
  await using stage = await openStage(site, `principals_${String(count)}`, streams)
  await addPrincipals(stage, count)
  await using hub = await stage.startHub()
  await prepare(stage, (ROUNDS + 1) * signals, SPOKEN_OF)
  await decided(stage, hub, { from: 0, to: signals })
  const costs: Cost[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const meter = await startMeter(site, hub, stage.databaseUrl)
    await decided(stage, hub, { from: round * signals, to: (round + 1) * signals })
    costs.push(await meter.read(signals))
  }
  await verify(stage, (ROUNDS + 1) * signals, count)
  return middle(costs)
}

/** Gives signals to the hub and waits until all are decided and what came of them is matched. */
async function decided(
  { site, sql }: Stage,
  hub: BenchHub,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await site.load.ask('push', { port: hub.port, from, to, width: 8 })
  for (;;) {
    const { rows } = await sql.query<{ is_open: boolean }>(
      `select exists (select from signal where routed_at is null and not held)
         or exists (select from event where fanned_out_at is null and held_for is null) as is_open`,
    )
    if (rows[0]?.is_open === false) return
    await sleep(50)
  }
}

/** That nobody was made anew: every signal was about somebody who was there. @throws otherwise */
async function verify({ sql }: Stage, signals: number, count: number): Promise<void> {
  const { rows } = await sql.query<{ signals: string; people: string; all: string }>(
    `select count(*) as signals, count(distinct principal_id) as people,
       (select count(*) from principal) as all
     from signal where principal_id is not null and dedupe_key like 'e%'`,
  )
  const [found] = rows
  const wanted = [signals, SPOKEN_OF, count].map(String)
  if (String([found?.signals, found?.people, found?.all]) !== String(wanted))
    throw new Error(`signals, people, principals: ${JSON.stringify(found)}, not ${String(wanted)}`)
}
