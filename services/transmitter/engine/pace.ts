/** A token bucket: `perSecond` tokens a second, of which a tenth of a second's may be saved up. */
export type Pace = { perSecond: number; tokens: number; atMs: number }

const SAVED_SECONDS = 0.1

export const createPace = (perSecond: number): Pace => ({
  perSecond,
  tokens: 1,
  atMs: -Infinity,
})

/** Takes one token; false where there is none. */
export function takeToken(pace: Pace, now: Date): boolean {
  refill(pace, now)
  if (pace.tokens < 1) return false
  pace.tokens -= 1
  return true
}

/** Milliseconds until there is a token. */
export function msUntilToken(pace: Pace, now: Date): number {
  refill(pace, now)
  return pace.tokens >= 1 ? 0 : ((1 - pace.tokens) / pace.perSecond) * 1000
}

/** A clock that jumps back gives nothing and takes nothing. */
function refill(pace: Pace, now: Date): void {
  const elapsedMs = Math.max(0, now.getTime() - pace.atMs)
  const most = Math.max(1, pace.perSecond * SAVED_SECONDS)
  pace.tokens = Math.min(most, pace.tokens + (Math.min(elapsedMs, 1000) / 1000) * pace.perSecond)
  pace.atMs = now.getTime()
}
