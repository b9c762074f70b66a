import { expect, test } from 'vitest'
import { groupsOf, roleOf } from './groups.ts'

test.each<[string, Record<string, unknown>, string, string[]]>([
  ['a list', { groups: ['soc', 'all'] }, 'groups', ['soc', 'all']],
  ['one name', { groups: 'soc' }, 'groups', ['soc']],
  ['a path', { realm_access: { roles: ['soc'] } }, 'realm_access.roles', ['soc']],
  ['a name with dots', { 'https://x.example/roles': ['soc'] }, 'https://x.example/roles', ['soc']],
  ['nothing', {}, 'groups', []],
  ['what is no name', { groups: [1, null, { name: 'soc' }, 'soc'] }, 'groups', ['soc']],
  ['what every object has', {}, 'constructor.name', []],
])('the groups of %s', (_what, claims, claim, groups) => {
  expect(groupsOf(claims, claim)).toEqual(groups)
})

test('the role is the most that any group may do', () => {
  const roles = { all: 'viewer', leads: 'approver', soc: 'responder' } as const
  expect(roleOf(['all', 'leads', 'soc'], roles)).toBe('approver')
  expect(roleOf(['soc', 'all'], roles)).toBe('responder')
  expect(roleOf(['cooks'], roles)).toBeUndefined()
  expect(roleOf(['toString', '__proto__'], roles)).toBeUndefined()
})
