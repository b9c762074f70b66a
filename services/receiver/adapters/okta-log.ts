import type { Adapter, Normalised, ReadSource } from './adapter.ts'
import { parseJson } from './normalised.ts'
import { signalsOfLog } from './okta-signals.ts'

/** Okta's System Log, which the hub reads by itself (../polled/): nothing is taken at the door, whoever sends it. */
export const oktaLog: Adapter = {
  kind: 'okta-log',
  authenticity: 'signed', // it came from Okta's own API, over TLS
  authenticate: () => false,
  diagnose: () => 'the hub reads this log by itself, nobody sends it',
  normalise: (request, source) => readLog(parseJson(request.body), source),
}

/** A page of the log. */
export function readLog(events: unknown, { issuer }: ReadSource): Normalised {
  if (!Array.isArray(events)) return { ok: false, reason: 'not a list of System Log events' }
  if (issuer === undefined) return { ok: false, reason: 'this source has no issuer' }
  return { ok: true, ...signalsOfLog(events, issuer) }
}
