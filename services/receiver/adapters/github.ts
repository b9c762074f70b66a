import { createHmac } from 'node:crypto'
import { uriOf } from '../../../schemas/events/index.ts'
import type { NormalisedSignal } from '../../../schemas/signal.ts'
import { isObject } from '../../../schemas/json.ts'
import { matchesAny } from '../secrets.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { GITHUB_EVENTS } from './github-events.ts'
import { checkSignal, parseJson, plainText, secondsOf } from './normalised.ts'

const DELIVERY = 'x-github-delivery'

/** GitHub webhooks: HMAC over the raw body, no time in it; the delivery's GUID is the same when it is sent again. */
export const github: Adapter = {
  kind: 'github',
  authenticate: ({ headers, body }, secrets) =>
    matchesAny(
      headers['x-hub-signature-256'],
      secrets.filter((secret) => secret !== '').map((secret) => signature(secret, body)),
    ),
  normalise,
}

const signature = (secret: string, body: Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

function normalise(request: RawRequest, source: { issuer?: string | undefined }): Normalised {
  const { headers } = request
  const [event, delivery] = [headers['x-github-event'], headers[DELIVERY]]
  if (!delivery || delivery.length > 128) return { ok: false, reason: `${DELIVERY} is missing` }
  if (!event) return { ok: false, reason: 'x-github-event is missing' }
  const body = parseJson(request.body)
  if (!isObject(body))
    return {
      ok: false,
      reason: 'the body is no JSON object; set the content type application/json',
    }
  const name = typeof body['action'] === 'string' ? `${event}.${body['action']}` : event
  const facts = GITHUB_EVENTS.get(name)?.({
    body,
    host: source.issuer ?? 'https://github.com',
    app: headers['x-github-hook-installation-target-id'],
    vendorType: name,
  })
  const signals: NormalisedSignal[] = []
  const skipped: string[] = facts && facts.length > 0 ? [] : [plainText(name, 256)]
  for (const { name: eventName, subject, payload, occurredAt } of facts ?? []) {
    const type = uriOf(eventName)
    const checked = checkSignal({
      dedupeKey: `${delivery} ${type}`,
      txn: delivery,
      type,
      subject,
      payload: { ...payload, ...(occurredAt && { event_timestamp: secondsOf(occurredAt) }) },
      vendorType: name,
      ...(occurredAt && { occurredAt }),
    })
    if ('signal' in checked) signals.push(checked.signal)
    else skipped.push(checked.reason)
  }
  return { ok: true, signals, skipped }
}
