/** So many failures in a row open a stream's breaker; so does every second one of at least so many within a minute. */
export const OPENS_AFTER = 5
const OPENS_AT_SHARE = 0.5
const OPENS_AFTER_OF = 10
const BUCKET_MS = 10_000
const BUCKETS = 6

/** What a stream's last minute was like, and whether its breaker is open: then one SET at a time probes, after each wait. */
export type Breaker = {
  isOpen: boolean
  /** Of ten seconds each, by their number since the epoch. */
  buckets: { number: number; failed: number; all: number }[]
}

/** `fails`: failures in a row before now. */
export const createBreaker = (fails: number): Breaker => ({
  isOpen: fails >= OPENS_AFTER,
  buckets: [],
})

/** An answer that says something about the endpoint. Opens or closes the breaker; tells if it did. */
export function note(
  breaker: Breaker,
  { isFailure, fails, now }: { isFailure: boolean; fails: number; now: Date },
): 'opened' | 'closed' | undefined {
  const wasOpen = breaker.isOpen
  count(breaker, isFailure, now)
  if (isFailure) breaker.isOpen ||= fails >= OPENS_AFTER || isHalfFailing(breaker)
  else if (wasOpen) Object.assign(breaker, createBreaker(0))
  if (breaker.isOpen === wasOpen) return undefined
  return breaker.isOpen ? 'opened' : 'closed'
}

function count(breaker: Breaker, isFailure: boolean, now: Date): void {
  const number = Math.floor(now.getTime() / BUCKET_MS)
  const last = breaker.buckets.at(-1)
  const current = last?.number === number ? last : { number, failed: 0, all: 0 }
  if (current !== last) {
    breaker.buckets.push(current)
    breaker.buckets = breaker.buckets.filter((one) => Math.abs(number - one.number) < BUCKETS)
  }
  current.all += 1
  if (isFailure) current.failed += 1
}

function isHalfFailing({ buckets }: Breaker): boolean {
  const all = buckets.reduce((sum, bucket) => sum + bucket.all, 0)
  const failed = buckets.reduce((sum, bucket) => sum + bucket.failed, 0)
  return all >= OPENS_AFTER_OF && failed >= all * OPENS_AT_SHARE
}
