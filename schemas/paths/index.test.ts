import { expect, test } from 'vitest'
import { endpoint, PATHS } from './index.ts'

test('an operation is found by its id, in the words of Express, too', () => {
  expect(endpoint('ingest')).toEqual({
    method: 'post',
    path: '/ingest/{source}',
    route: '/ingest/:source',
  })
  expect(endpoint('traceEvent').route).toBe('/admin/events/:id/trace')
})

test('no two operations have the same id', () => {
  const ids = Object.values(PATHS).flatMap((item) =>
    Object.values<{ operationId: string }>(item).map((operation) => operation.operationId),
  )
  expect(new Set(ids).size).toBe(ids.length)
})

test('everything under /admin needs an operator, under /ssf a subscriber, under /scim a directory', () => {
  for (const [path, item] of Object.entries(PATHS))
    for (const operation of Object.values<{ security?: object[] }>(item)) {
      const scheme = operation.security?.flatMap((one) => Object.keys(one)) ?? []
      if (path.startsWith('/admin/')) expect(scheme, path).toEqual(['adminToken', 'consoleSession'])
      else if (path.startsWith('/ssf/')) expect(scheme, path).toEqual(['subscriberToken'])
      else if (path.startsWith('/scim/')) expect(scheme, path).toEqual(['directoryToken'])
      else expect(scheme, path).toEqual([])
    }
})
