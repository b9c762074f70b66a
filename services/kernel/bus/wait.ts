import { setTimeout as sleep } from 'node:timers/promises'

/** Waits, or less where the signal aborts. Never rejects. */
export async function waitOut(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}

/** Waits for work, but no longer than that. Never rejects. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const enough = new AbortController()
  await Promise.race([work.catch(() => undefined), waitOut(ms, enough.signal)])
  enough.abort()
}
