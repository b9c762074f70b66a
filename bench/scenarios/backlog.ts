import { atLeast, median, type Finding, type Scenario } from '../finding.ts'
import { addEvents, owe } from '../history.ts'
import { peakRssMb } from '../cpu.ts'
import { nowMs } from '../clock.ts'
import { hostOf, type Site } from '../site.ts'
import { burst, openStage, prepare, type Stage } from '../stage.ts'

const HEALTHY = 200
const DEAD = 50
const WAITING = 1_000_000
const MAX_RSS_MB = 400
const ROUNDS = 3

/** A million rows waiting, half of them for receivers that do not answer: how fast the rest goes, against an empty system. */
export const backlog: Scenario = {
  name: 'backlog',
  run: async (site) => {
    const count = site.isQuick ? 10_000 : 30_000
    const empty = await throughEmpty(site, count)
    const streams = { count: HEALTHY + DEAD, hosts: HEALTHY + DEAD }
    await using stage = await openStage(site, 'backlog', streams)
    await fill(stage)
    await site.receiver.ask('hang', hostsFrom(site, HEALTHY))
    const rates: number[] = []
    let rssMb = 0
    for (let round = 0; round < ROUNDS; round++) {
      await using hub = await stage.startHub()
      await arrived(stage, 4_000) // connections are warm then
      rates.push((count * 1000) / (await arrived(stage, count)))
      rssMb = Math.max(rssMb, peakRssMb(hub.pid))
    }
    await site.receiver.ask('hang', [])
    return [
      atLeast(0.9, {
        scenario: 'backlog',
        value: median(rates),
        unit: 'deliveries/s',
        limit: empty,
      }),
      rss(rssMb),
    ]
  },
}

const rss = (value: number): Finding => ({
  scenario: 'backlog-rss',
  value,
  unit: 'MB',
  limit: MAX_RSS_MB,
  ratio: value / MAX_RSS_MB,
  target: `≤ ${String(MAX_RSS_MB)} MB`,
  holds: value <= MAX_RSS_MB,
})

/** The same streams with nothing waiting: deliveries a second of a burst. */
async function throughEmpty(site: Site, count: number): Promise<number> {
  const events = count / HEALTHY
  await using stage = await openStage(site, 'no_backlog', { count: HEALTHY, hosts: HEALTHY })
  await using hub = await stage.startHub()
  await prepare(stage, 20 + ROUNDS * events)
  await burst(stage, hub, { from: 0, to: 20, places: HEALTHY })
  const rates: number[] = []
  for (let from = 20; from < 20 + ROUNDS * events; from += events)
    rates.push(
      (count * 1000) / (await burst(stage, hub, { from, to: from + events, places: HEALTHY })),
    )
  return median(rates)
}

async function fill(stage: Stage): Promise<void> {
  const perDead = WAITING / 2 / DEAD
  const ids = await addEvents(stage, perDead, new Date(Date.now() - perDead))
  await owe(stage, stage.streamIds.slice(0, HEALTHY), ids.slice(0, WAITING / 2 / HEALTHY))
  await owe(stage, stage.streamIds.slice(HEALTHY), ids)
}

const hostsFrom = ({ receiver }: Site, from: number): string[] =>
  Array.from({ length: DEAD }, (_, index) => `${hostOf(from + index)}:${String(receiver.port)}`)

/** Milliseconds until so many more have arrived. */
async function arrived({ site }: Stage, count: number): Promise<number> {
  const startedAt = nowMs()
  await site.receiver.ask('expect', count)
  return (await site.receiver.ask('arrived', undefined)) - startedAt
}
