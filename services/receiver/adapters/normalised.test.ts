import { expect, test } from 'vitest'
import { instantOf, parseJson, plainText } from './normalised.ts'

test.each([
  ['what PostgreSQL cannot store', 'a\u0000b\ud800c', 10, 'ab\ufffdc'],
  ['half a character at the cut', 'ab😀', 3, 'ab\ufffd'],
  ['white space at its ends', ' a ', 10, 'a'],
])('a vendor’s text loses %s', (_, text, maxLength, kept) => {
  expect(plainText(text, maxLength)).toBe(kept)
})

test.each([
  ['2026-03-26T21:05:32.159Z', 1774559132159],
  ['2026-03-26T22:05:32+01:00', 1774559132000],
])('%s is an instant', (text, ms) => {
  expect(instantOf(text)?.getTime()).toBe(ms)
})

test.each(['', 'yesterday', null, 7, {}, '-000001-01-01T00:00:00Z'])(
  '%j is no instant',
  (value) => {
    expect(instantOf(value)).toBeUndefined()
  },
)

test('a body that is no JSON is undefined', () => {
  expect(parseJson(Buffer.from('{'))).toBeUndefined()
})
