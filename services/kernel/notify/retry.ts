/** Seconds to wait after each failure; after the last the notice is given up, a day and a half after it was made. */
const WAITS_SECONDS = [
  5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 36_000, 36_000,
] as const
const LONGEST_SECONDS = 86_400

/**
 * Pure: seconds until the next attempt after so many that failed, ±20 %, not before the receiver wants it; undefined where
 * there is none.
 */
export function waitAfter(
  failures: number,
  { random, retryAfterSeconds = 0 }: { random: number; retryAfterSeconds?: number | undefined },
): number | undefined {
  const wait = WAITS_SECONDS[failures - 1]
  if (wait === undefined) return undefined
  return Math.max(wait * (0.8 + 0.4 * random), Math.min(retryAfterSeconds, LONGEST_SECONDS))
}
