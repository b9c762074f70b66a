import type { Logger } from '../kernel/log.ts'
import { isAbout } from '../kernel/policy/applies.ts'
import type { CompiledPolicy } from '../kernel/policy/compile.ts'
import type { Facts } from '../kernel/policy/facts.ts'
import { loadHistories, type Lookback } from '../kernel/store/history.ts'
import { relatedTo } from './related.ts'
import type { Turn } from './take-turn.ts'

/** What policies know of each signal beside itself: only as much of the past as the policies in force look back at. */
export async function gather(
  { sql, correlated }: Turn,
  policies: readonly CompiledPolicy[],
  log: Logger,
): Promise<Facts[]> {
  const looking = correlated.filter(({ signal }) =>
    policies.some((policy) => policy.history && isAbout(policy, signal)),
  )
  const histories = await loadHistories(
    sql,
    looking.map(({ signal, principals }) => ({ signal, principal: principals.primary })),
    lookbackOf(policies),
  )
  const { related, isCut } = await relatedTo(sql, correlated, policies)
  if (isCut) log.error('a principal touches more than one turn can tell of: see its reach')
  return correlated.map((one) => ({
    ...one,
    history: histories.get(one.signal.id) ?? [],
    related: related.get(one.signal.id) ?? [],
  }))
}

/** Pure: as far as the policy that looks back the furthest. */
export function lookbackOf(policies: readonly CompiledPolicy[]): Lookback {
  const histories = policies.flatMap(({ history }) => history ?? [])
  return {
    types: [...new Set(histories.flatMap(({ types }) => types))],
    withinMs: Math.max(0, ...histories.map(({ withinMs }) => withinMs)),
  }
}
