import type { Clock } from '../kernel/clock.ts'

/** Long polls that wait for something to happen on their stream. */
export type Waiters = {
  /** From here on the stream's wakes are heard: none is lost between a look and the wait that follows it. */
  join(streamId: string): Waiter
  wake(streamIds: readonly string[]): void
}

export type Waiter = Disposable & {
  /** Returns when the stream was woken since the last wait, `ms` have passed, or the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export function createWaiters({ clock }: { clock: Clock }): Waiters {
  const waiting = new Map<string, Set<() => void>>()
  return {
    join(streamId) {
      let bell = new AbortController()
      const ring = () => {
        bell.abort()
      }
      const rings = waiting.get(streamId) ?? new Set()
      waiting.set(streamId, rings.add(ring))
      return {
        wait: async (ms, signal) => {
          await clock.sleep(ms, AbortSignal.any([bell.signal, signal]))
          bell = new AbortController()
        },
        [Symbol.dispose]: () => {
          rings.delete(ring)
          if (rings.size === 0 && waiting.get(streamId) === rings) waiting.delete(streamId)
        },
      }
    },
    wake(streamIds) {
      for (const streamId of streamIds) for (const ring of waiting.get(streamId) ?? []) ring()
    },
  }
}
