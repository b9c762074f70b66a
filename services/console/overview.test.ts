import { expect, test } from 'vitest'
import { TOOK_SECONDS } from '../kernel/metrics.ts'
import { quantileMs } from './overview.ts'

/** So many in the buckets that end at these seconds. */
const took = (...buckets: (readonly [seconds: number, n: number])[]): number[] =>
  [...TOOK_SECONDS, Infinity].map((end) => buckets.find(([seconds]) => seconds === end)?.[1] ?? 0)

test.each([
  ['nothing', took(), 0.5, undefined],
  ['half of a bucket', took([0.1, 100]), 0.5, 75],
  ['the end of a bucket', took([0.1, 100]), 1, 100],
  ['the first bucket', took([0.005, 10]), 0.5, 3],
  ['a few slow ones', took([0.1, 98], [10, 2]), 0.99, 7_500],
  ['a few slow ones do not move the middle', took([0.1, 98], [10, 2]), 0.5, 76],
  ['longer than the last end', took([Infinity, 5]), 0.99, 300_000],
])('a share of all is read off the buckets: %s', (_name, buckets, share, expected) => {
  expect(quantileMs(buckets, share)).toBe(expected)
})
