import { EVENT_TYPES, isEventTypeUri, occurredAt } from '../../../schemas/events/index.ts'
import { Subject } from '../../../schemas/subject.ts'
import { verifyStandardWebhook } from '../verifiers/standard-webhooks.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { fact, isKey, objectAt, objectIn, signalsOf, type Fact } from './facts.ts'
import { instantOf } from './normalised.ts'

/**
 * Any sender of Standard Webhooks: `{type, timestamp, data}`. The scheme specifies no event types, so a `type` counts
 * where it is the URI of a specified event type and `data.sub_id` names a subject; anything else is skipped by name.
 */
export const standardWebhooks: Adapter = {
  kind: 'standard-webhooks',
  authenticity: 'signed',
  authenticate: (request, secrets, { now }) => verifyStandardWebhook(request, secrets, now),
  normalise,
}

function normalise(request: RawRequest): Normalised {
  const key = idIn(request)
  if (!isKey(key)) return { ok: false, reason: 'webhook-id is missing, or there are two' }
  const body = objectIn(request)
  const type = body?.['type']
  if (typeof type !== 'string') return { ok: false, reason: 'the body names no "type"' }
  return { ok: true, ...signalsOf(factOf(type, body ?? {}), { key, vendorType: type }) }
}

/** Only one brand's id is signed: a second, other one could make an old request look new. */
function idIn({ headers }: RawRequest): string | undefined {
  const { 'webhook-id': id, 'svix-id': svixId = id } = headers
  return id === undefined || id === svixId ? svixId : undefined
}

function factOf(type: string, body: Record<string, unknown>): Fact[] {
  if (!isEventTypeUri(type) || EVENT_TYPES[type].family === 'ssf') return []
  // `subject` is left out: in old drafts it may hold a token itself.
  const { sub_id: subId, subject: _subject, ...payload } = objectAt(body, 'data')
  return fact(EVENT_TYPES[type].name, Subject.safeParse(subId).data, {
    payload,
    occurredAt: occurredAt(payload) ?? instantOf(body['timestamp']),
  })
}
