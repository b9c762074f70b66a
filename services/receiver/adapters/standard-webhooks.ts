import { STANDARD_WEBHOOKS } from '../verifiers/layouts.ts'
import { whyNoHmac } from '../verifiers/diagnose.ts'
import { verifyStandardWebhook } from '../verifiers/standard-webhooks.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { isKey, objectAt, objectIn, signalsOf } from './facts.ts'
import { factOfUri } from './fact-of-uri.ts'

/**
 * Any sender of Standard Webhooks: `{type, timestamp, data}`. The scheme specifies no event types, so a `type` counts
 * where it is the URI of a specified event type and `data.sub_id` names a subject; anything else is skipped by name.
 */
export const standardWebhooks: Adapter = {
  kind: 'standard-webhooks',
  authenticity: 'signed',
  authenticate: (request, secrets, { now }) => verifyStandardWebhook(request, secrets, now),
  diagnose: (request, { now }) => whyNoHmac(request, STANDARD_WEBHOOKS, now),
  normalise,
}

function normalise(request: RawRequest): Normalised {
  const key = idIn(request)
  if (!isKey(key)) return { ok: false, reason: 'webhook-id is missing, or there are two' }
  const body = objectIn(request)
  const type = body?.['type']
  if (typeof type !== 'string') return { ok: false, reason: 'the body names no "type"' }
  const facts = factOfUri(type, objectAt(body, 'data'), body?.['timestamp'])
  return { ok: true, ...signalsOf(facts, { key, vendorType: type }) }
}

/** Only one brand's id is signed: a second, other one could make an old request look new. */
function idIn({ headers }: RawRequest): string | undefined {
  const { 'webhook-id': id, 'svix-id': svixId = id } = headers
  return id === undefined || id === svixId ? svixId : undefined
}
