import { expect, test } from 'vitest'
import { endsOf, labelOf, searchedBy, subjectOf, type Candidate } from './candidates.ts'

const email = { format: 'email', email: 'jane@acme.example' }
const scoped = { format: 'opaque', id: '00u1' }
const own = { format: 'iss_sub', iss: 'https://idp.example', sub: 'u-1' }
const candidate = (kind: string, names: object[], displayName?: string): Candidate =>
  ({
    principal: { id: 'p-1', tenantId: 'default', kind, displayName, createdAt: '' },
    names,
  }) as unknown as Candidate // as the API answers it

test.each([
  ['jane', 'jane'],
  ['  Jane Doe <jane@acme.example> ', 'jane@acme.example'],
  ['Jane Doe', 'Jane Doe'],
  ['https://idp.example | u-1', 'u-1'],
  ['{"format":"opaque","id":"00u1"}', '00u1'],
  ['j', undefined],
])('%j is searched for as %j', (typed, searched) => {
  expect(searchedBy(typed)).toBe(searched)
})

test('a person is told by the name that lasts, anything else as the member that it is', () => {
  expect(subjectOf(candidate('user', [scoped, email, own]))).toEqual(own)
  expect(subjectOf(candidate('user', [scoped, email]))).toEqual(email)
  expect(subjectOf(candidate('integration', [scoped]))).toEqual({
    format: 'complex',
    application: scoped,
  })
  expect(subjectOf(candidate('user', []))).toBeUndefined()
})

test('what ends first is what it has', () => {
  expect(endsOf(candidate('integration', [scoped]))).toEqual(['tokens'])
  expect(endsOf(candidate('device', [scoped]))).toEqual(['sessions'])
})

test('it is called by its name for people, else by a name of its own', () => {
  expect(labelOf(candidate('user', [email], 'Jane Doe'))).toBe('Jane Doe')
  expect(labelOf(candidate('user', [email]))).toBe('jane@acme.example')
  expect(labelOf(candidate('user', []))).toBe('p-1')
})
