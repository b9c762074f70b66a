import { SourceId } from '../../schemas/ids.ts'
import type { SetErrorCode } from '../../schemas/delivery.ts'
import type { Certainty, NormalisedSignal } from '../../schemas/signal.ts'
import type { BusMessage } from '../kernel/bus/bus.ts'
import { HubError } from '../kernel/errors.ts'
import type { SourceKeys } from '../kernel/set/source-keys.ts'
import { verifySet } from '../kernel/set/verify.ts'
import type { Arrival, Handshake, RawRequest } from './adapters/adapter.ts'
import { adapterFor } from './adapters/index.ts'
import { answerTo, certaintyOf, isAuthentic } from './authenticity.ts'
import { signalFromSet } from './from-set.ts'
import type { Source } from './source.ts'

export type AcceptDeps = {
  sources: { get(id: string): Promise<Source | undefined> }
  /** Resolves when all are on disk; a repeat answers the first one's id. */
  signals: {
    append(
      origin: { id: string; tenantId: string; certainty: Certainty; isHeld: boolean },
      signals: readonly NormalisedSignal[],
    ): Promise<readonly StoredSignal[]>
  }
  publish: (messages: readonly BusMessage[]) => Promise<void>
  sourceKeys: SourceKeys
  clock: { now(): Date }
  log: Log
  /** Counts what was taken in, by kind of source. */
  accepted: (kind: Source['kind'], signals: { fresh: number; repeats: number }) => void
}

type StoredSignal = { id: string; orderKey: string; isNew: boolean }
type Log = Record<'info' | 'warn', (fields: object, message: string) => void>

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
  const stored = await orUnavailable(
    deps.signals.append(originOf(source, request), normalised.signals),
  )
  publishLater(stored, deps)
  reportAccepted(source, stored, normalised.skipped, deps)
  return { ok: true, kind: source.kind }
}

/** What a paused source says is stored and waits. */
const originOf = (source: Source, request: RawRequest) => ({
  id: source.id,
  tenantId: source.tenantId,
  certainty: certaintyOf(source, request),
  isHeld: source.status === 'paused',
})

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
  if (!source.issuer) return refuse('invalid_issuer', 'This source has no issuer')
  const verified = await verifySet(request.body.toString('utf8').trim(), {
    issuer: source.issuer,
    audience: source.audience ?? [],
    keys: deps.sourceKeys.of(source),
    now: deps.clock.now(),
  })
  return verified.ok
    ? { ok: true, signals: [signalFromSet(verified, source.settings?.dialect)], skipped: [] }
    : verified
}

/** Is this body sent as a SET? Parameters of the media type are legal. */
export const isSetRequest = ({ headers }: Pick<RawRequest, 'headers'>): boolean =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/secevent+jwt'

/** New signals only: a repeat was published when it was new, or the sweep does it. */
function publishLater(stored: readonly StoredSignal[], { publish, log }: AcceptDeps): void {
  const fresh = stored.filter(({ isNew }) => isNew)
  if (fresh.length === 0) return
  publish(fresh.map(({ id, orderKey }) => ({ id, key: orderKey }))).catch((error: unknown) => {
    log.warn({ err: error, signals: fresh.length }, 'signals not published, the sweep will')
  })
}

function reportAccepted(
  { id: sourceId, kind }: Source,
  stored: readonly StoredSignal[],
  skipped: readonly string[],
  { log, accepted }: AcceptDeps,
): void {
  const fresh = stored.filter(({ isNew }) => isNew).length
  accepted(kind, { fresh, repeats: stored.length - fresh })
  log.info({ sourceId, signalIds: stored.map(({ id }) => id), fresh, skipped }, 'signals accepted')
}

const refuse = (err: SetErrorCode, description: string): Refused => ({
  ok: false,
  err,
  description,
})

/** The sender is not to blame for our database. */
async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new HubError('unavailable', 'The hub cannot store signals now', {
      cause,
      retryAfterSeconds: 5,
    })
  }
}
