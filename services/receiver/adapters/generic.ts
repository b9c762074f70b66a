import { createHash } from 'node:crypto'
import { plainHeaders, secretHeaderOf } from '../plain-headers.ts'
import { authenticityOf, verifyScheme, whyNotByScheme } from '../verifiers/scheme.ts'
import type { Adapter, MapInput, Normalised, RawRequest, ReadSource, Reading } from './adapter.ts'
import { isKey } from './facts.ts'
import { signalsOfMapping } from './mapped-events.ts'
import { parseJson } from './normalised.ts'

/** Any sender, without code: the operator says how it signs, from a closed list, and maps what it says. */
export const generic: Adapter = {
  kind: 'generic',
  authenticity: (_request, { settings }) =>
    settings?.scheme ? authenticityOf(settings.scheme) : 'static',
  authenticate: (request, secrets, circumstances) => {
    const scheme = circumstances.settings?.scheme
    return scheme ? verifyScheme(request, scheme, secrets, circumstances) : false
  },
  diagnose: (request, { now, settings }) => whyNotByScheme(request, settings?.scheme, now),
  normalise,
}

async function normalise(
  request: RawRequest,
  source: ReadSource,
  { map }: Pick<Reading, 'map'>,
): Promise<Normalised> {
  const { mapping, deliveryIdHeader } = source.settings ?? {}
  if (!mapping) return { ok: false, reason: 'this source has no mapping', isOurs: true }
  const payload = payloadOf(request)
  if (payload === undefined) return { ok: false, reason: 'the body is neither JSON nor a form' }
  const id = deliveryIdHeader === undefined ? digestOf(request) : request.headers[deliveryIdHeader]
  if (!isKey(id)) return { ok: false, reason: `${String(deliveryIdHeader)} is missing or no id` }
  return readMapped({ payload, variables: variablesOf(request, source) }, { id, source, map })
}

/** Runs the mapping. What it makes wrong is for the operator to mend, so the sender is asked to come again. */
export async function readMapped(
  input: MapInput,
  { id, source, map }: { id: string; source: ReadSource; map: Reading['map'] },
): Promise<Normalised> {
  const { mapping } = source.settings ?? {}
  if (!mapping) return { ok: false, reason: 'this source has no mapping', isOurs: true }
  const mapped = await map(mapping, input)
  const made = mapped.ok ? signalsOfMapping(mapped.value, id) : mapped
  if (!made.ok) return { ok: false, reason: `the mapping: ${made.reason}`, isOurs: true }
  const { signals } = made
  return { ok: true, signals, skipped: signals.length > 0 ? [] : ['nothing, says the mapping'] }
}

function payloadOf({ headers, body }: RawRequest): unknown {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/x-www-form-urlencoded'
    ? Object.fromEntries(new URLSearchParams(body.toString('utf8')))
    : parseJson(body)
}

const digestOf = ({ body }: RawRequest): string =>
  createHash('sha256').update(body).digest('base64url')

/** What an expression may know beside the payload. */
export const variablesOf = (request: RawRequest, { id, issuer, settings }: ReadSource) => ({
  headers: plainHeaders(request, secretHeaderOf(settings)),
  source: id,
  issuer: issuer ?? null,
})
