/** Seconds to wait after the first, second … failure in a row; the last one repeats. */
const WAITS_SECONDS = [1, 5, 15, 60, 300, 900]

/**
 * How long to wait after `failures` in a row (from 1): ±20 %, so that sources which failed together do not come back
 * together, and never less than the transmitter asks for. `random` is in [0, 1).
 */
export function backoffMs(failures: number, random: number, retryAfterSeconds = 0): number {
  const seconds = WAITS_SECONDS[Math.min(failures, WAITS_SECONDS.length) - 1] ?? 1
  return Math.round(1_000 * Math.max(seconds * (0.8 + 0.4 * random), retryAfterSeconds))
}
