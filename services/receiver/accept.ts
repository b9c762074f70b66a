import type { NormalisedSignal } from '../../schemas/signal.ts'
import type { BusMessage } from '../kernel/bus/bus.ts'
import { HubError } from '../kernel/errors.ts'
import type { SourceKeys } from '../kernel/set/source-keys.ts'
import { verifySet, type SetErrorCode } from '../kernel/set/verify.ts'
import type { Handshake, RawRequest } from './adapters/adapter.ts'
import { adapterFor } from './adapters/index.ts'
import { signalFromSet } from './from-set.ts'
import { matchesAny, spendHmac } from './secrets.ts'
import type { Source } from './source.ts'

export type AcceptDeps = {
  sources: { get(id: string): Promise<Source | undefined> }
  /** Resolves when the new ones are on disk. */
  signals: {
    append(
      source: string,
      normalised: NormalisedSignal[],
    ): Promise<{ stored: readonly BusMessage[]; duplicates: number }>
  }
  publish: (stored: readonly BusMessage[]) => Promise<void>
  sourceKeys: SourceKeys
  clock: { now(): Date }
  log: Log
}

type Log = Record<'info' | 'warn', (fields: object, message: string) => void>

export type Refused = { ok: false; err: SetErrorCode; description: string; kind?: Source['kind'] }
export type Outcome = { ok: true; kind: Source['kind'] } | Refused

/**
 * The receiver, whole: authenticate → normalise → store → (answer) → publish. Safe to repeat: the store knows
 * a signal by its source and dedupe key. Publishing is a hint that may fail; the sweep finds what it missed.
 * @throws HubError `unavailable` when keys or database cannot be had: nothing was stored, the sender comes again.
 */
export async function accept(
  sourceId: string,
  request: RawRequest,
  deps: AcceptDeps,
): Promise<Outcome> {
  const source = await orUnavailable(deps.sources.get(sourceId))
  // An unknown source and bad credentials look the same from outside.
  if (!isAuthentic(source, request))
    return refuse('authentication_failed', 'The credentials are not accepted here')
  const normalised = await normalise(source, request, deps)
  if (!normalised.ok) return { ...normalised, kind: source.kind }
  const { stored, duplicates } = await store(source, normalised.signals, deps)
  publishLater(stored, deps)
  const { skipped } = normalised
  deps.log.info(
    { sourceId: source.id, stored: stored.length, duplicates, skipped },
    'signals accepted',
  )
  return { ok: true, kind: source.kind }
}

/** What to answer to a vendor that checks whether we are there; undefined where the request asks nothing. */
export async function handshake(
  sourceId: string,
  request: RawRequest,
  { sources }: Pick<AcceptDeps, 'sources'>,
): Promise<Handshake | undefined> {
  const source = await orUnavailable(sources.get(sourceId))
  return source && adapterFor(source.kind)?.handshake?.(request)
}

/** Time tells nothing either: whatever the source, a request costs one comparison and one HMAC over its body. */
function isAuthentic(source: Source | undefined, request: RawRequest): source is Source {
  if (source?.kind !== 'github') spendHmac(request.body)
  if (!source) return matchesAny(request.headers['authorization'], [])
  if (source.kind !== 'ssf')
    return adapterFor(source.kind)?.authenticate(request, source.secrets) ?? false
  // Without one agreed, the SET's signature is the credential (RFC 8935 §3).
  const { pushAuthorization } = source
  return (
    pushAuthorization === undefined ||
    matchesAny(request.headers['authorization'], [pushAuthorization])
  )
}

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
  return verified.ok ? { ok: true, signals: [signalFromSet(verified)], skipped: [] } : verified
}

/** Is this body sent as a SET? Parameters of the media type are legal. */
export const isSetRequest = ({ headers }: Pick<RawRequest, 'headers'>): boolean =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/secevent+jwt'

const store = async (source: Source, signals: NormalisedSignal[], deps: AcceptDeps) =>
  signals.length > 0
    ? orUnavailable(deps.signals.append(source.id, signals))
    : { stored: [], duplicates: 0 }

function publishLater(stored: readonly BusMessage[], { publish, log }: AcceptDeps): void {
  if (stored.length === 0) return
  publish(stored).catch((error: unknown) => {
    log.warn({ err: error, signals: stored.length }, 'signals not published, the sweep will')
  })
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
