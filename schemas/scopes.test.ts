import { describe, expect, test } from 'vitest'
import { PATHS } from './paths/index.ts'
import { allows, included, neededScope, SCOPE_NAMES, shortest } from './scopes.ts'

test('ssf.manage includes everything, a refinement only itself', () => {
  expect(included(['ssf.manage'])).toEqual(SCOPE_NAMES)
  expect(included(['ssf.manage.poll', 'ssf.read'])).toEqual(['ssf.read', 'ssf.manage.poll'])
  expect(allows(['ssf.manage.create'], 'ssf.manage')).toBe(false)
  expect(allows(['ssf.manage.create'], 'ssf.read')).toBe(false)
  expect(allows([], 'ssf.read')).toBe(false)
  expect(shortest(SCOPE_NAMES)).toEqual(['ssf.read', 'ssf.manage'])
  expect(shortest(['ssf.read'])).toEqual(['ssf.read'])
})

describe('every operation of the stream API needs a scope of its own', () => {
  const operations = Object.entries(PATHS)
    .filter(([path]) => path.startsWith('/ssf/'))
    .flatMap(([path, item]) =>
      Object.keys(item).map((method) => [method.toUpperCase(), path] as const),
    )
  test.each(operations)('%s %s', (method, path) => {
    const needed = neededScope(method, path.replace('{stream}', 'abc'))
    expect(needed).toMatch(method === 'GET' ? /^ssf\.read$/ : /^ssf\.manage\.\w+$/)
  })

  test('what is unknown needs all of ssf.manage; spelling opens nothing', () => {
    expect(neededScope('POST', '/ssf/new')).toBe('ssf.manage')
    expect(neededScope('DELETE', '/ssf/status')).toBe('ssf.manage')
    expect(neededScope('POST', '/SSF/Streams/')).toBe('ssf.manage.create')
    expect(neededScope('HEAD', '/ssf/streams')).toBe('ssf.read')
  })
})
