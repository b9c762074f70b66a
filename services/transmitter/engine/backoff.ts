/** Seconds a stream waits after its first, second … failure in a row; the last one repeats. */
const WAITS_SECONDS = [1, 5, 30, 120, 600, 1_800, 3_600]

/**
 * How long a stream that failed `fails` times in a row (from 1) waits: ±20 %, so that streams which failed together do
 * not come back together, and never less than what the receiver asked for. `random` is in [0, 1).
 */
export function backoffMs(fails: number, random: number, retryAfterSeconds = 0): number {
  const wait = WAITS_SECONDS[Math.min(fails, WAITS_SECONDS.length) - 1] ?? 1
  return Math.round(1000 * Math.max(wait * (0.8 + 0.4 * random), retryAfterSeconds))
}
