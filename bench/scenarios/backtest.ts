import { randomUUID } from 'node:crypto'
import type { BacktestJob } from '../../schemas/backtest.ts'
import type { BusMessage } from '../../services/kernel/bus/bus.ts'
import { timeOfId } from '../../services/kernel/ids.ts'
import { nowMs } from '../clock.ts'
import { atLeast, type Finding } from '../finding.ts'
import type { Stage } from '../stage.ts'

/** It looks back, so that every signal costs a look at its history; and is silenced for an hour. */
const POLICY: BacktestJob['policy'] = {
  name: 'Tried',
  when: { types: ['session-revoked'] },
  history: { within: '1h', count: { atLeast: 3, distinct: 'signal' } },
  then: [{ emit: 'tokens-revoked' }],
  suppress: '1h',
  reason: 'It came three times',
}

/** Signals a second of a backtest over those that a router has just decided on, by what the router reached; and over a quarter of them. */
export async function measureBacktest(
  stage: Stage,
  rows: readonly BusMessage[],
  routed: number,
): Promise<Finding> {
  const quarter = await rateUntil(stage, rows.slice(0, rows.length / 4))
  const value = await rateUntil(stage, rows)
  return atLeast(0.5, {
    scenario: 'router-scale backtest',
    value,
    unit: 'signals/s',
    limit: routed,
    detail: { signals: rows.length, ofAQuarter: Math.round(quarter) },
  })
}

async function rateUntil({ store }: Stage, rows: readonly BusMessage[]): Promise<number> {
  const [first, last] = [rows[0]?.id ?? '', rows.at(-1)?.id ?? '']
  const request: BacktestJob = {
    policyId: 'tried',
    version: 0,
    policy: POLICY,
    from: new Date(timeOfId(first)),
    to: new Date(timeOfId(last) + 1),
  }
  const how = { ratePerSecond: 100_000, startsAtOnce: true, createdBy: 'bench' }
  const { id } = await store.jobs.create({ kind: 'backtest', request, ...how })
  const owner = randomUUID()
  await store.jobs.claim(owner, 10)
  const startedAt = nowMs()
  for (;;) {
    const part = await store.jobs.step(id, owner)
    if (part.kind === 'not-ours' || part.state === 'done') break
  }
  const done = (await store.jobs.find(id))?.done ?? 0
  return done / ((nowMs() - startedAt) / 1_000)
}
