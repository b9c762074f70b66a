import { expect, test } from 'vitest'
import { seriesOf, sumsOf } from './minutes.ts'

const minute = (text: string, n: number) => ({
  minute: `2026-01-01T${text}:00.000Z`,
  signals: n,
  events: n,
  delivered: 2 * n,
  failed: 0,
})

test('an hour has sixty minutes, those too in which nothing happened', () => {
  const series = seriesOf(
    [minute('10:00', 9), minute('10:01', 1), minute('11:00', 5)],
    new Date('2026-01-01T11:00:42Z'),
  )
  expect(series.times).toHaveLength(60)
  expect(series.times.at(-1)).toBe(Date.parse('2026-01-01T11:00:00Z') / 1_000)
  expect(series.values.signals.slice(0, 2)).toEqual([1, 0])
  expect(series.values.signals.at(-1)).toBe(5)
  expect(sumsOf(series)).toEqual({ signals: 6, events: 6, delivered: 12, failed: 0 })
})
