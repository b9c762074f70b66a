import { timingSafeEqual } from 'node:crypto'
import { tokenHash } from '../kernel/set/seal.ts'
import { requireBearer, type Callers } from '../kernel/http/bearer.ts'
import type { Deps } from '../kernel/deps.ts'

/** Who uses the admin API. */
export type Operator = { name: string }

/** The admin API's guard: tokens of the database, and the one of the environment where there is one. */
export function requireOperator({
  store,
  config,
}: Pick<Deps, 'store' | 'config'>): Callers<Operator> {
  const configured =
    config.adminToken === undefined ? undefined : Buffer.from(tokenHash(config.adminToken))
  return requireBearer('ssf-hub admin', async (token) => {
    if (configured && timingSafeEqual(configured, Buffer.from(tokenHash(token))))
      return { name: 'environment' }
    return (await store.adminTokens.exists(token)) ? { name: 'token' } : undefined
  })
}
