import { expect, test } from 'vitest'
import { lagsOf } from './kafka-lag.ts'

test('lag is what is behind the committed offset; what was never committed counts from the beginning that is left', () => {
  const ends = [
    { partition: 0, low: '0', high: '10' },
    { partition: 1, low: '5', high: '9' },
    { partition: 2, low: '5', high: '9' },
    { partition: 3, low: '0', high: '0' },
  ]
  const committed = [
    { partition: 0, offset: '7' },
    { partition: 1, offset: '-1' },
    { partition: 2, offset: '3' },
    { partition: 3, offset: '2' },
  ]
  expect(lagsOf(ends, committed).map(({ lag }) => lag)).toEqual([3, 4, 4, 0])
})
