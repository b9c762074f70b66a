import type { Deps } from '../kernel/deps.ts'
import type { OauthKeys } from '../kernel/set/oauth-keys.ts'

/** What the token endpoints take. */
export type TokenDeps = Pick<
  Deps,
  'store' | 'clock' | 'log' | 'outbound' | 'issuers' | 'certificates' | 'dpopNonces'
> & {
  oauthKeys: OauthKeys
}
