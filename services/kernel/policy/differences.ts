import { isDeepStrictEqual } from 'node:util'
import { isObject } from '../../../schemas/json.ts'
import type { PolicyDifference } from '../../../schemas/policy-admin.ts'

/** Pure: the members that differ, by path; lists are compared as a whole, for their order says something. */
export function differences(from: unknown, to: unknown, path = ''): PolicyDifference[] {
  if (isDeepStrictEqual(from, to)) return []
  if (!isObject(from) || !isObject(to))
    return [
      {
        path,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      },
    ]
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return names.flatMap((name) =>
    differences(from[name], to[name], path === '' ? name : `${path}.${name}`),
  )
}
