import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isObject } from '../../../schemas/json.ts'
import type { SignatureScheme } from '../../../schemas/source-signature.ts'
import { authenticityOf, verifyScheme, whyNotByScheme } from '../verifiers/scheme.ts'
import type { Adapter, Handshake, Normalised, RawRequest, ReadSource, Reading } from './adapter.ts'
import { factOfUri } from './fact-of-uri.ts'
import { isKey, objectAt, signalsOf } from './facts.ts'
import { readMapped, variablesOf } from './generic.ts'
import { parseJson } from './normalised.ts'

const text = z.string().min(1).max(2048)

/** The attributes that every event has (CloudEvents 1.0 §3.1). */
const CloudEvent = z.looseObject({
  specversion: z.literal('1.0'),
  id: text,
  source: text,
  type: text,
  time: z.string().max(64).nullish(),
})
type CloudEvent = z.infer<typeof CloudEvent>

const BY_SECRET: SignatureScheme = { type: 'secret', header: 'authorization' }

/**
 * CloudEvents over HTTP webhooks: one event in the body (structured) or in the headers (binary), or a list of them (batched).
 * The specification defines no signature: what the operator said, or a secret in Authorization.
 */
export const cloudevents: Adapter = {
  kind: 'cloudevents',
  authenticity: (_request, { settings }) => authenticityOf(settings?.scheme ?? BY_SECRET),
  handshake,
  authenticate: (request, secrets, circumstances) =>
    verifyScheme(request, circumstances.settings?.scheme ?? BY_SECRET, secrets, circumstances),
  diagnose: (request, { now, settings }) =>
    whyNotByScheme(request, settings?.scheme ?? BY_SECRET, now),
  normalise,
}

/** A sender asks before it sends, so that nobody can be flooded who does not want it (CloudEvents HTTP webhook §4). */
function handshake(
  { method, headers }: RawRequest,
  { settings }: ReadSource,
): Handshake | undefined {
  const origin = headers['webhook-request-origin']
  if (method !== 'OPTIONS' || origin === undefined || !/^[\w.:/-]{1,253}$/.test(origin))
    return undefined
  const { allowedOrigins } = settings ?? {}
  if (allowedOrigins && !allowedOrigins.includes(origin)) return undefined
  return {
    status: 200,
    contentType: 'text/plain',
    body: '',
    headers: {
      Allow: 'POST',
      'WebHook-Allowed-Origin': origin,
      ...(headers['webhook-request-rate'] === undefined ? {} : { 'WebHook-Allowed-Rate': '*' }),
    },
  }
}

async function normalise(
  request: RawRequest,
  source: ReadSource,
  reading: Reading,
): Promise<Normalised> {
  const found = eventsIn(request)
  const events = z.array(CloudEvent).max(1_000).safeParse(found)
  if (found === undefined || !events.success)
    return { ok: false, reason: 'not CloudEvents 1.0: structured, binary or batched' }
  const together: Normalised & { ok: true } = { ok: true, signals: [], skipped: [] }
  for (const event of events.data) {
    const read = await readEvent(event, { request, source, map: reading.map })
    if (!read.ok) return read
    together.signals.push(...read.signals)
    together.skipped.push(...read.skipped)
  }
  return together
}

type Context = { request: RawRequest; source: ReadSource; map: Reading['map'] }

async function readEvent(
  event: CloudEvent,
  { request, source, map }: Context,
): Promise<Normalised> {
  const id = keyOf(event)
  if (source.settings?.mapping)
    return readMapped(
      { payload: event, variables: variablesOf(request, source) },
      { id, source, map },
    )
  const facts = factOfUri(event.type, objectAt(event, 'data'), event.time)
  return { ok: true, ...signalsOf(facts, { key: id, vendorType: event.type }) }
}

/** `source` and `id` together are one event's (CloudEvents 1.0 §3.1). */
function keyOf({ source, id }: CloudEvent): string {
  const key = `${source}#${id}`
  return isKey(key) ? key : createHash('sha256').update(key).digest('base64url')
}

/** Undefined where the content type promises what the body is not. */
function eventsIn({ headers, body }: RawRequest): unknown[] | undefined {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/cloudevents-batch+json') {
    const batch = parseJson(body)
    return Array.isArray(batch) ? batch : undefined
  }
  if (type === 'application/cloudevents+json') return [parseJson(body)]
  return headers['ce-id'] === undefined ? undefined : [binaryEvent(headers, parseJson(body))]
}

/** Attributes are headers, percent-encoded where they are not plain (CloudEvents HTTP binding §3.1.3). */
function binaryEvent(headers: RawRequest['headers'], data: unknown): Record<string, unknown> {
  const event: Record<string, unknown> = isObject(data) || Array.isArray(data) ? { data } : {}
  for (const [name, value] of Object.entries(headers))
    if (name.startsWith('ce-') && value !== undefined) event[name.slice(3)] = decoded(value)
  return event
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value // a lone percent sign
  }
}
