import type { SetErrorCode } from '../../schemas/delivery.ts'
import { uriOf } from '../../schemas/events/index.ts'
import type { NormalisedSignal } from '../../schemas/signal.ts'
import { LooseSubject } from '../../schemas/subject.ts'
import { HubError } from '../kernel/errors.ts'
import type { SourceKeys } from '../kernel/set/source-keys.ts'
import { verifySet, type RefusedSet, type VerifiedSet } from '../kernel/set/verify.ts'
import { signalFromSet } from './from-set.ts'
import { isRawToken } from './raw-token.ts'
import type { Source } from './source.ts'
import { orUnavailable } from './take-in.ts'

/** A SET that may be taken in, or why not. `signal` is undefined where it is to be acknowledged and left at that. */
export type CheckedSet =
  { ok: true; verified: VerifiedSet; signal: NormalisedSignal | undefined } | RefusedSet

/** What a SET tells about the stream that it came on. */
export type StreamWatch = {
  /** Refuses a verification with a state that nobody sent; writes down what the others tell. Safe to repeat. */
  observe(source: Source, signal: NormalisedSignal): Promise<Observed>
  /** A SET of this source has arrived. */
  arrived(source: Source, verified: VerifiedSet): void
}
export type Observed =
  { ok: true; isDiscarded?: boolean } | { ok: false; err: SetErrorCode; description: string }

export type SetDeps = {
  sources: { refresh(id: string): Promise<Source | undefined> }
  sourceKeys: SourceKeys
  streams: StreamWatch
  clock: { now(): Date }
}

/**
 * Is this a SET that the source may send, and what does it say?
 * @throws HubError `unavailable` when that cannot be known now: the sender comes again
 */
export async function checkSet(source: Source, jwt: string, deps: SetDeps): Promise<CheckedSet> {
  const verified = await verifyAs(source, jwt, deps)
  if (verified.ok || !source.hasUpstream || !MAY_BE_STALE.has(verified.err))
    return verified.ok ? normalised(source, verified) : verified
  // What is expected was learnt from the transmitter, perhaps a moment ago by another process.
  const now = await orUnavailable(deps.sources.refresh(source.id))
  if (!now || expects(now) === expects(source)) return verified
  const again = await verifyAs(now, jwt, deps)
  return again.ok ? normalised(now, again) : verified
}

const expects = ({ audience, jwksUri }: Source): string => JSON.stringify([audience, jwksUri])

const MAY_BE_STALE: ReadonlySet<SetErrorCode> = new Set(['invalid_audience', 'invalid_key'])

async function verifyAs(
  source: Source,
  jwt: string,
  deps: SetDeps,
): Promise<VerifiedSet | RefusedSet> {
  const { issuer, audience = [] } = source
  if (!issuer) return refuse('invalid_issuer', 'This source has no issuer')
  if (source.hasUpstream && (audience.length === 0 || source.jwksUri === undefined))
    throw new HubError(
      'unavailable',
      'The stream is being set up: its audience and keys are not known yet',
      {
        retryAfterSeconds: 2,
      },
    )
  const keys = deps.sourceKeys.of(source)
  return verifySet(jwt, { issuer, audience, keys, now: deps.clock.now() })
}

/** In today's words, where the source may say that at all. */
function normalised({ settings }: Source, verified: VerifiedSet): CheckedSet {
  const signal = signalFromSet(verified, settings?.dialect)
  const allowed = settings?.allowedEvents
  const mayTell =
    allowed === undefined ||
    OF_THE_STREAM.has(signal.type) ||
    [signal.type, verified.eventType].some((type) => allowed.includes(type))
  return mayTell
    ? { ok: true, verified, signal }
    : refuse('access_denied', `events of type ${verified.eventType} are not taken from this issuer`)
}

const OF_THE_STREAM: ReadonlySet<string> = new Set([uriOf('verification'), uriOf('stream-updated')])

/** What the SET tells about its stream, written down before it is acknowledged. */
export async function observeSet(
  source: Source,
  checked: Extract<CheckedSet, { ok: true }>,
  { streams }: Pick<SetDeps, 'streams'>,
): Promise<CheckedSet> {
  streams.arrived(source, checked.verified)
  if (!checked.signal) return checked
  const observed = await orUnavailable(streams.observe(source, checked.signal))
  if (!observed.ok) return observed
  return observed.isDiscarded === true ? { ...checked, signal: undefined } : checked
}

/** The SET as it may be kept; undefined where a token itself is in it, which is never kept. */
export function originalOf({ claims, payload }: VerifiedSet, jwt: Buffer): Buffer | undefined {
  const subject = LooseSubject.safeParse(payload['subject']).data
  const holdsToken = isRawToken(claims.sub_id) || (subject !== undefined && isRawToken(subject))
  return holdsToken ? undefined : jwt
}

const refuse = (err: SetErrorCode, description: string): RefusedSet => ({
  ok: false,
  err,
  description,
})
