import { expect, test } from 'vitest'
import { strangeMembers } from './critical.ts'

const email = { format: 'email', email: 'jane@example.com' }

test('members of a complex subject that cannot be processed may be critical (SSF 1.0 §3.6)', () => {
  expect(strangeMembers({ format: 'complex', user: email, tenant: email })).toEqual([])
  expect(strangeMembers({ format: 'complex', user: email, robot: email })).toEqual(['robot'])
  expect(strangeMembers({ format: 'complex', user: 'jane', device: { format: 7 } })).toEqual([
    'user',
    'device',
  ])
})

test('a simple subject has no members', () => {
  expect(strangeMembers({ ...email, robot: email })).toEqual([])
})
