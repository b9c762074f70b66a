import type { Policy } from '../../schemas/policy.ts'
import type { Deps } from '../kernel/deps.ts'

/** How long a changed policy may take to apply in this process. */
const FRESH_MS = 2_000

/** The enabled policies, read at most every two seconds. */
export function createPolicyCache({
  store,
  clock,
}: Pick<Deps, 'store' | 'clock'>): () => Promise<readonly Policy[]> {
  let cached: { policies: readonly Policy[]; until: number } | undefined
  return async () => {
    const now = clock.now().getTime()
    if (!cached || cached.until <= now)
      cached = { policies: await store.policies.enabled(), until: now + FRESH_MS }
    return cached.policies
  }
}
