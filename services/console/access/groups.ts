import { isObject } from '../../../schemas/json.ts'
import { isAtLeast, type OperatorRole } from '../../../schemas/roles.ts'

/** Pure: the groups that claims name. A claim is found by its whole name first, then as a path: `realm_access.roles`. */
export function groupsOf(claims: Readonly<Record<string, unknown>>, claim: string): string[] {
  const value = claims[claim] ?? claim.split('.').reduce<unknown>(member, claims)
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((one) => typeof one === 'string')
}

const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

/** Pure: the most that any of the groups may do; undefined where none may do anything. */
export function roleOf(
  groups: readonly string[],
  roles: Readonly<Record<string, OperatorRole>>,
): OperatorRole | undefined {
  const theirs = groups.flatMap((group) => (Object.hasOwn(roles, group) ? [roles[group]] : []))
  return theirs.reduce<OperatorRole | undefined>(
    (most, role) => (role && (!most || isAtLeast(role, most)) ? role : most),
    undefined,
  )
}
