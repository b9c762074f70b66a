import { isUtf8 } from 'node:buffer'
import { isObject } from '../../../schemas/json.ts'
import { whyNoSecret } from '../verifiers/diagnose.ts'
import { verifyStaticSecret } from '../verifiers/static-secret.ts'
import type { Adapter, Normalised, RawRequest, ReadSource } from './adapter.ts'
import { AUTH0_EVENTS } from './auth0-events.ts'
import { isKey, signalsOf, together } from './facts.ts'
import { instantOf, parseJson } from './normalised.ts'

/** Far more than Auth0 puts in one batch. */
const MAX_LOGS = 1_000

/** Auth0 log streams to a custom webhook. Auth0 signs nothing: a static Authorization header is all the proof there is. */
export const auth0: Adapter = {
  kind: 'auth0',
  authenticity: 'static',
  authenticate: (request, secrets) => verifyStaticSecret(request, 'authorization', secrets),
  diagnose: (request) => whyNoSecret(request, 'authorization'),
  normalise,
}

function normalise(request: RawRequest, { issuer }: ReadSource): Normalised {
  if (!issuer) return { ok: false, reason: 'this source has no issuer' }
  const logs = logsIn(request.body)
  if (!logs) return { ok: false, reason: 'neither JSON nor lines of JSON' }
  if (logs.length > MAX_LOGS) return { ok: false, reason: `more than ${MAX_LOGS} logs` }
  return { ok: true, ...together(logs.map((log) => read(log, issuer))) }
}

/** The operator chooses the content format: an array, an object, or one object a line. */
function logsIn(body: Buffer): readonly unknown[] | undefined {
  if (!isUtf8(body)) return undefined
  const whole = parseJson(body)
  if (Array.isArray(whole)) return whole as unknown[] // isArray says any[]
  if (isObject(whole)) return [whole]
  const lines = body
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const logs = lines.map((line) => parseJson(Buffer.from(line)))
  return logs.some(isObject) ? logs : undefined
}

/** A log event stands in `data` or, in older streams, at the top. */
function read(entry: unknown, issuer: string): ReturnType<typeof signalsOf> {
  const log = isObject(entry) && isObject(entry['data']) ? entry['data'] : entry
  if (!isObject(log)) return { signals: [], skipped: ['unreadable log'] }
  const key = log['log_id'] ?? (isObject(entry) ? entry['log_id'] : undefined)
  const vendorType = log['type']
  if (!isKey(key) || typeof vendorType !== 'string')
    return { signals: [], skipped: ['log without log_id or type'] }
  const occurredAt = instantOf(log['date'])
  const facts = AUTH0_EVENTS.get(vendorType)?.({ log, issuer }) ?? []
  return signalsOf(
    facts.map((each) => ({ ...each, occurredAt })),
    { key, vendorType },
  )
}
