import { accountLocked, row, type OktaRow } from './okta-events.ts'
import { consent, oauthClient, oauthToken, selfUser, targetUser } from './okta-log-event.ts'
import { riskOf } from './okta-payload.ts'

const tokenRevoked = row('token-revoked', oauthToken)
const everyToken = row('tokens-revoked', consent)
const clientDisabled = row('client-disabled', oauthClient)
const clientEnabled = row('client-enabled', oauthClient)
const credentialChanged = row('client-credential-changed', oauthClient)

/** A refresh token that is used again may be in other hands: it is gone, and its owner's access is in doubt. */
const tokenReused: readonly OktaRow[] = [
  { ...tokenRevoked, whateverOutcome: true, bySystem: true, alone: false },
  {
    ...row('credential-compromise', selfUser, () => ({ credential_type: 'app' })),
    whateverOutcome: true,
    bySystem: true,
  },
]

/** What event hooks do not carry, so that only the System Log tells it. `security.threat.detected` names no user. */
export const OKTA_LOG_EVENTS: ReadonlyMap<string, OktaRow | readonly OktaRow[]> = new Map<
  string,
  OktaRow | readonly OktaRow[]
>([
  ['app.oauth2.token.revoke', tokenRevoked],
  ['app.oauth2.as.token.revoke', tokenRevoked],
  ['app.oauth2.token.revoke.implicit.as', everyToken],
  ['app.oauth2.token.revoke.implicit.client', everyToken],
  ['app.oauth2.token.revoke.implicit.user', everyToken],
  ['app.oauth2.as.token.revoke.implicit.as', everyToken],
  ['app.oauth2.as.token.revoke.implicit.client', everyToken],
  ['app.oauth2.as.token.revoke.implicit.user', everyToken],
  ['app.oauth2.token.detect_reuse', tokenReused],
  ['app.oauth2.as.token.detect_reuse', tokenReused],
  ['app.oauth2.client.lifecycle.activate', clientEnabled],
  ['app.oauth2.client.lifecycle.deactivate', clientDisabled],
  ['app.oauth2.client.lifecycle.delete', clientDisabled],
  ['app.oauth2.credentials.lifecycle.create', credentialChanged],
  ['app.oauth2.credentials.lifecycle.activate', credentialChanged],
  ['app.oauth2.credentials.lifecycle.deactivate', credentialChanged],
  ['app.oauth2.credentials.lifecycle.delete', credentialChanged],
  [
    'policy.entity_risk.evaluate',
    {
      ...row('risk-level-change', selfUser, riskOf('USER')),
      whateverOutcome: true,
      byPolicy: true,
    },
  ],
  ['user.account.lock.limit', accountLocked],
  ['user.lifecycle.delete.completed', row('account-purged', targetUser)],
])
