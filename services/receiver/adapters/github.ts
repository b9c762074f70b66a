import { createHmac } from 'node:crypto'
import { uriOf } from '../../../schemas/events/index.ts'
import { isObject } from '../../../schemas/json.ts'
import { matchesAny } from '../secrets.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { GITHUB_EVENTS, type Fact } from './github-events.ts'
import { checkSignal, parseJson, plainText, secondsOf } from './normalised.ts'

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
  const envelope = readEnvelope(request)
  if ('reason' in envelope) return { ok: false, reason: envelope.reason }
  const { event, delivery, body } = envelope
  const vendorType = typeof body['action'] === 'string' ? `${event}.${body['action']}` : event
  const facts =
    GITHUB_EVENTS.get(vendorType)?.({
      body,
      host: source.issuer ?? 'https://github.com',
      app: request.headers['x-github-hook-installation-target-id'],
      vendorType,
    }) ?? []
  const checked = facts.map((fact) => toSignal(fact, delivery, vendorType))
  const skipped = facts.length > 0 ? [] : [plainText(vendorType, 256)]
  return {
    ok: true,
    signals: checked.flatMap((result) => ('signal' in result ? [result.signal] : [])),
    skipped: [
      ...skipped,
      ...checked.flatMap((result) => ('reason' in result ? [result.reason] : [])),
    ],
  }
}

type Envelope = { event: string; delivery: string; body: Record<string, unknown> }

/** Without the delivery's GUID a repeat could not be told from news. */
function readEnvelope({ headers, body: bytes }: RawRequest): Envelope | { reason: string } {
  const [event, delivery] = [headers['x-github-event'], headers['x-github-delivery']]
  if (!delivery || delivery.length > 128) return { reason: 'x-github-delivery is missing' }
  if (!event) return { reason: 'x-github-event is missing' }
  const body = parseJson(bytes)
  return isObject(body)
    ? { event, delivery, body }
    : { reason: 'the body is no JSON object; set the content type application/json' }
}

function toSignal(
  fact: Fact,
  delivery: string,
  vendorType: string,
): ReturnType<typeof checkSignal> {
  const { subject, payload, occurredAt } = fact
  const type = uriOf(fact.name)
  return checkSignal({
    dedupeKey: `${delivery} ${type}`,
    txn: delivery, // the one underlying event, whatever it becomes (SSF 1.0 §4.1.9)
    type,
    subject,
    payload: { ...payload, ...(occurredAt && { event_timestamp: secondsOf(occurredAt) }) },
    vendorType,
    ...(occurredAt && { occurredAt }),
  })
}
