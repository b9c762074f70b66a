import { setTimeout as delay } from 'node:timers/promises'
import { POLL } from '../../schemas/stream.ts'
import { cpuMicros } from '../cpu.ts'
import { atLeast, atMost, median, type Scenario } from '../finding.ts'
import { addEvents, owe } from '../history.ts'
import { keysOf, verified } from '../ledger.ts'
import type { DrainPlan } from '../programs/load.ts'
import type { Site } from '../site.ts'
import { openStage } from '../stage.ts'
import { AUDIENCE } from '../streams.ts'

const BARE_ROUNDS = 3

/** One receiver polls until nothing is left, acknowledging each answer with the next request; against a server that answers the same bytes. */
export const pollDrain: Scenario = {
  name: 'poll-drain',
  run: async (site) => {
    const total = site.isQuick ? 20_000 : 100_000
    await using stage = await openStage(site, 'poll', { count: 1, hosts: 1, method: POLL })
    const [streamId = ''] = stage.streamIds
    const token = await tokenOf(stage)
    await owe(stage, [streamId], await addEvents(stage, total, new Date(Date.now() - total)))
    await using hub = await stage.startHub()
    await idle(hub.pid)
    const path = `/ssf/poll/${streamId}`
    const drained = await site.load.ask('drain', { port: hub.port, path, token, total })
    const keys = await keysOf(hub.url)
    for (const { iss, aud } of drained.sets.map((jws) => verified(jws, keys)))
      if (iss !== hub.url || aud !== AUDIENCE)
        throw new Error(`a SET of ${iss} for ${aud} was polled`)
    if (new Set(drained.sets).size !== total)
      throw new Error(`${String(drained.sets.length)} SETs of ${String(total)} were polled`)
    const bare = await bareRate(site, { path, token, total }, drained.largest)
    const measured = {
      unit: 'SETs/s',
      value: (total * 1000) / (drained.firstMs + drained.secondMs),
    }
    return [
      atMost(1.2, {
        scenario: 'poll-drain-half',
        unit: 'ms',
        value: drained.secondMs,
        limit: drained.firstMs,
      }),
      atLeast(0.5, {
        scenario: 'poll-drain',
        ...measured,
        limit: bare,
        detail: { 'SETs per answer': Math.round(total / drained.polls) },
      }),
    ]
  },
}

async function bareRate(
  site: Site,
  plan: Omit<DrainPlan, 'port'>,
  answer: Buffer,
): Promise<number> {
  await site.receiver.ask('reply', answer)
  const rates: number[] = []
  for (let round = 0; round < BARE_ROUNDS; round++) {
    const { firstMs, secondMs } = await site.load.ask('drain', {
      ...plan,
      port: site.receiver.barePort,
    })
    rates.push((plan.total * 1000) / (firstMs + secondMs))
  }
  await site.receiver.ask('reply', null)
  return median(rates)
}

const tokenOf = async ({
  store,
  streamIds: [id = ''],
}: Awaited<ReturnType<typeof openStage>>): Promise<string> => {
  const [stream] = await store.streams.byIds([id])
  const token = await store.subscribers.renewToken(stream?.subscriberId ?? '')
  return token ?? ''
}

/** Whatever the hub prepares for a poll is prepared when it no longer works. */
async function idle(pid: number): Promise<void> {
  for (let before = cpuMicros(pid), isIdle = false; !isIdle;) {
    await delay(1_000)
    const now = cpuMicros(pid)
    isIdle = now - before < 50_000
    before = now
  }
}
