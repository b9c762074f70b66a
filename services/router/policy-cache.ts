import { compile, tellFault, type CompiledPolicy } from '../kernel/policy/compile.ts'
import type { Logger } from '../kernel/log.ts'
import type { Sql } from '../kernel/store/database.ts'
import type { PolicyStore } from '../kernel/store/policies.ts'

/** The policies in force, compiled. `revision` is what a turn read; they are loaded again when it changed. */
export type PolicyCache = (sql: Sql, revision: bigint) => Promise<readonly CompiledPolicy[]>

export function createPolicyCache({
  store,
  log,
}: {
  store: { policies: Pick<PolicyStore, 'inForce'> }
  log: Logger
}): PolicyCache {
  let cached: { policies: readonly CompiledPolicy[]; revision: bigint } | undefined
  return async (sql, revision) => {
    if (cached?.revision === revision) return cached.policies
    const { policies, broken } = await store.policies.inForce(sql)
    for (const policyId of broken)
      log.error({ policyId }, 'policy cannot be read: it does not apply, write it anew')
    cached = { policies: policies.flatMap((policy) => ready(policy, log)), revision }
    return cached.policies
  }
}

/** One that no longer compiles (of another version of the hub) does not apply; the others do. */
function ready(policy: CompiledPolicy['policy'], log: Logger): CompiledPolicy[] {
  const result = compile(policy)
  if (result.ok) return [result.compiled]
  const faults = result.faults.map(tellFault)
  log.error({ policyId: policy.id, faults }, 'policy does not compile: it does not apply')
  return []
}
