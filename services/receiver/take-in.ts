import type { Certainty, NormalisedSignal } from '../../schemas/signal.ts'
import type { BusMessage } from '../kernel/bus/bus.ts'
import { HubError } from '../kernel/errors.ts'
import type { Original, SealedOriginal } from '../kernel/store/originals.ts'
import type { PressureGauge } from '../kernel/pressure.ts'
import type { Source } from './source.ts'

export type TakeInDeps = {
  /** Resolves when all are on disk; a repeat answers the first one's id. */
  signals: {
    append(
      origin: {
        id: string
        tenantId: string
        certainty: Certainty
        isHeld: boolean
        scope: string
      },
      signals: readonly NormalisedSignal[],
      original: SealedOriginal | undefined,
    ): Promise<readonly StoredSignal[]>
  }
  /** Encrypts what is to be kept with the signals; undefined where nothing is kept. */
  keep: (original: Original) => Promise<SealedOriginal> | undefined
  pressure: Pick<PressureGauge, 'now'>
  publish: (messages: readonly BusMessage[]) => Promise<void>
  log: Log
  /** Counts what was taken in, by kind of source. */
  accepted: (
    source: Pick<Source, 'id' | 'kind'>,
    signals: { fresh: number; repeats: number },
  ) => void
}

type StoredSignal = { id: string; orderKey: string; isNew: boolean }
type Log = Record<'info' | 'warn', (fields: object, message: string) => void>

/** What an authentic request or poll of a source says, and how sure that is. */
export type Said = {
  certainty: Certainty
  signals: readonly NormalisedSignal[]
  /** The vendor's events that are not understood, by name. */
  skipped: readonly string[]
  /** What the source said in its own words, as far as that may be kept. */
  original?: Original | undefined
}

/**
 * Store → publish. Safe to repeat. Publishing is a hint that may fail; the sweep finds what it missed.
 * @throws HubError `unavailable` when the database cannot be had: nothing was stored, the sender comes again.
 */
export async function takeIn(
  source: Source,
  { certainty, signals, skipped, original }: Said,
  deps: TakeInDeps,
): Promise<void> {
  refuseWhilePressed(deps)
  // What a paused source says is stored and waits.
  const isHeld = source.status === 'paused'
  const scope = source.issuer ?? `source:${source.id}`
  const origin = { id: source.id, tenantId: source.tenantId, certainty, isHeld, scope }
  const stored = await orUnavailable(store(origin, { signals, original }, deps))
  publishLater(stored, deps)
  const fresh = stored.filter(({ isNew }) => isNew).length
  deps.accepted(source, { fresh, repeats: stored.length - fresh })
  const signalIds = stored.map(({ id }) => id)
  deps.log.info({ sourceId: source.id, signalIds, fresh, skipped }, 'signals accepted')
}

/** Signals and what they were made of go to disk in one commit. */
async function store(
  origin: Parameters<TakeInDeps['signals']['append']>[0],
  { signals, original }: Pick<Said, 'signals' | 'original'>,
  deps: TakeInDeps,
): Promise<readonly StoredSignal[]> {
  if (signals.length === 0) return []
  return deps.signals.append(origin, signals, original && (await deps.keep(original)))
}

/** @throws HubError `unavailable` while the hub does not keep up: what it took in more would be lost */
export function refuseWhilePressed({ pressure }: Pick<TakeInDeps, 'pressure'>): void {
  const now = pressure.now()
  if (!now) return
  throw new HubError('unavailable', 'The hub does not keep up and takes no signals now', {
    cause: now.reason,
    retryAfterSeconds: now.retryAfterSeconds,
  })
}

/** New signals only: a repeat was published when it was new, or the sweep does it. */
function publishLater(stored: readonly StoredSignal[], { publish, log }: TakeInDeps): void {
  const fresh = stored.filter(({ isNew }) => isNew)
  if (fresh.length === 0) return
  publish(fresh.map(({ id, orderKey }) => ({ id, key: orderKey }))).catch((error: unknown) => {
    log.warn({ err: error, signals: fresh.length }, 'signals not published, the sweep will')
  })
}

/** The sender is not to blame for our database. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new HubError('unavailable', 'The hub cannot store signals now', {
      cause,
      retryAfterSeconds: 5,
    })
  }
}
