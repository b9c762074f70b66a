import { expect, test } from 'vitest'
import { openText } from './open-revocations.loop.ts'

test('what is open is told in words, and nothing where everybody has it', () => {
  const counts = { delivered: 9, waiting: 2, rejected: 1, expired: 0 }
  expect(openText(counts, 300)).toBe(
    '3 of 12 SETs are not acknowledged after 300 s: 2 waiting, 1 rejected',
  )
  expect(openText({ ...counts, waiting: 0, rejected: 0 }, 300)).toBeUndefined()
  expect(openText({ delivered: 0, waiting: 0, rejected: 0, expired: 0 }, 300)).toBeUndefined()
})
