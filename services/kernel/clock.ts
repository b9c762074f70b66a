import { setTimeout as delay } from 'node:timers/promises'

/** The only source of time, so that tests can bring their own. */
export type Clock = {
  now(): Date
  /** Waits, or returns early once the signal aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
}

/** Waits for `work`, but no longer than `ms`; leaves no timer behind that would keep the process alive. */
export async function atMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController()
  await Promise.race([work, clock.sleep(ms, over.signal)]).finally(() => {
    over.abort()
  })
}
