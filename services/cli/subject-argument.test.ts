import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HubError } from '../kernel/errors.ts'
import { parseSubject } from './subject-argument.ts'

test.each([
  ['jane@example.com', { format: 'email', email: 'jane@example.com' }],
  ['+819012345678', { format: 'phone_number', phone_number: '+819012345678' }],
  ['acct:jane@example.com', { format: 'account', uri: 'acct:jane@example.com' }],
  ['did:example:123', { format: 'did', url: 'did:example:123' }],
  ['https://idp.example|00u1', { format: 'iss_sub', iss: 'https://idp.example', sub: '00u1' }],
  ['iss_sub:https://a|b|00u1', { format: 'iss_sub', iss: 'https://a|b', sub: '00u1' }],
  [
    'jwt_id:https://idp.example|B70B',
    { format: 'jwt_id', iss: 'https://idp.example', jti: 'B70B' },
  ],
  ['opaque:a:b', { format: 'opaque', id: 'a:b' }],
  ['{"format":"opaque","id":"1"}', { format: 'opaque', id: '1' }],
  [
    '{"format":"complex","user":{"format":"email","email":"a@b.c"}}',
    { format: 'complex', user: { format: 'email', email: 'a@b.c' } },
  ],
])('%s names a subject', (text, subject) => {
  expect(parseSubject(text)).toEqual(subject)
})

test.each([
  '',
  'jane',
  '{"format":"email"}',
  '{not json',
  '+',
  'https://idp.example|',
  'iss_sub:x',
])('%j names none, and says what would', (text) => {
  expect(() => parseSubject(text)).toThrow(HubError)
})

test('whatever is typed names a subject or is refused with a reason', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(parseSubject(text)).toHaveProperty('format')
      } catch (error) {
        expect(error).toMatchObject({ code: 'invalid_request' })
      }
    }),
  )
})
