import { createHash, randomBytes } from 'node:crypto'
import { localized, type RevocationRequest } from '../../schemas/admin.ts'
import { uriOf } from '../../schemas/events/index.ts'
import type { NormalisedSignal } from '../../schemas/signal.ts'

/** A revocation as signals; `fingerprint` tells a repeat of the same request from another one under the same key. */
export type Revocation = { signals: NormalisedSignal[]; txn: string; fingerprint: string }

const EVENTS = {
  sessions: [uriOf('session-revoked')],
  tokens: [uriOf('tokens-revoked')],
  both: [uriOf('session-revoked'), uriOf('tokens-revoked')],
} as const satisfies Record<RevocationRequest['kind'], readonly string[]>

/** Pure but for a random name where no idempotency key is given: what the SOC asked for as signals of one `txn`. */
export function toSignals(
  request: RevocationRequest,
  now: Date,
  idempotencyKey?: string,
): Revocation {
  const name = idempotencyKey ?? randomBytes(16).toString('hex')
  const txn = `console-${digest(name).slice(0, 32)}`
  const fingerprint = `revocation ${digest(JSON.stringify(request))}`
  const payload = {
    event_timestamp: Math.floor(now.getTime() / 1000),
    initiating_entity: 'admin',
    reason_admin: localized(request.reasonAdmin),
    ...(request.reasonUser === undefined ? {} : { reason_user: localized(request.reasonUser) }),
  }
  const signals = EVENTS[request.kind].map((type, index) => ({
    dedupeKey: `${String(index)}:${name}`,
    type,
    subject: request.subject,
    payload,
    txn,
    vendorType: fingerprint,
  }))
  return { signals, txn, fingerprint }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
