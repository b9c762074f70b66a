import { createHmac } from 'node:crypto'
import { whyNoHmac } from '../verifiers/diagnose.ts'
import { ZOOM } from '../verifiers/layouts.ts'
import { verifyTimedHmac } from '../verifiers/timed-hmac.ts'
import type { EventName } from '../../../schemas/events/index.ts'
import type { Adapter, Handshake, Normalised, RawRequest } from './adapter.ts'
import {
  complexOf,
  fact,
  instantFrom,
  keyOf,
  named,
  objectAt,
  objectIn,
  reason,
  signalsOf,
  type Fact,
} from './facts.ts'
import { instantOf } from './normalised.ts'

const ISSUER = 'https://zoom.us'

/** Zoom event notifications. There is no delivery id: event, time and object together are one. */
export const zoom: Adapter = {
  kind: 'zoom',
  authenticity: 'signed',
  answer,
  authenticate: (request, secrets, { now }) => verifyTimedHmac(request, ZOOM, secrets, now),
  diagnose: (request, { now }) => whyNoHmac(request, [ZOOM], now),
  normalise,
}

/**
 * Proves that we know the secret, every 72 hours. Only ever for a request that Zoom signed: whoever could choose the
 * text freely would have us sign their events.
 */
function answer(request: RawRequest, secrets: readonly string[]): Handshake | undefined {
  const body = objectIn(request)
  const plainToken = objectAt(body, 'payload')['plainToken']
  const [secret] = secrets
  if (body?.['event'] !== 'endpoint.url_validation' || !isToken(plainToken) || !secret)
    return undefined
  const encryptedToken = createHmac('sha256', secret).update(plainToken).digest('hex')
  return {
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify({ plainToken, encryptedToken }),
  }
}

/** No colon: what Zoom signs begins with `v0:`, so that what is signed here never is an event. */
const isToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9_=+/-]{1,256}$/.test(value)

function normalise(request: RawRequest): Normalised {
  const body = objectIn(request) ?? {}
  const { event: vendorType, event_ts: at } = body
  const payload = objectAt(body, 'payload')
  const object = objectAt(payload, 'object')
  if (typeof vendorType !== 'string') return { ok: false, reason: 'not a Zoom event' }
  const occurredAt = instantFrom(at)
  if (!occurredAt) return { ok: false, reason: 'event_ts is missing' }
  const key = keyOf(vendorType, at, object['id'] ?? payload['user_id'])
  const facts = vendorType === 'app_deauthorized' ? appDeauthorized(payload) : userEvent(body)
  return {
    ok: true,
    ...signalsOf(
      facts.filter(() => key !== undefined).map((each) => ({ occurredAt, ...each })),
      { key: key ?? '', vendorType },
    ),
  }
}

/** The user took the app's access away; the tokens that it has for them are dead. */
function appDeauthorized(payload: Record<string, unknown>): Fact[] {
  const subject = complexOf({
    user: named(ISSUER, payload['user_id']),
    application: named(ISSUER, payload['client_id']),
    tenant: named(ISSUER, payload['account_id']),
  })
  const at = instantOf(payload['deauthorization_time'])
  return fact('tokens-revoked', subject, {
    payload: { reason: 'user', ...reason('The app was removed') },
    ...(at && { occurredAt: at }),
  })
}

const USER_EVENTS: ReadonlyMap<unknown, EventName> = new Map<unknown, EventName>([
  ['user.deactivated', 'account-disabled'],
  ['user.deleted', 'account-purged'],
  ['user.signed_out', 'session-revoked'],
])

function userEvent(body: Record<string, unknown>): Fact[] {
  const payload = objectAt(body, 'payload')
  const name = USER_EVENTS.get(body['event'])
  if (!name) return []
  return fact(
    name,
    complexOf({
      user: named(ISSUER, objectAt(payload, 'object')['id']),
      tenant: named(ISSUER, payload['account_id']),
    }),
    name === 'session-revoked' ? { payload: { initiating_entity: 'user' } } : {},
  )
}
