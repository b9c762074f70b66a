import type { SetErrorCode } from '../../../schemas/delivery.ts'
import type { NormalisedSignal } from '../../../schemas/signal.ts'
import { HubError } from '../../kernel/errors.ts'
import type { Original } from '../../kernel/store/originals.ts'
import { checkSet, observeSet, originalOf, type CheckedSet, type SetDeps } from '../sets.ts'
import type { Source } from '../source.ts'
import { takeIn, type TakeInDeps } from '../take-in.ts'

export type SetErr = { err: SetErrorCode; description: string }

/** What to answer to the transmitter about the SETs of one poll (RFC 8936 §2.2), each by the name it came under. */
export type Taken = {
  /** On disk, or known already. */
  ack: string[]
  setErrs: Map<string, SetErr>
  /** Neither: keys or database are away, so they are to come again. */
  delayed: string[]
}

export type TakeSetsDeps = SetDeps &
  TakeInDeps & {
    /** Counts a refusal. */
    refused: (source: Source, refusal: SetErr) => void
  }

/** So many are verified at once. */
const CHUNK = 50

type Named = { jti: string; jwt: string }
type Judged = Named & { checked: CheckedSet | undefined }

/** Verifies and stores the SETs of one poll, the oldest first: JSON objects have no order of their own. */
export async function takeSets(
  source: Source,
  sets: Readonly<Record<string, string>>,
  deps: TakeSetsDeps,
): Promise<Taken> {
  const taken: Taken = { ack: [], setErrs: new Map(), delayed: [] }
  const named = Object.entries(sets).map(([jti, jwt]) => ({ jti, jwt }))
  const judged: Judged[] = []
  for (let at = 0; at < named.length; at += CHUNK)
    judged.push(
      ...(await Promise.all(named.slice(at, at + CHUNK).map((one) => judge(source, one, deps)))),
    )
  const storing: Promise<void>[] = []
  // In turn, for the store keeps the order of its calls; what is under way goes to disk together.
  for (const one of judged.toSorted(byAge)) {
    const said = await observed(source, one, { deps, taken })
    if (said) storing.push(store(source, said, { deps, taken }))
  }
  await Promise.all(storing)
  return taken
}

async function judge(source: Source, { jti, jwt }: Named, deps: TakeSetsDeps): Promise<Judged> {
  const checked = await orDelayed(checkSet(source, jwt, deps))
  const isOther = checked?.ok === true && checked.verified.claims.jti !== jti
  return {
    jti,
    jwt,
    checked: isOther
      ? refuse('the SET has another "jti" than the name it came under (RFC 8936 §2.3)')
      : checked,
  }
}

/** Undefined while that cannot be known. */
async function orDelayed<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof HubError && error.code === 'unavailable') return undefined
    throw error
  }
}

const ageOf = ({ checked }: Judged): number => (checked?.ok ? checked.verified.claims.iat : 0)
const byAge = (a: Judged, b: Judged): number => ageOf(a) - ageOf(b)

type Settling = { deps: TakeSetsDeps; taken: Taken }
type Said = { jti: string; signals: readonly NormalisedSignal[]; original: Original | undefined }

/** What is to be stored of it; undefined where it is refused or delayed, which `taken` then says. */
async function observed(
  source: Source,
  { jti, jwt, checked }: Judged,
  { deps, taken }: Settling,
): Promise<Said | undefined> {
  const seen = checked?.ok === true ? await orDelayed(observeSet(source, checked, deps)) : checked
  if (!seen) taken.delayed.push(jti)
  if (!seen) return undefined
  if (seen.ok) {
    const body = originalOf(seen.verified, Buffer.from(jwt))
    const original = body && { headers: {}, body }
    return { jti, signals: seen.signal ? [seen.signal] : [], original }
  }
  const { err, description } = seen
  taken.setErrs.set(jti, { err, description })
  deps.refused(source, { err, description })
  return undefined
}

async function store(
  source: Source,
  { jti, signals, original }: Said,
  { deps, taken }: Settling,
): Promise<void> {
  const certainty = source.trust === 'hint' ? 'hint' : 'proven' // a SET is signed
  const said = { signals, certainty, skipped: [], original } as const
  const stored = takeIn(source, said, deps).then(() => true)
  if ((await orDelayed(stored)) === true) taken.ack.push(jti)
  else taken.delayed.push(jti)
}

const refuse = (description: string): CheckedSet => ({
  ok: false,
  err: 'invalid_request',
  description,
})
