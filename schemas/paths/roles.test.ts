import { expect, test } from 'vitest'
import { OPERATOR_ROLES } from '../roles.ts'
import { PATHS } from './index.ts'
import { leastRole } from './roles.ts'

type Operation = { operationId: string; security?: Record<string, string[]>[] }

const documented = Object.entries(PATHS)
  .filter(([path]) => path.startsWith('/admin/'))
  .flatMap(([path, item]) =>
    Object.entries<Operation>(item).map(([method, operation]) => ({ path, method, ...operation })),
  )

test('every operation of the admin API names the one role that it needs at least', () => {
  const roles: readonly (string | undefined)[] = OPERATOR_ROLES
  for (const { path, method, operationId, security = [] } of documented) {
    const [least] = security[0]?.['adminToken'] ?? []
    expect(roles, operationId).toContain(least)
    expect(security, operationId).toEqual([{ adminToken: [least] }, { consoleSession: [least] }])
    expect(leastRole(method.toUpperCase(), path), operationId).toBe(least)
  }
})

test('whoever may only read changes nothing', () => {
  for (const { path, method, operationId } of documented)
    if (leastRole(method, path) === 'viewer')
      expect(method === 'get' || ASKS.has(operationId), operationId).toBe(true)
})

/** Operations by POST that only ask. */
const ASKS: ReadonlySet<string> = new Set(['checkPolicy', 'testPolicies'])

test.each([
  ['GET', '/admin/sources/okta-prod', 'viewer'],
  ['HEAD', '/admin/sources/okta-prod', 'viewer'],
  ['GET', '/ADMIN/Sources/okta-prod/', 'viewer'],
  ['DELETE', '/admin/sources/okta-prod', 'admin'],
  ['GET', '/admin/audit/verification', 'viewer'],
  ['POST', '/admin/revocations', 'responder'],
  ['PUT', '/admin/revocations', undefined],
  ['GET', '/admin/sources//', undefined],
  ['GET', '/admin/nothing', undefined],
  ['GET', '/admin', undefined],
])('%s %s needs %s', (method, path, role) => {
  expect(leastRole(method, path)).toBe(role)
})
