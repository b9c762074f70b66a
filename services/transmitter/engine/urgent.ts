import { uriOf } from '../../../schemas/events/index.ts'

/** What ends access overtakes everything else that is not about the same principal. */
export const URGENT_TYPES: readonly string[] = [
  uriOf('session-revoked'),
  uriOf('sessions-revoked'),
  uriOf('token-revoked'),
  uriOf('tokens-revoked'),
  uriOf('account-disabled'),
  uriOf('credential-compromise'),
]

const URGENT = new Set(URGENT_TYPES)

export const isUrgentType = (type: string | undefined): boolean =>
  type !== undefined && URGENT.has(type)
