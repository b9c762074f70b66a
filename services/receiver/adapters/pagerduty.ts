import { whyNoHmac } from '../verifiers/diagnose.ts'
import { verifyHmac } from '../verifiers/hmac.ts'
import { PAGERDUTY } from '../verifiers/layouts.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { isKey, objectAt, objectIn, signalsOf } from './facts.ts'

/**
 * PagerDuty V3 webhooks. Its events are about incidents and name no user of ours, so none of them is a signal:
 * they are taken, checked and skipped by name, `pagey.ping` (its test) among them.
 */
export const pagerduty: Adapter = {
  kind: 'pagerduty',
  authenticity: 'signed',
  authenticate: (request, secrets) => verifyHmac(request, PAGERDUTY, secrets),
  diagnose: (request, { now }) => whyNoHmac(request, [PAGERDUTY], now),
  normalise,
}

function normalise(request: RawRequest): Normalised {
  const { id: key, event_type: vendorType } = objectAt(objectIn(request), 'event')
  if (!isKey(key) || typeof vendorType !== 'string')
    return { ok: false, reason: 'not a PagerDuty V3 webhook' }
  return { ok: true, ...signalsOf([], { key, vendorType }) }
}
