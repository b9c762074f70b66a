import { isObject } from '../../../schemas/json.ts'
import { whyNoHmac } from '../verifiers/diagnose.ts'
import { SLACK } from '../verifiers/layouts.ts'
import { verifyTimedHmac } from '../verifiers/timed-hmac.ts'
import type { Adapter, Handshake, Normalised, RawRequest } from './adapter.ts'
import {
  complexOf,
  fact,
  instantFrom,
  isKey,
  listAt,
  named,
  objectAt,
  objectIn,
  signalsOf,
  type Fact,
} from './facts.ts'

/** The issuer of Sign in with Slack; its subjects are Slack's user ids. */
const ISSUER = 'https://slack.com'

const PRESENT: Handshake = { status: 200, contentType: 'text/plain', body: '' }

/** Slack's Events API. `event_id` is the same when an event is sent again. */
export const slack: Adapter = {
  kind: 'slack',
  authenticity: 'signed',
  handshake: ({ method, query }) =>
    method === 'GET' && query['ssl_check'] === '1' ? PRESENT : undefined,
  answer,
  authenticate: (request, secrets, { now }) => verifyTimedHmac(request, SLACK, secrets, now),
  diagnose: (request, { now }) => whyNoHmac(request, [SLACK], now),
  normalise,
}

function answer(request: RawRequest): Handshake | undefined {
  const body = objectIn(request)
  if (body?.['type'] === 'url_verification' && typeof body['challenge'] === 'string')
    return {
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({ challenge: body['challenge'] }),
    }
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  return isForm && new URLSearchParams(request.body.toString('utf8')).get('ssl_check') === '1'
    ? PRESENT
    : undefined
}

function normalise(request: RawRequest): Normalised {
  const envelope = objectIn(request)
  if (!envelope || typeof envelope['type'] !== 'string')
    return { ok: false, reason: 'not an event of Slack’s Events API' }
  const { event, event_id: key } = envelope
  if (envelope['type'] !== 'event_callback')
    return { ok: true, ...signalsOf([], { key: '', vendorType: envelope['type'] }) }
  if (!isKey(key)) return { ok: false, reason: 'event_id is missing' }
  if (!isObject(event) || typeof event['type'] !== 'string')
    return { ok: false, reason: 'the envelope holds no event' }
  const occurredAt = instantFrom(envelope['event_time'])
  const facts = EVENTS.get(event['type'])?.({ event, envelope }) ?? []
  return {
    ok: true,
    ...signalsOf(
      facts.map((each) => ({ ...each, occurredAt })),
      { key, vendorType: event['type'] },
    ),
  }
}

type Event = { event: Record<string, unknown>; envelope: Record<string, unknown> }

const EVENTS: ReadonlyMap<string, (event: Event) => Fact[]> = new Map([
  ['tokens_revoked', tokensRevoked],
  ['app_uninstalled', appUninstalled],
  ['team_access_revoked', teamAccessRevoked],
  ['user_change', userChange],
])

const application = ({ envelope }: Event) => named(ISSUER, envelope['api_app_id'])
const tenant = ({ envelope }: Event) => named(ISSUER, envelope['team_id'])

/** The lists hold users, not tokens: people whose tokens for this app are gone, and the app's bots. */
function tokensRevoked(told: Event): Fact[] {
  const tokens = objectAt(told.event, 'tokens')
  return [...listAt(tokens, 'oauth'), ...listAt(tokens, 'bot')].flatMap((id) =>
    fact(
      'tokens-revoked',
      complexOf({
        user: named(ISSUER, id),
        application: application(told),
        tenant: tenant(told),
      }),
    ),
  )
}

function appUninstalled(told: Event): Fact[] {
  const subject = complexOf({ application: application(told), tenant: tenant(told) })
  return [...fact('tokens-revoked', subject), ...fact('client-disabled', subject)]
}

function teamAccessRevoked(told: Event): Fact[] {
  return listAt(told.event, 'team_ids').flatMap((id) =>
    fact(
      'client-disabled',
      complexOf({ application: application(told), tenant: named(ISSUER, id) }),
    ),
  )
}

/** What changed is not said: only "deleted" is a fact without knowing what was before. */
function userChange(told: Event): Fact[] {
  const user = objectAt(told.event, 'user')
  return user['deleted'] === true
    ? fact('account-disabled', complexOf({ user: named(ISSUER, user['id']), tenant: tenant(told) }))
    : []
}
