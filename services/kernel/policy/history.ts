import type { Signal } from '../../../schemas/signal.ts'
import { fits } from './applies.ts'
import type { CompiledHistory, CompiledPolicy, CompiledStep } from './compile.ts'
import type { Facts } from './facts.ts'
import { viewOf } from './view.ts'

/** The signals that counted, or why the history is not what the policy wants. */
export type Found =
  { found: true; signals: readonly Signal[] } | { found: false; because: string; isError?: true }

/**
 * Pure: whether the signal in hand, together with others that occurred within the window of each other, is what the policy
 * looks for. By time of occurrence, so that what comes late or in another order is found all the same; and always with
 * the signal in hand among them, so that a history is acted on when it becomes whole.
 */
export function findHistory({ history }: CompiledPolicy, facts: Facts): Found {
  if (!history) return { found: true, signals: [] }
  const candidates = inOrder(facts, history.withinMs)
  const fitting = history.steps.map((step) => ({ ...pick(step, candidates, facts) }))
  const errors = fitting.flatMap(({ error }) => error ?? [])
  const found = FINDERS[history.mode](
    history,
    fitting.map(({ signals }) => signals),
    facts.signal,
  )
  if (!found)
    return errors[0] === undefined
      ? { found: false, because: wanted(history) }
      : { found: false, because: errors[0], isError: true }
  return confirm(history, found)
}

/** Those within one window before or after the signal in hand, the eldest first. */
function inOrder({ signal, history }: Facts, withinMs: number): Signal[] {
  const at = signal.occurredAt.getTime()
  const others = history.filter(
    ({ id, occurredAt }) => id !== signal.id && Math.abs(occurredAt.getTime() - at) <= withinMs,
  )
  return [...others, signal].toSorted(byTime)
}

const byTime = (a: Signal, b: Signal): number =>
  a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1)

function pick(step: CompiledStep, candidates: readonly Signal[], facts: Facts) {
  const signals: Signal[] = []
  let error: string | undefined
  for (const candidate of candidates) {
    const fit = fits(step, candidate, facts)
    if (fit.applies) signals.push(candidate)
    else if (fit.isError) error ??= fit.because
  }
  return { signals, error }
}

type Finder = (
  history: CompiledHistory,
  fitting: readonly (readonly Signal[])[],
  now: Signal,
) => readonly Signal[] | undefined

const FINDERS = {
  count: (history, [fitting = []], now) => countWithin(history, fitting, now),
  all: (history, fitting, now) => combine(history, fitting, { now, isOrdered: false }),
  sequence: (history, fitting, now) => combine(history, fitting, { now, isOrdered: true }),
} as const satisfies Record<CompiledHistory['mode'], Finder>

/**
 * The first stretch of one window's length that holds the signal in hand and enough others, as long as it can be. The window
 * slides over the signals, which are in order of time, so that a storm of them costs each signal one look at each.
 */
function countWithin(
  { withinMs, distinct, atLeast }: CompiledHistory,
  signals: readonly Signal[],
  now: Signal,
): readonly Signal[] | undefined {
  if (!signals.includes(now)) return undefined
  const inside = new Map<string, number>()
  const nameOf = (signal: Signal) => (distinct === 'signal' ? signal.id : signal.sourceId)
  let end = 0
  for (const [start, first] of signals.entries()) {
    if (first.occurredAt > now.occurredAt) return undefined
    const until = first.occurredAt.getTime() + withinMs
    for (let next = signals[end]; next && next.occurredAt.getTime() <= until; next = signals[++end])
      inside.set(nameOf(next), (inside.get(nameOf(next)) ?? 0) + 1)
    if (inside.size >= atLeast) return signals.slice(start, end)
    const left = (inside.get(nameOf(first)) ?? 1) - 1
    if (left === 0) inside.delete(nameOf(first))
    else inside.set(nameOf(first), left)
  }
  return undefined
}

/** One signal a step, each another one, within one window, the signal in hand among them. */
function combine(
  { withinMs }: CompiledHistory,
  fitting: readonly (readonly Signal[])[],
  { now, isOrdered }: { now: Signal; isOrdered: boolean },
): readonly Signal[] | undefined {
  for (const [place, signals] of fitting.entries()) {
    if (!signals.includes(now)) continue
    const chosen = fill(fitting, place, { now, isOrdered, withinMs })
    if (chosen) return chosen
  }
  return undefined
}

type Filling = { now: Signal; isOrdered: boolean; withinMs: number }

/**
 * The signal in hand takes its place; from there each step takes the nearest one that fits, backwards and forwards. Nearest
 * is best: it leaves the most room to the others.
 */
function fill(
  fitting: readonly (readonly Signal[])[],
  place: number,
  { now, isOrdered, withinMs }: Filling,
): readonly Signal[] | undefined {
  const chosen = new Map<number, Signal>([[place, now]])
  const order = [
    ...Array.from({ length: place }, (_, n) => place - 1 - n),
    ...Array.from({ length: fitting.length - place - 1 }, (_, n) => place + 1 + n),
  ]
  for (const step of order) {
    const next = (fitting[step] ?? [])
      .filter((signal) => isFree(signal, chosen, { step, isOrdered, withinMs }))
      .toSorted((a, b) => distance(a, now) - distance(b, now))[0]
    if (!next) return undefined
    chosen.set(step, next)
  }
  return [...chosen].toSorted(([a], [b]) => a - b).map(([, signal]) => signal)
}

const distance = (signal: Signal, from: Signal): number =>
  Math.abs(signal.occurredAt.getTime() - from.occurredAt.getTime())

function isFree(
  signal: Signal,
  chosen: ReadonlyMap<number, Signal>,
  { step, isOrdered, withinMs }: { step: number; isOrdered: boolean; withinMs: number },
): boolean {
  for (const [place, other] of chosen) {
    if (signal.id === other.id || distance(signal, other) > withinMs) return false
    if (isOrdered && (place < step ? byTime(other, signal) : byTime(signal, other)) >= 0)
      return false
  }
  return true
}

function confirm({ condition }: CompiledHistory, signals: readonly Signal[]): Found {
  if (!condition) return { found: true, signals }
  const verdict = condition({ signals: signals.map(viewOf) })
  if (!verdict.ok)
    return {
      found: false,
      because: `the condition of its history failed: ${verdict.because}`,
      isError: true,
    }
  return verdict.holds
    ? { found: true, signals }
    : { found: false, because: 'the condition of its history does not hold' }
}

function wanted({ mode, steps, atLeast, distinct, withinMs }: CompiledHistory): string {
  const window = `within ${String(withinMs / 60_000)} min`
  if (mode === 'count') return `there are not ${String(atLeast)} ${distinct}s of it ${window}`
  const order = mode === 'sequence' ? 'in this order ' : ''
  return `not all ${String(steps.length)} that it waits for happened ${order}${window}`
}
