import { TOOK_SECONDS } from '../kernel/metrics.ts'

/**
 * Pure: the time in ms within which this share of all was, read off a histogram: between the ends of a bucket as if it were
 * spread evenly. What took longer than the last end is told as that end. Undefined where there was nothing.
 */
export function quantileMs(took: readonly number[], share: number): number | undefined {
  const all = took.reduce((sum, n) => sum + n, 0)
  if (all === 0) return undefined
  let before = 0
  for (const [index, n] of took.entries()) {
    if (n > 0 && before + n >= share * all) {
      const from = TOOK_SECONDS[index - 1] ?? 0
      const to = TOOK_SECONDS[index] ?? from
      return Math.round((from + (to - from) * ((share * all - before) / n)) * 1_000)
    }
    before += n
  }
  return undefined
}
