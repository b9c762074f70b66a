import { expect, test } from 'vitest'
import { matchesAny } from './secrets.ts'

test.each([
  ['the only secret', 'a', ['a'], true],
  ['the second of two', 'b', ['a', 'b'], true],
  ['none of them', 'c', ['a', 'b'], false],
  ['a part of one', 'a', ['ab'], false],
  ['one and more', 'abc', ['ab'], false],
  ['nothing, where there are secrets', undefined, ['a'], false],
  ['nothing, where there are none', undefined, [], false],
  ['an empty text, where there are none', '', [], false],
  ['an empty text, where a secret is empty', '', [''], false],
  ['nothing, where a secret is empty', undefined, [''], false],
])('%s', (_, value, secrets, fits) => {
  expect(matchesAny(value, secrets)).toBe(fits)
})
