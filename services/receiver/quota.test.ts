import { expect, test } from 'vitest'
import { createQuotas } from './quota.ts'

let now = 0
const clock = { now: () => new Date(now) }
const source = (id: string, ratePerSecond: number | null = null) => ({ id, ratePerSecond })

/** How many of `count` requests are within the quota. */
const passed = (
  quotas: ReturnType<typeof createQuotas>,
  of: ReturnType<typeof source>,
  count: number,
) => Array.from({ length: count }, () => quotas(of)).filter((wait) => wait === undefined).length

test('without a rate there is no limit', () => {
  expect(passed(createQuotas(clock, undefined), source('a'), 10_000)).toBe(10_000)
})

test('a source that was quiet may send ten seconds’ worth at once, then at its rate', () => {
  const quotas = createQuotas(clock, 5)
  expect(passed(quotas, source('a'), 100)).toBe(50)
  expect(quotas(source('a'))).toBeCloseTo(0.2)
  now += 1_000
  expect(passed(quotas, source('a'), 100)).toBe(5)
  now += 3_600_000
  expect(passed(quotas, source('a'), 100)).toBe(50)
})

test('each source has a share of its own, and its own rate goes before the hub’s', () => {
  const quotas = createQuotas(clock, 1)
  expect(passed(quotas, source('a'), 100)).toBe(10)
  expect(passed(quotas, source('b'), 100)).toBe(10)
  expect(passed(quotas, source('c', 3), 100)).toBe(30)
})

test('a clock that is set back gives nothing and blocks nobody for long', () => {
  const quotas = createQuotas(clock, 1)
  expect(passed(quotas, source('a'), 100)).toBe(10)
  now -= 3_600_000
  expect(quotas(source('a'))).toBeCloseTo(1)
  now += 2_000
  expect(passed(quotas, source('a'), 100)).toBe(2)
})
