import type { EventName } from '../../../schemas/events/index.ts'
import { isObject } from '../../../schemas/json.ts'
import type { Subject } from '../../../schemas/subject.ts'
import { idOf, reason, type Fact } from './facts.ts'
import { instantOf, plainText } from './normalised.ts'

type Delivery = {
  body: Record<string, unknown>
  host: string
  /** X-GitHub-Hook-Installation-Target-ID: the app that owns the webhook. */
  app: string | undefined
  /** Event and action. */
  vendorType: string
}

/** What a delivery says; nothing where it lacks what would name the subject. */
type Read = (delivery: Delivery) => readonly Fact[]

/** GitHub events that say something about access, by event and action. No webhook says "this token was revoked". */
export const GITHUB_EVENTS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['github_app_authorization.revoked', authorizationRevoked],
  ['organization.member_removed', memberRemoved],
  ['membership.removed', teamMembershipRemoved],
  ['org_block.blocked', userBlocked],
  ['personal_access_token_request.created', tokenRequested],
  ['personal_access_token_request.approved', tokenRequested],
  ['installation.deleted', installationDeleted],
  ['installation.suspend', (delivery) => installation(delivery, 'client-disabled')],
  ['installation.unsuspend', (delivery) => installation(delivery, 'client-enabled')],
  ['secret_scanning_alert.created', secretLeaked],
  ['secret_scanning_alert.publicly_leaked', secretLeaked],
  ['secret_scanning_alert.validated', secretLeaked],
  ['secret_scanning_alert.reopened', secretLeaked],
  ['secret_scanning_alert.resolved', secretResolved],
])

/** Without the app it would mean every token of the user, so then it means nothing. */
function authorizationRevoked({ body, host, app }: Delivery): Fact[] {
  const user = account(body['sender'], host)
  if (!user || !app) return []
  const application = named(host, app)
  return [
    {
      name: 'tokens-revoked',
      subject: { format: 'complex', user, application },
      payload: { reason: 'user' },
    },
  ]
}

function memberRemoved({ body, host }: Delivery): Fact[] {
  const member = isObject(body['membership']) ? body['membership']['user'] : undefined
  const subject = userInOrganization(member, body['organization'], host)
  return subject
    ? [{ name: 'session-revoked', subject, payload: reason('Removed from the organization') }]
    : []
}

/** GitHub tells that a team is gone, not which are left: the change is passed on, as a change. */
function teamMembershipRemoved({ body, host }: Delivery): Fact[] {
  const subject = userInOrganization(body['member'], body['organization'], host)
  const team = isObject(body['team']) ? (body['team']['slug'] ?? body['team']['name']) : undefined
  if (!subject || typeof team !== 'string') return []
  const claims = { groups: { removed: [plainText(team, 256)] } }
  return [
    {
      name: 'token-claims-change',
      subject,
      payload: { claims, ...reason('Removed from a team') },
    },
  ]
}

function userBlocked({ body, host }: Delivery): Fact[] {
  const subject = userInOrganization(body['blocked_user'], body['organization'], host)
  return subject
    ? [{ name: 'account-disabled', subject, payload: reason('Blocked by the organization') }]
    : []
}

/** The token exists from the request on; `token_id` names it, the token itself is never sent. */
function tokenRequested({ body, host }: Delivery): Fact[] {
  const request = body['personal_access_token_request']
  if (!isObject(request)) return []
  const id = idOf(request['token_id'])
  const owner = account(request['owner'], host)
  if (!id) return []
  return [
    {
      name: 'token-issued',
      subject: { format: 'opaque', id: `${host}/personal_access_tokens/${id}` },
      payload: owner ? { token_subject: owner } : {},
      occurredAt: instantOf(request['created_at']),
    },
  ]
}

function installationDeleted(delivery: Delivery): Fact[] {
  return [...installation(delivery, 'tokens-revoked'), ...installation(delivery, 'client-disabled')]
}

/** The app at one account: an installation ends there, the app lives on elsewhere. */
function installation({ body, host }: Delivery, name: EventName): Fact[] {
  const found = isObject(body['installation']) ? body['installation'] : {}
  const app = idOf(found['app_id'])
  const tenant = account(found['account'], host)
  if (!app || !tenant) return []
  const subject: Subject = { format: 'complex', application: named(host, app), tenant }
  return [{ name, subject, payload: {} }]
}

function secretLeaked(delivery: Delivery): Fact[] {
  const alert = alertOf(delivery)
  if (!alert) return []
  return [
    {
      name: 'credential-compromise',
      subject: alert.subject,
      payload: {
        credential_type: alert.secretType,
        ...reason(
          `Secret scanning: ${alert.secretType} (${delivery.vendorType.split('.')[1] ?? ''})`,
        ),
      },
    },
  ]
}

/** Of the resolutions only "revoked" says anything about the secret itself. */
function secretResolved(delivery: Delivery): Fact[] {
  const alert = alertOf(delivery)
  if (alert?.resolution !== 'revoked') return []
  return [
    {
      name: 'token-revoked',
      subject: alert.subject,
      payload: reason(`Secret scanning: ${alert.secretType} revoked`),
      occurredAt: alert.resolvedAt,
    },
  ]
}

/** The alert stands for the secret, which is not in it: only its kind, and the page that shows it. */
function alertOf({ body, host }: Delivery) {
  const alert = isObject(body['alert']) ? body['alert'] : {}
  const repository = isObject(body['repository']) ? body['repository']['full_name'] : undefined
  const number = idOf(alert['number'])
  if (!number || typeof repository !== 'string' || typeof alert['secret_type'] !== 'string')
    return undefined
  const uri = `${host}/${repository}/security/secret-scanning/${number}`
  return {
    subject: { format: 'uri', uri } as const,
    secretType: plainText(alert['secret_type'], 256),
    resolution: alert['resolution'],
    resolvedAt: instantOf(alert['resolved_at']),
  }
}

function userInOrganization(
  user: unknown,
  organization: unknown,
  host: string,
): Subject | undefined {
  const person = account(user, host)
  const tenant = account(organization, host)
  return person && tenant && { format: 'complex', user: person, tenant }
}

/** A user or organization by its number: logins change and are taken again by others. */
function account(value: unknown, host: string) {
  const id = isObject(value) ? idOf(value['id']) : undefined
  return id ? named(host, id) : undefined
}

const named = (host: string, id: string) => ({ format: 'iss_sub', iss: host, sub: id }) as const
