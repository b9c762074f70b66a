import { expect, test } from 'vitest'
import { growth } from './gauge.ts'

test('what stays is flat, whatever it was while it warmed up', () => {
  expect(growth([1, 2, 3, 100, 101, 99, 100, 99, 101])).toBe(0)
})

test('what leaks grows', () => {
  expect(growth([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeCloseTo(0.6)
  expect(growth([])).toBe(0)
})
