import { loadHistories, type Lookback } from '../store/history.ts'
import type { Sql } from '../store/database.ts'
import { isAbout } from './applies.ts'
import type { CompiledPolicy } from './compile.ts'
import type { Facts } from './facts.ts'
import { relatedTo } from './related.ts'

/** A signal and who it is about. */
export type Identified = Omit<Facts, 'history' | 'related'>

/**
 * What policies know of each signal beside itself: only as much of the past as these policies look back at. `isCut`: a
 * principal touches more than can be told of.
 */
export async function gather(
  sql: Sql,
  identified: readonly Identified[],
  policies: readonly CompiledPolicy[],
): Promise<{ facts: Facts[]; isCut: boolean }> {
  const looking = identified.filter(({ signal }) =>
    policies.some((policy) => policy.history && isAbout(policy, signal)),
  )
  const histories = await loadHistories(
    sql,
    looking.map(({ signal, principals }) => ({ signal, principal: principals.primary })),
    lookbackOf(policies),
  )
  const { related, isCut } = await relatedTo(sql, identified, policies)
  const facts = identified.map((one) => ({
    ...one,
    history: histories.get(one.signal.id) ?? [],
    related: related.get(one.signal.id) ?? [],
  }))
  return { facts, isCut }
}

/** Pure: as far as the policy that looks back the furthest. */
function lookbackOf(policies: readonly CompiledPolicy[]): Lookback {
  const histories = policies.flatMap(({ history }) => history ?? [])
  return {
    types: [...new Set(histories.flatMap(({ types }) => types))],
    withinMs: Math.max(0, ...histories.map(({ withinMs }) => withinMs)),
  }
}
