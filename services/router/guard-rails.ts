import type { Logger } from '../kernel/log.ts'
import type { Metrics } from '../kernel/metrics.ts'
import { secondsOf } from '../../schemas/duration.ts'
import type { CompiledPolicy } from '../kernel/policy/compile.ts'
import type { Decided } from '../kernel/policy/decide.ts'
import { askForApproval } from '../kernel/store/approvals.ts'
import { countTrouble } from '../kernel/store/policies.ts'
import { takeFromRates, type Rate } from '../kernel/store/policy-rates.ts'
import type { Turn } from './take-turn.ts'

export type GuardDeps = { policies: readonly CompiledPolicy[]; log: Logger; metrics: Metrics }

/** After so many errors of one policy, and each time it has twice as many, somebody is told. */
const ALARM_AFTER = 5

/** What was decided, within the limits that hold: open approvals are joined, and what is above a rate is held. */
export async function guard(
  turn: Turn,
  decided: readonly Decided[],
  deps: GuardDeps,
): Promise<Decided[]> {
  await reportTrouble(turn, decided, deps)
  return limitRates(turn, await joinApprovals(turn, decided), deps)
}

async function reportTrouble(
  { sql, now }: Turn,
  decided: readonly Decided[],
  { log, metrics }: GuardDeps,
): Promise<void> {
  const troubles = new Map<string, { errors: number; last: string }>()
  for (const decision of decided.flatMap(({ decisions }) => decisions)) {
    if (decision.decision !== 'error') continue
    const { policyId, because } = decision
    troubles.set(policyId, { errors: (troubles.get(policyId)?.errors ?? 0) + 1, last: because })
  }
  const rows = [...troubles].map(([policyId, trouble]) => ({ policyId, ...trouble }))
  for (const { policyId, errors } of await countTrouble(sql, rows, now)) {
    const fresh = troubles.get(policyId)?.errors ?? 0
    metrics.policyErrors.inc(fresh)
    if (isAlarming(errors - fresh, errors))
      log.error({ policyId, errors }, 'policy fails: it does not apply to these signals')
  }
}

/** Pure: whether one of the numbers at which somebody is told lies between. */
export function isAlarming(before: number, after: number): boolean {
  for (let mark = ALARM_AFTER; mark <= after; mark *= 2) if (mark > before) return true
  return false
}

async function joinApprovals(turn: Turn, decided: readonly Decided[]): Promise<Decided[]> {
  const asks = decided.flatMap(({ asks: own, signalId, events }) =>
    own.map((ask) => ({
      ...ask,
      tenantId: events[0]?.tenantId ?? 'default',
      signalId,
      affected: events.filter(({ heldFor }) => heldFor === `approval:${ask.id}`).length,
    })),
  )
  const joined = await askForApproval(turn.sql, asks, turn.now)
  const rename = (heldFor: string): string => {
    const id = joined.get(heldFor.replace(/^approval:/, ''))
    return id === undefined ? heldFor : `approval:${id}`
  }
  return decided.map((one) => mapHolds(one, (heldFor) => heldFor && rename(heldFor)))
}

async function limitRates(
  turn: Turn,
  decided: readonly Decided[],
  { policies, log }: GuardDeps,
): Promise<Decided[]> {
  const limits = new Map(policies.flatMap(({ policy }) => limitOf(policy)))
  const counts = new Map<string, number>()
  for (const { becauseOf } of decided.flatMap(({ events }) => events))
    if (limits.has(becauseOf.policyId))
      counts.set(becauseOf.policyId, (counts.get(becauseOf.policyId) ?? 0) + 1)
  const wanted = [...counts].flatMap(([policyId, count]): (Rate & { count: number })[] => {
    const limit = limits.get(policyId)
    return limit ? [{ policyId, count, ...limit }] : []
  })
  const left = await takeFromRates(turn.sql, wanted, turn.now)
  for (const [policyId, room] of left)
    if (room < (counts.get(policyId) ?? 0))
      log.error({ policyId }, 'policy is above its rate limit: what it emits is held')
  return decided.map((one) =>
    mapHolds(one, (heldFor, policyId) => {
      const room = left.get(policyId)
      if (room === undefined) return heldFor
      left.set(policyId, room - 1)
      return room > 0 ? heldFor : (heldFor ?? `rate:${policyId}`)
    }),
  )
}

const limitOf = ({
  id,
  rateLimit,
}: CompiledPolicy['policy']): [string, Omit<Rate, 'policyId'>][] =>
  rateLimit ? [[id, { max: rateLimit.max, seconds: secondsOf(rateLimit.per) }]] : []

/** Events with what holds them changed, and the decisions that tell of it. */
function mapHolds(
  decided: Decided,
  change: (heldFor: string | undefined, policyId: string) => string | undefined,
): Decided {
  const holds = new Map<string, string | undefined>()
  const events = decided.events.map(({ heldFor: before, ...event }) => {
    const heldFor = change(before, event.becauseOf.policyId)
    holds.set(event.id, heldFor)
    return heldFor === undefined ? event : { ...event, heldFor }
  })
  const decisions = decided.decisions.map((decision) => {
    if (decision.decision !== 'emit') return decision
    const { heldFor: _before, ...rest } = decision
    const heldFor = holds.get(decision.eventId)
    return heldFor === undefined ? rest : { ...rest, heldFor }
  })
  return { ...decided, events, decisions }
}
