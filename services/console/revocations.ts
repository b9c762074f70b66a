import { createHash, randomBytes } from 'node:crypto'
import {
  localized,
  REVOCABLE,
  type RevocationKind,
  type RevocationRequest,
} from '../../schemas/admin.ts'
import { uriOf } from '../../schemas/events/index.ts'
import type { NormalisedSignal } from '../../schemas/signal.ts'
import { CONSOLE_SOURCE } from '../kernel/identity/severity.ts'

/** What a revocation is known by, however often it is asked for, and the cause that it is told by: its own, or an incident's. */
export type Called = { key: string; txn: string }

/** A revocation as signals; `fingerprint` tells a repeat of the same request from another one under the same key. */
export type Revocation = Called & { signals: NormalisedSignal[]; fingerprint: string }

/** What is said about the subject, by what is to end. */
const EVENTS = {
  sessions: { type: uriOf('session-revoked'), more: {} },
  tokens: { type: uriOf('tokens-revoked'), more: {} },
  credentials: {
    type: uriOf('credential-change'),
    more: { credential_type: 'password', change_type: 'revoke' },
  },
  account: { type: uriOf('account-disabled'), more: {} },
} as const satisfies Record<(typeof REVOCABLE)[number], { type: string; more: object }>

/** Pure: which events a revocation says, each once, in an order of their own. */
export function eventsOf(kind: RevocationKind) {
  const wanted = kind === 'both' ? ['sessions', 'tokens'] : [kind].flat()
  return REVOCABLE.filter((one) => wanted.includes(one)).map((one) => EVENTS[one])
}

/** Pure but for a random name where no idempotency key is given: what the SOC asked for as signals of one `txn`. */
export function toSignals(
  request: RevocationRequest,
  now: Date,
  idempotencyKey?: string,
  cause?: string,
): Revocation {
  const name = idempotencyKey ?? randomBytes(16).toString('hex')
  const key = `console-${digest(name).slice(0, 32)}`
  return signalsOf(request, { key, txn: cause ?? key }, now)
}

/** Pure: a revocation as signals of this `txn`: the same ones however often it is made. */
export function signalsOf(request: RevocationRequest, called: Called, now: Date): Revocation {
  const { key, txn } = called
  const fingerprint = `revocation ${digest(JSON.stringify(request))}`
  const payload = {
    event_timestamp: Math.floor(now.getTime() / 1000),
    initiating_entity: 'admin',
    reason_admin: localized(request.reasonAdmin),
    ...(request.reasonUser === undefined ? {} : { reason_user: localized(request.reasonUser) }),
  }
  const signals = eventsOf(request.kind).map(({ type, more }, index) => ({
    dedupeKey: `${String(index)}:${key}`,
    type,
    subject: request.subject,
    payload: { ...payload, ...more },
    txn,
    vendorType: fingerprint,
  }))
  return { ...called, signals, fingerprint }
}

/** Whose signals they are. */
export const originOf = ({ tenantId }: Pick<RevocationRequest, 'tenantId'>) =>
  ({ id: CONSOLE_SOURCE, tenantId, certainty: 'proven' }) as const

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
