import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryAfterSeconds } from './retry-after.ts'

const DATE = 'Tue, 24 Nov 2026 12:00:00 GMT'
const seconds = (value?: string, date?: string) =>
  retryAfterSeconds({
    headers: {
      ...(value !== undefined && { 'retry-after': value }),
      ...(date !== undefined && { date }),
    },
  })

test('seconds, or a date that counts from the answer’s own; an hour at most (RFC 9110 §10.2.3)', () => {
  expect(seconds('120')).toBe(120)
  expect(seconds('999999')).toBe(3_600)
  expect(seconds('Tue, 24 Nov 2026 12:00:30 GMT', DATE)).toBe(30)
  expect(seconds('Tue, 24 Nov 2026 11:00:00 GMT', DATE)).toBe(0)
  expect(seconds('Tue, 24 Nov 2026 12:00:30 GMT')).toBeUndefined()
  expect(seconds()).toBeUndefined()
  expect(seconds('soon')).toBeUndefined()
})

test('whatever is sent is a number of seconds within an hour, or nothing', () => {
  const text = fc.oneof(fc.string(), fc.integer().map(String), fc.date().map(String))
  fc.assert(
    fc.property(text, text, (value, date) => {
      const wait = seconds(value, date)
      expect(wait === undefined || (wait >= 0 && wait <= 3_600)).toBe(true)
    }),
  )
})
