import type { SetErrorCode } from '../../schemas/delivery.ts'
import type { NormalisedSignal } from '../../schemas/signal.ts'
import type { MapPayload, RawRequest } from './adapters/adapter.ts'
import { adapterFor } from './adapters/index.ts'
import { checkSet, observeSet, originalOf, type SetDeps } from './sets.ts'
import type { Source } from './source.ts'

/** `map` evaluates an operator's mapping within its bounds. */
export type NormaliseDeps = SetDeps & { map: MapPayload }

/** `unavailable`: ours to mend, so the sender is asked to come again. */
export type RefusalCode = SetErrorCode | 'unavailable'
export type Refused = { ok: false; err: RefusalCode; description: string }

export type Normalised =
  | {
      ok: true
      signals: NormalisedSignal[]
      skipped: readonly string[]
      /** A URL of the vendor's, checked, that it wants fetched before it is answered. */
      visit?: string
      /** The body as it may be kept; undefined: nothing of it. */
      original: Buffer | undefined
    }
  | Refused

/** What an authentic request says, in the hub's words. @throws HubError `unavailable` where keys cannot be had */
export async function normalise(
  source: Source,
  request: RawRequest,
  deps: NormaliseDeps,
): Promise<Normalised> {
  if (source.kind === 'ssf') return normaliseSet(source, request, deps)
  const adapter = adapterFor(source.kind)
  if (!adapter) return refuse('invalid_request', `No adapter for sources of kind ${source.kind}`)
  const result = await adapter.normalise(request, source, { now: deps.clock.now(), map: deps.map })
  if (!result.ok) return refuse(result.isOurs ? 'unavailable' : 'invalid_request', result.reason)
  return { ...result, original: adapter.keep ? adapter.keep(request.body) : request.body }
}

async function normaliseSet(
  source: Source,
  request: RawRequest,
  deps: NormaliseDeps,
): Promise<Normalised> {
  // RFC 8935 §2.1 demands the type. 400 with a code rather than 415, for the sender to know it as final: §2.3
  // gives 400 to whatever keeps the body from being parsed as a SET, and a body that does not claim to be one is that.
  if (!isSetRequest(request))
    return refuse('invalid_request', 'Content-Type is not application/secevent+jwt')
  const checked = await checkSet(source, request.body.toString('utf8').trim(), deps)
  const observed = checked.ok ? await observeSet(source, checked, deps) : checked
  if (!observed.ok) return observed
  return {
    ok: true,
    signals: observed.signal ? [observed.signal] : [],
    skipped: [],
    original: originalOf(observed.verified, request.body),
  }
}

/** Is this body sent as a SET? Parameters of the media type are legal. */
export const isSetRequest = ({ headers }: Pick<RawRequest, 'headers'>): boolean =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/secevent+jwt'

export const refuse = (err: RefusalCode, description: string): Refused => ({
  ok: false,
  err,
  description,
})
