/** When one request must end: at its deadline, or when its caller's signal aborts. */
export type Limit = {
  /** Why it must end; undefined while it may go on. */
  readonly why: 'late' | 'aborted' | undefined
  /** What then happens, at once. */
  onEnd: (() => void) | undefined
  /** Nothing ends it any more. */
  lift(): void
}

type Open = Limit & { why: Limit['why'] }

export type Limits = {
  start(timeoutMs: number, signal: AbortSignal | undefined): Limit
}

/**
 * Deadlines for many requests at once. An AbortSignal a request, and one more to combine it with the caller's, would cost
 * more than all else that a request does here: so a plain timer each, and one listener for all that share a signal.
 */
export function createLimits(): Limits {
  const bySignal = new WeakMap<AbortSignal, Set<Open>>()

  function openUnder(signal: AbortSignal): Set<Open> {
    const known = bySignal.get(signal)
    if (known) return known
    const open = new Set<Open>()
    bySignal.set(signal, open)
    signal.addEventListener('abort', () => {
      for (const limit of open) end(limit, 'aborted')
    })
    return open
  }

  return {
    start(timeoutMs, signal) {
      const open = signal && openUnder(signal)
      const limit: Open = {
        why: signal?.aborted ? 'aborted' : undefined,
        onEnd: undefined,
        lift: () => {
          clearTimeout(timer)
          open?.delete(limit)
        },
      }
      const timer = setTimeout(end, timeoutMs, limit, 'late')
      open?.add(limit)
      return limit
    },
  }
}

function end(limit: Open, why: 'late' | 'aborted'): void {
  if (limit.why !== undefined) return
  limit.why = why
  limit.onEnd?.()
}
