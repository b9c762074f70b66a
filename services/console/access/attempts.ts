import { LRUCache } from 'lru-cache'
import type { Clock } from '../../kernel/clock.ts'
import { HubError } from '../../kernel/errors.ts'

const WINDOW_MS = 60_000
/** All addresses together may do this many times what one may. */
const ADDRESSES = 20

/** @throws HubError `too_many_requests` */
export type Attempts = (address: string) => void

/** Bounds what strangers may try at this process: `perMinute` an address, counted in whole minutes and bounded memory. */
export function createAttempts(clock: Pick<Clock, 'now'>, perMinute: number): Attempts {
  const counts = new LRUCache<string, number>({ max: 10_000 })
  let total = 0
  let window = 0
  return (address) => {
    const now = clock.now().getTime()
    const current = Math.floor(now / WINDOW_MS)
    if (current !== window) {
      window = current
      total = 0
      counts.clear()
    }
    const own = (counts.get(address) ?? 0) + 1
    counts.set(address, own)
    total += 1
    if (own <= perMinute && total <= perMinute * ADDRESSES) return
    throw new HubError('too_many_requests', 'Too many sign-in attempts: wait a minute', {
      retryAfterSeconds: ((current + 1) * WINDOW_MS - now) / 1_000,
    })
  }
}
