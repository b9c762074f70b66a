import type { EventName } from '../../../schemas/events/index.ts'
import type { LooseSubject, SimpleSubject } from '../../../schemas/subject.ts'
import { complexOf, fact, idOf, named, objectAt, reason, type Fact } from './facts.ts'

type Told = { log: Record<string, unknown>; issuer: string }

/** What one log says; nothing where it lacks what would name the subject. */
type Read = (told: Told) => Fact[]

const user = ({ log, issuer }: Told) => named(issuer, log['user_id'])

const opaque = (id: unknown): SimpleSubject | undefined => {
  const text = idOf(id)
  return text === undefined ? undefined : { format: 'opaque', id: text }
}

/** The user, with what the table says. */
const about =
  (name: EventName, payload: Record<string, unknown> = {}): Read =>
  (told) =>
    fact(name, user(told), { payload })

const PASSWORD_LEAKED = about('credential-compromise', {
  credential_type: 'password',
  ...reason('The password is in a published leak'),
})

/** Auth0 log events that say something about access, by their type code. */
export const AUTH0_EVENTS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['slo', loggedOut],
  ['srrt', refreshTokenRevoked],
  ['ferrt', refreshTokenReused],
  ['sdu', about('account-purged')],
  ['scp', about('credential-change', { credential_type: 'password', change_type: 'update' })],
  ['sce', emailChanged],
  [
    'gd_enrollment_complete',
    about('credential-change', { credential_type: 'app', change_type: 'create' }),
  ],
  ['gd_unenroll', about('credential-change', { credential_type: 'app', change_type: 'delete' })],
  ['mfar', riskAssessed],
  ['pwd_leak', PASSWORD_LEAKED],
  ['reset_pwd_leak', PASSWORD_LEAKED],
  // An outsider causes this by guessing: a risk, not the end of the account.
  [
    'limit_wc',
    about('risk-level-change', {
      principal: 'USER',
      current_level: 'MEDIUM',
      risk_reason: 'Blocked after too many wrong passwords',
    }),
  ],
  ['sapi', managementApiWrote],
  ['universal_logout_succeeded', about('session-revoked')],
])

/** One session ended. Without its id it would mean every session, so then it means nothing. */
function loggedOut(told: Told): Fact[] {
  const session = opaque(objectAt(told.log, 'details')['session_id'])
  return fact('session-revoked', complexOf({ user: user(told), session }))
}

/** A refresh token by the id that Auth0 gives it; the token itself is never in a log. */
function refreshTokenRevoked(told: Told): Fact[] {
  const token = idOf(objectAt(told.log, 'details')['credential_id'])
  if (token === undefined) return []
  return tokenRevoked(told, {
    format: 'oauth_token',
    token_type: 'refresh_token',
    token_identifier_alg: 'plain',
    token,
  })
}

/** Somebody used a token that was rotated away: its family is revoked, and one of its holders is a thief. */
function refreshTokenReused(told: Told): Fact[] {
  return [
    ...tokenRevoked(told, opaque(objectAt(told.log, 'details')['familyId'])),
    ...fact('credential-compromise', user(told), {
      payload: {
        credential_type: 'refresh_token',
        ...reason('A rotated refresh token was used again'),
      },
    }),
  ]
}

function tokenRevoked(told: Told, token: LooseSubject | undefined): Fact[] {
  const owner = user(told)
  return fact('token-revoked', token, { payload: owner ? { token_subject: owner } : {} })
}

/** RISC 1.0 §2 wants the old address as the subject: where the log names only the new one, nothing can be said. */
function emailChanged({ log }: Told): Fact[] {
  const details = objectAt(log, 'details')
  const email = details['email'] ?? objectAt(details, 'body')['newEmail']
  const before = log['user_name']
  if (typeof email !== 'string' || typeof before !== 'string' || before === email) return []
  return fact(
    'identifier-changed',
    { format: 'email', email: before },
    { payload: { 'new-value': email } },
  )
}

/** How sure Auth0 is that this is the user: the surer, the smaller the risk. */
const RISK_BY_CONFIDENCE: ReadonlyMap<unknown, string> = new Map([
  ['low', 'HIGH'],
  ['medium', 'MEDIUM'],
  ['high', 'LOW'],
])

function riskAssessed(told: Told): Fact[] {
  const current = RISK_BY_CONFIDENCE.get(objectAt(told.log, 'details')['confidence'])
  return current
    ? fact('risk-level-change', user(told), {
        payload: { principal: 'USER', current_level: current },
      })
    : []
}

const USER_PATH = /^\/api\/v2\/users\/([^/?#]{1,1024})$/

/** Somebody blocked or unblocked a user. The log's own user is who did it; the path names whom. */
function managementApiWrote({ log, issuer }: Told): Fact[] {
  const request = objectAt(objectAt(log, 'details'), 'request')
  const blocked = objectAt(request, 'body')['blocked']
  const { method, path } = request
  if (typeof method !== 'string' || typeof path !== 'string') return []
  if (method.toUpperCase() !== 'PATCH' || typeof blocked !== 'boolean') return []
  const subject = named(issuer, decoded(USER_PATH.exec(path)?.[1]))
  return fact(blocked ? 'account-disabled' : 'account-enabled', subject, {
    payload: { initiating_entity: 'admin' },
  })
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text)
  } catch {
    return undefined
  }
}
