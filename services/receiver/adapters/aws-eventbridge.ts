import { whyNoSecret } from '../verifiers/diagnose.ts'
import { verifyStaticSecret } from '../verifiers/static-secret.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { isAwsEvent, readAwsEvent } from './aws-events.ts'
import { isKey, objectIn, signalsOf } from './facts.ts'

/** EventBridge API destinations. They sign nothing: the API key of their connection, in a header of its own, is all. */
export const awsEventBridge: Adapter = {
  kind: 'aws-eventbridge',
  authenticity: 'static',
  authenticate: (request, secrets, { settings }) =>
    verifyStaticSecret(request, settings?.header ?? 'x-api-key', secrets),
  diagnose: (request, { settings }) => whyNoSecret(request, settings?.header ?? 'x-api-key'),
  normalise,
}

/** EventBridge sends an event again under the id that it had. */
function normalise(request: RawRequest): Normalised {
  const event = objectIn(request)
  if (!event || !isKey(event['id'])) return { ok: false, reason: 'not an event of EventBridge' }
  const { id } = event
  if (!isAwsEvent(event)) return { ok: true, ...signalsOf([], { key: id, vendorType: 'unknown' }) }
  const { facts, key = id, vendorType } = readAwsEvent(event)
  return { ok: true, ...signalsOf(facts, { key, vendorType }) }
}
