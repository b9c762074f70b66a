import { SourceId } from '../../schemas/ids.ts'
import type { SetErrorCode } from '../../schemas/delivery.ts'
import type { NormalisedSignal } from '../../schemas/signal.ts'
import type { Arrival, Handshake, RawRequest } from './adapters/adapter.ts'
import { adapterFor } from './adapters/index.ts'
import { answerTo, certaintyOf, isAuthentic } from './authenticity.ts'
import { checkSet, observeSet, type SetDeps } from './sets.ts'
import type { Source } from './source.ts'
import { orUnavailable, takeIn, type TakeInDeps } from './take-in.ts'

export type AcceptDeps = TakeInDeps &
  SetDeps & {
    sources: { get(id: string): Promise<Source | undefined> }
  }

export type Refused = { ok: false; err: SetErrorCode; description: string; kind?: Source['kind'] }
export type Outcome =
  /** `answer`: what the vendor wants to hear instead of an empty answer. */
  { ok: true; kind: Source['kind']; answer?: Handshake } | Refused

/**
 * The receiver, whole: authenticate → normalise → store → (answer) → publish. Safe to repeat: the store knows
 * a signal by its source and dedupe key. Publishing is a hint that may fail; the sweep finds what it missed.
 * @throws HubError `unavailable` when keys or database cannot be had: nothing was stored, the sender comes again.
 */
export async function accept(
  sourceId: string,
  request: Arrival,
  deps: AcceptDeps,
): Promise<Outcome> {
  const source = await find(sourceId, deps)
  // An unknown source and bad credentials look the same from outside.
  const isBelieved = await isAuthentic(source, request, deps)
  if (!source || !isBelieved)
    return refuse('authentication_failed', 'The credentials are not accepted here')
  const answer = await answerTo(source, request, deps)
  if (answer) return { ok: true, kind: source.kind, answer }
  const normalised = await normalise(source, request, deps)
  if (!normalised.ok) return { ...normalised, kind: source.kind }
  await takeIn(source, { ...normalised, certainty: certaintyOf(source, request) }, deps)
  return { ok: true, kind: source.kind }
}

/** What to answer to a vendor that checks whether we are there; undefined where the request asks nothing. */
export async function handshake(
  sourceId: string,
  request: RawRequest,
  deps: Pick<AcceptDeps, 'sources'>,
): Promise<Handshake | undefined> {
  const source = await find(sourceId, deps)
  return source && adapterFor(source.kind)?.handshake?.(request)
}

/** What cannot be a source's id never reaches the database. */
const find = async (sourceId: string, { sources }: Pick<AcceptDeps, 'sources'>) =>
  SourceId.safeParse(sourceId).success ? orUnavailable(sources.get(sourceId)) : undefined

type Normalised = { ok: true; signals: NormalisedSignal[]; skipped: readonly string[] } | Refused

async function normalise(
  source: Source,
  request: RawRequest,
  deps: AcceptDeps,
): Promise<Normalised> {
  if (source.kind === 'ssf') return normaliseSet(source, request, deps)
  const adapter = adapterFor(source.kind)
  if (!adapter) return refuse('invalid_request', `No adapter for sources of kind ${source.kind}`)
  const result = adapter.normalise(request, source)
  return result.ok ? result : refuse('invalid_request', result.reason)
}

async function normaliseSet(
  source: Source,
  request: RawRequest,
  deps: AcceptDeps,
): Promise<Normalised> {
  // RFC 8935 §2.1 demands the type. 400 with a code rather than 415, for the sender to know it as final: §2.3
  // gives 400 to whatever keeps the body from being parsed as a SET, and a body that does not claim to be one is that.
  if (!isSetRequest(request))
    return refuse('invalid_request', 'Content-Type is not application/secevent+jwt')
  const checked = await checkSet(source, request.body.toString('utf8').trim(), deps)
  const observed = checked.ok ? await observeSet(source, checked, deps) : checked
  if (!observed.ok) return observed
  return { ok: true, signals: observed.signal ? [observed.signal] : [], skipped: [] }
}

/** Is this body sent as a SET? Parameters of the media type are legal. */
export const isSetRequest = ({ headers }: Pick<RawRequest, 'headers'>): boolean =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/secevent+jwt'

const refuse = (err: SetErrorCode, description: string): Refused => ({
  ok: false,
  err,
  description,
})
