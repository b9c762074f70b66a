import type { Clock } from '../kernel/clock.ts'

/** Long polls that wait for something to happen on their stream. */
export type Waiters = {
  /** Returns when the stream is woken, `ms` have passed, or the signal aborts. */
  wait(streamId: string, ms: number, signal: AbortSignal): Promise<void>
  wake(streamIds: readonly string[]): void
}

export function createWaiters({ clock }: { clock: Clock }): Waiters {
  const waiting = new Map<string, Set<AbortController>>()
  return {
    async wait(streamId, ms, signal) {
      const bell = new AbortController()
      const bells = waiting.get(streamId) ?? new Set()
      waiting.set(streamId, bells.add(bell))
      await clock.sleep(ms, AbortSignal.any([bell.signal, signal]))
      bells.delete(bell)
      if (bells.size === 0) waiting.delete(streamId)
    },
    wake(streamIds) {
      for (const streamId of streamIds) for (const bell of waiting.get(streamId) ?? []) bell.abort()
    },
  }
}
