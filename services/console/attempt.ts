import type { Fault } from '../../schemas/delivery.ts'
import type { AttemptRecord } from '../kernel/store/deliveries.ts'

/** Pure: one try to deliver, as schemas/delivery.ts Attempt says. */
export function toAttempt(attempt: AttemptRecord) {
  const { at, durationMs, remote, outcome, httpStatus, err, description } = attempt
  const common = present({ at, durationMs, remoteAddress: remote, phases: attempt.phases })
  if (httpStatus !== null) {
    const answered = present({ httpStatus, reusedConnection: attempt.reused })
    return outcome === 'accepted'
      ? { outcome, ...common, ...answered }
      : {
          outcome,
          ...common,
          ...answered,
          ...present({ err, description, response: attempt.response, fault: faultOf(attempt) }),
        }
  }
  // Without an HTTP status it was settled by poll, or nothing came back.
  if (outcome === 'accepted') return { outcome: 'acknowledged', ...common }
  if (outcome === 'rejected')
    return { outcome: 'refused', ...common, ...present({ err, description }) }
  const reason = err ?? 'reset'
  return {
    outcome: 'failed',
    ...common,
    reason,
    ...present({ description }),
    fault: faultOf(attempt),
  }
}

const OURS = new Set([
  'blocked-address', // what the hub permits
  'bad-url',
  'aborted',
  'invalid_request', // RFC 8935 §2.4: the SET cannot be parsed or lacks something
  'payload_too_large',
  'http_415',
])
const BETWEEN = new Set(['dns', 'connect'])

type Failed = Pick<AttemptRecord, 'err' | 'remote' | 'phases'>

/** Keys, issuers, audiences and credentials are the receiver's to accept: ours are published, theirs were given to us. */
export function faultOf({ err, remote, phases }: Failed): Fault {
  if (err !== null && OURS.has(err)) return 'hub'
  const isUnreached = err === 'timeout' && remote === null && phases?.firstByteMs === undefined
  if ((err !== null && BETWEEN.has(err)) || isUnreached) return 'between'
  return 'receiver'
}

/** Members that are null are left out. */
const present = (members: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null))
