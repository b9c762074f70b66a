import type { Bus } from '../kernel/bus/bus.ts'
import type { Logger } from '../kernel/log.ts'
import type { Metrics } from '../kernel/metrics.ts'
import { decide } from '../kernel/policy/decide.ts'
import { gather } from '../kernel/policy/gather.ts'
import { isOfOneRow } from '../kernel/store/database.ts'
import { createGroupCommit } from '../kernel/store/group-commit.ts'
import { guard } from './guard-rails.ts'
import { keepNoticesOf } from './notices.ts'
import type { PolicyCache } from './policy-cache.ts'
import { takeTurn, type Turn, type TurnDeps } from './take-turn.ts'

export type RouteDeps = TurnDeps & {
  bus: Bus
  log: Logger
  metrics: Metrics
  policies: PolicyCache
}

/**
 * The router, whole: load what is undecided, correlate, decide, record (all that is take-turn.ts), pass on. Safe to repeat.
 * A turn may leave some for the next one.
 */
export async function route(ids: readonly string[], deps: RouteDeps): Promise<void> {
  const { bus, metrics } = deps
  for (let isLeft = true; isLeft;) {
    const turn = await takeTurn(ids, deps, (one) => decideAll(one, deps))
    const { signals, events } = turn
    isLeft = turn.isLeft
    metrics.signalsRouted.inc(signals)
    metrics.eventsMade.inc(events.length)
    await bus.publish('ssf.events', events)
  }
}

async function decideAll(turn: Turn, deps: RouteDeps) {
  const policies = await deps.policies(turn.sql, turn.state.policyRevision)
  const { facts, isCut } = await gather(turn.sql, turn.correlated, policies)
  if (isCut) deps.log.error('a principal touches more than one turn can tell of: see its reach')
  const context = { policies, isStopped: turn.state.isStopped }
  const decided = facts.map((one) => decide(one, context))
  await keepNoticesOf(turn, decided)
  return guard(turn, decided, { ...deps, policies })
}

/** Signals in one turn at the most. */
const MAX_SIGNALS = 500

/**
 * One turn at a time: what the bus brings meanwhile, by whichever lane, goes together into the next. Turns side by side
 * would each be small, pay for every statement alone and take all connections. A signal that alone is to blame fails alone.
 */
export function inTurns(
  turn: (ids: readonly string[]) => Promise<void>,
): (ids: readonly string[]) => Promise<void> {
  const join = createGroupCommit<string, true>(
    MAX_SIGNALS,
    async (ids) => {
      await turn(ids)
      return ids.map(() => true)
    },
    isOfOneRow,
  )
  return async (ids) => {
    await Promise.all(ids.map(join))
  }
}
