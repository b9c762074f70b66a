import { SourceId } from '../../schemas/ids.ts'
import { HubError } from '../kernel/errors.ts'
import type { Arrival, Handshake, RawRequest, VendorKeys } from './adapters/adapter.ts'
import { adapterFor } from './adapters/index.ts'
import { answerTo, authenticate, certaintyOf } from './authenticity.ts'
import {
  normalise,
  refuse,
  type NormaliseDeps,
  type Normalised,
  type Refused,
} from './normalise.ts'
import { plainHeaders, secretHeaderOf } from './plain-headers.ts'
import type { Quotas } from './quota.ts'
import type { Source } from './source.ts'
import { orUnavailable, takeIn, type Said, type TakeInDeps } from './take-in.ts'

export type AcceptDeps = TakeInDeps &
  NormaliseDeps & {
    sources: { get(id: string): Promise<Source | undefined> }
    keys: VendorKeys
    quotas: Quotas
    /** Fetches a URL of a vendor's, once. @throws HubError `unavailable` where that does not work */
    visit: (url: string) => Promise<void>
    /** Resolves when a refusal may be told: what it cost must not tell its reason. */
    refusalFloor: () => Promise<void>
  }

/** `why`: what only the operator is told. Without a source nobody knows whose request it was. */
export type Refusal = Refused & { source?: Source; why?: string }
export type Outcome =
  /** `answer`: what the vendor wants to hear instead of an empty answer. */
  { ok: true; kind: Source['kind']; answer?: Handshake } | Refusal

/**
 * The receiver, whole: authenticate → normalise → store → (answer) → publish. Safe to repeat: the store knows
 * a signal by its source and dedupe key. Publishing is a hint that may fail; the sweep finds what it missed.
 * @throws HubError `too_many_requests`; `unavailable` when the hub does not keep up, or keys or database cannot be had: nothing was stored, the sender comes again.
 */
export async function accept(
  sourceId: string,
  request: Arrival,
  deps: AcceptDeps,
): Promise<Outcome> {
  const floor = deps.refusalFloor()
  const source = await findSource(sourceId, deps)
  const shaken = source && handshakeOf(source, request)
  if (shaken) return { ok: true, kind: source.kind, answer: shaken }
  // An unknown source and bad credentials look the same from outside, and take the same time.
  const why = await authenticate(source, request, deps)
  if (!source || why !== undefined) {
    await floor
    const refused = refuse('authentication_failed', 'The credentials are not accepted here')
    return { ...refused, ...(source && { source }), ...(why !== undefined && { why }) }
  }
  withinQuota(source, deps)
  const answer = await answerTo(source, request, deps)
  if (answer) return { ok: true, kind: source.kind, answer }
  const normalised = await normalise(source, request, deps)
  if (!normalised.ok) return { ...normalised, source }
  if (normalised.visit !== undefined) await deps.visit(normalised.visit)
  await takeIn(source, said(source, request, normalised), deps)
  return { ok: true, kind: source.kind }
}

const said = (
  source: Source,
  request: Arrival,
  normalised: Extract<Normalised, { ok: true }>,
): Said => ({
  ...normalised,
  certainty: certaintyOf(source, request),
  original: normalised.original && {
    headers: plainHeaders(request, secretHeaderOf(source.settings)),
    body: normalised.original,
  },
})

/** Whoever is not the source spends nothing of its share. @throws HubError `too_many_requests` */
function withinQuota(source: Source, { quotas }: Pick<AcceptDeps, 'quotas'>): void {
  const retryAfterSeconds = quotas(source)
  if (retryAfterSeconds === undefined) return
  const what = 'This source sends more requests than it may'
  throw new HubError('too_many_requests', what, { retryAfterSeconds })
}

/** What to answer to a vendor that checks whether we are there; undefined where the request asks nothing. */
export async function handshake(
  sourceId: string,
  request: RawRequest,
  deps: Pick<AcceptDeps, 'sources'>,
): Promise<Handshake | undefined> {
  const source = await findSource(sourceId, deps)
  return source && handshakeOf(source, request)
}

const handshakeOf = (source: Source, request: RawRequest): Handshake | undefined =>
  adapterFor(source.kind)?.handshake?.(request, source)

/** What cannot be a source's id never reaches the database. */
export const findSource = async (sourceId: string, { sources }: Pick<AcceptDeps, 'sources'>) =>
  SourceId.safeParse(sourceId).success ? orUnavailable(sources.get(sourceId)) : undefined
