import { createHash } from 'node:crypto'
import { whyNoHmac } from '../verifiers/diagnose.ts'
import { CROWDSTRIKE } from '../verifiers/layouts.ts'
import { verifyTimedHmac } from '../verifiers/timed-hmac.ts'
import type { Adapter, Normalised, RawRequest, ReadSource } from './adapter.ts'
import { complexOf, fact, isKey, named, objectIn, reason, signalsOf, type Fact } from './facts.ts'
import { instantOf } from './normalised.ts'

/**
 * CrowdStrike Fusion SOAR, action "Call webhook". The operator writes its body in the workflow:
 * `{"event": "detection" | "host-contained" | "host-released", "id", "time", "severity", "name", "aid", "user"}`.
 * Without an `id` the same bytes are the same event.
 */
export const crowdstrike: Adapter = {
  kind: 'crowdstrike',
  authenticity: 'signed',
  authenticate: (request, secrets, { now, settings }) =>
    verifyTimedHmac(request, CROWDSTRIKE[settings?.layout ?? 'body-time-base64'], secrets, now),
  diagnose: (request, { now, settings }) =>
    whyNoHmac(request, [CROWDSTRIKE[settings?.layout ?? 'body-time-base64']], now),
  normalise,
}

function normalise(request: RawRequest, { issuer }: ReadSource): Normalised {
  const body = objectIn(request)
  if (!issuer) return { ok: false, reason: 'this source has no issuer' }
  const vendorType = body?.['event']
  if (!body || typeof vendorType !== 'string')
    return { ok: false, reason: 'the workflow’s body names no "event"' }
  const key = isKey(body['id'])
    ? `${body['id']}/${vendorType}`
    : createHash('sha256').update(request.body).digest('hex')
  const occurredAt = instantOf(body['time'])
  const facts = EVENTS.get(vendorType)?.(body, issuer) ?? []
  return {
    ok: true,
    ...signalsOf(
      facts.map((each) => ({ ...each, occurredAt })),
      { key, vendorType },
    ),
  }
}

type Read = (body: Record<string, unknown>, issuer: string) => Fact[]

const EVENTS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['detection', detection],
  ['host-contained', contained('compliant', 'not-compliant')],
  ['host-released', contained('not-compliant', 'compliant')],
])

const SEVERE: ReadonlySet<string> = new Set(['high', 'critical'])

/** A small detection does not make the risk small, so only the severe ones say something. */
function detection(body: Record<string, unknown>, issuer: string): Fact[] {
  const { severity, name, user, aid } = body
  if (typeof severity !== 'string' || !SEVERE.has(severity.toLowerCase())) return []
  const payload = {
    current_level: 'HIGH',
    ...(typeof name === 'string' && { risk_reason: name.slice(0, 256) }),
  }
  return [
    ...fact('risk-level-change', complexOf({ device: named(issuer, aid) }), {
      payload: { ...payload, principal: 'DEVICE' },
    }),
    ...fact('risk-level-change', named(issuer, user), {
      payload: { ...payload, principal: 'USER' },
    }),
  ]
}

function contained(previous: string, current: string): Read {
  return (body, issuer) =>
    fact('device-compliance-change', complexOf({ device: named(issuer, body['aid']) }), {
      payload: {
        previous_status: previous,
        current_status: current,
        ...reason(current === 'compliant' ? 'Containment lifted' : 'Contained by CrowdStrike'),
      },
    })
}
