import { expect, test } from 'vitest'
import { subjectsOf } from './identify.ts'

test.each([
  ['jane@example.com', { format: 'email', email: 'jane@example.com' }],
  ['  Jane Doe <jane@example.com> ', { format: 'email', email: 'jane@example.com' }],
  ['mailto:jane@example.com', { format: 'email', email: 'jane@example.com' }],
  ['+1 (206) 555-0123', { format: 'phone_number', phone_number: '+12065550123' }],
  ['acct:jane@example.com', { format: 'account', uri: 'acct:jane@example.com' }],
  ['did:example:123', { format: 'did', url: 'did:example:123' }],
  ['https://idp.example | u-1', { format: 'iss_sub', iss: 'https://idp.example', sub: 'u-1' }],
  ['https://idp.example/u/1', { format: 'uri', uri: 'https://idp.example/u/1' }],
  ['00u1abc', { format: 'opaque', id: '00u1abc' }],
  ['{"format":"opaque","id":"x"}', { format: 'opaque', id: 'x' }],
])('%s is understood', (typed, subject) => {
  expect(subjectsOf(typed)[0]).toEqual(subject)
})

test.each(['', '   ', '{', '{"a":1}', 'two words'])('%j is nobody', (typed) => {
  expect(subjectsOf(typed)).toEqual([])
})

test('what may be meant in two ways is offered in both', () => {
  expect(subjectsOf('jane@example.com').map(({ format }) => format)).toEqual(['email', 'opaque'])
})
