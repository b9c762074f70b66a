import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

test('a stream that keeps failing waits 1 s, 5 s, 30 s, 2 min, 10 min, 30 min, then an hour each time [RFC8935 §2 push-retry-delay]', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 1_000].map((fails) => backoffMs(fails, 0.5) / 1000)
  expect(waits).toEqual([1, 5, 30, 120, 600, 1_800, 3_600, 3_600, 3_600])
})

test('streams that failed together come back up to 20 % sooner or later', () => {
  expect(backoffMs(2, 0)).toBe(4_000)
  expect(backoffMs(2, 0.999_999)).toBe(6_000)
})

test('it is never less than the receiver asked for, nor than 80 % of the step', () => {
  const fails = fc.integer({ min: 1, max: 1_000_000 })
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fails, random, fc.integer({ min: 0, max: 86_400 }), (failed, chance, asked) => {
      const ms = backoffMs(failed, chance, asked)
      expect(ms).toBeGreaterThanOrEqual(Math.max(800, asked * 1000))
      expect(ms).toBeLessThanOrEqual(Math.max(4_320_000, asked * 1000))
    }),
  )
})
