import { isObject } from '../../../schemas/json.ts'
import { whyNoHmac } from '../verifiers/diagnose.ts'
import { verifyHmac } from '../verifiers/hmac.ts'
import { GITHUB } from '../verifiers/layouts.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { signalsOf } from './facts.ts'
import { GITHUB_EVENTS } from './github-events.ts'
import { parseJson } from './normalised.ts'

/** GitHub webhooks: HMAC over the raw body, no time in it; the delivery's GUID is the same when it is sent again. */
export const github: Adapter = {
  kind: 'github',
  authenticity: 'signed',
  authenticate: (request, secrets) => verifyHmac(request, GITHUB, secrets),
  diagnose: (request, { now }) => whyNoHmac(request, [GITHUB], now),
  normalise,
}

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
  return { ok: true, ...signalsOf(facts, { key: delivery, vendorType }) }
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
