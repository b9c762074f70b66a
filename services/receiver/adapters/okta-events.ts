import type { EventName } from '../../../schemas/events/index.ts'
import {
  apiToken,
  application,
  consent,
  device,
  selfUser,
  targetUser,
  userAndEndedSession,
  userAndOwnSession,
  userAtApplication,
  userOnDevice,
  userPerhapsAtApplication,
  type FindSubject,
} from './okta-log-event.ts'
import {
  factor,
  removedGroups,
  riskOf,
  terminatesSession,
  type FindPayload,
} from './okta-payload.ts'

/** What one Okta event type says in the words of CAEP, RISC or the OAuth event types. */
export type OktaRow = {
  name: EventName
  subject: FindSubject
  /** Undefined means that this event says nothing after all. */
  payload?: FindPayload
  /** Reports a failure or an attack, so it holds whatever the outcome was. */
  whateverOutcome?: true
  /** False: the next row may apply as well. */
  alone?: false
  /** Okta itself did it: the actor only caused it. */
  bySystem?: true
  /** A policy did it, unless an administrator did: the user is the actor, but not the one who decided. */
  byPolicy?: true
}

export const row = (name: EventName, subject: FindSubject, payload?: FindPayload): OktaRow => ({
  name,
  subject,
  ...(payload && { payload }),
})

const accountDisabled = row('account-disabled', targetUser)
/** Anybody can lock anybody out by guessing passwords: policy must be able to tell, hence `vendorType`. */
export const accountLocked: OktaRow = {
  ...row('account-disabled', selfUser),
  whateverOutcome: true,
  byPolicy: true,
}
const accountEnabled = row('account-enabled', targetUser)
const tokensRevoked = row('tokens-revoked', consent)
const clientDisabled = row('client-disabled', application)
const userAtRisk: OktaRow = {
  ...row('risk-level-change', selfUser, riskOf('USER')),
  whateverOutcome: true,
}
const universalLogout: OktaRow = {
  ...row('session-revoked', userPerhapsAtApplication),
  byPolicy: true,
}
// A device in use was compliant as far as Okta knew; CAEP 1.0 §3.5 wants both.
const deviceLost = row('device-compliance-change', device, () => ({
  previous_status: 'compliant',
  current_status: 'not-compliant',
}))
const password = (change: 'update' | 'revoke') => () => ({
  credential_type: 'password',
  change_type: change,
})

/**
 * The Okta event types that event hooks carry and that say something about access; of several rows the first that
 * applies. One row is one fact: what
 * follows from it (an account disabled, so its sessions revoked) is for policy to decide.
 */
export const OKTA_EVENTS: ReadonlyMap<string, OktaRow | readonly OktaRow[]> = new Map<
  string,
  OktaRow | readonly OktaRow[]
>([
  ['user.session.start', row('session-established', userAndOwnSession)],
  ['user.session.end', row('session-revoked', userAndEndedSession)],
  ['user.session.clear', row('session-revoked', targetUser)],
  [
    'user.session.context.change',
    [
      { ...row('risk-level-change', userAndOwnSession, riskOf('SESSION')), byPolicy: true },
      row('session-presented', userAndOwnSession),
    ],
  ],
  ['user.authentication.universal_logout', universalLogout],
  ['user.authentication.universal_logout.scheduled', universalLogout],
  [
    'policy.auth_reevaluate.fail',
    {
      ...row('session-revoked', userAndOwnSession, terminatesSession),
      whateverOutcome: true,
      byPolicy: true,
    },
  ],

  ['user.lifecycle.suspend', accountDisabled],
  ['user.lifecycle.deactivate', accountDisabled],
  ['user.lifecycle.unsuspend', accountEnabled],
  ['user.lifecycle.activate', accountEnabled],
  ['user.lifecycle.reactivate', accountEnabled],
  ['user.lifecycle.delete.initiated', row('account-purged', targetUser)],
  ['user.account.lock', accountLocked],
  ['user.account.unlock', row('account-enabled', selfUser)],
  ['user.account.unlock_by_admin', accountEnabled],

  ['user.account.update_password', row('credential-change', selfUser, password('update'))],
  ['user.account.reset_password', row('credential-change', targetUser, password('revoke'))],
  ['user.mfa.factor.activate', row('credential-change', selfUser, factor('create'))],
  ['user.mfa.factor.deactivate', row('credential-change', targetUser, factor('delete'))],
  ['user.mfa.factor.update', row('credential-change', selfUser, factor('update'))],
  ['user.mfa.factor.suspend', row('credential-change', targetUser, factor('revoke'))],
  ['user.mfa.factor.unsuspend', row('credential-change', targetUser, factor('update'))],
  ['user.mfa.factor.reset_all', row('credential-change', targetUser, factor('revoke'))],
  [
    'user.account.report_suspicious_activity_by_enduser',
    { ...row('account-credential-change-required', selfUser), whateverOutcome: true },
  ],
  [
    'security.breached_credential.detected',
    {
      ...row('credential-compromise', selfUser, () => ({ credential_type: 'password' })),
      whateverOutcome: true,
    },
  ],
  ['user.risk.change', userAtRisk],
  ['user.risk.detect', userAtRisk],

  ['application.user_membership.remove', row('session-revoked', userAtApplication)],
  ['group.user_membership.remove', row('token-claims-change', targetUser, removedGroups)],
  ['app.oauth2.as.consent.revoke', tokensRevoked],
  ['app.oauth2.as.consent.revoke.user', tokensRevoked],
  ['app.oauth2.as.consent.revoke.user.client', tokensRevoked],
  ['app.oauth2.as.consent.revoke.implicit.as', tokensRevoked],
  ['app.oauth2.as.consent.revoke.implicit.client', tokensRevoked],
  ['app.oauth2.as.consent.revoke.implicit.scope', tokensRevoked],
  ['app.oauth2.as.consent.revoke.implicit.user', tokensRevoked],
  ['application.lifecycle.deactivate', clientDisabled],
  ['application.lifecycle.delete', clientDisabled],
  ['application.lifecycle.activate', row('client-enabled', application)],
  ['system.api_token.revoke', row('token-revoked', apiToken)],

  ['device.lifecycle.suspend', deviceLost],
  ['device.lifecycle.deactivate', deviceLost],
  ['device.lifecycle.delete', deviceLost],
  ['device.user.remove', row('session-revoked', userOnDevice)],
])
