import { isObject } from '../json.ts'
import { OperatorRole } from '../roles.ts'
import { PATHS } from './index.ts'

type Guarded = { method: string; segments: readonly string[]; least: OperatorRole }

const isParameter = (segment: string): boolean => segment.startsWith('{')
const parametersOf = ({ segments }: Guarded): number => segments.filter(isParameter).length

/** Every operation of operators, those with literal names before those with parameters. */
const GUARDED: readonly Guarded[] = Object.entries<object>(PATHS)
  .filter(([path]) => path.startsWith('/admin/'))
  .flatMap(([path, item]) =>
    Object.entries<unknown>(item as Record<string, unknown>).map(([method, operation]) => ({
      method,
      segments: path.toLowerCase().split('/'),
      least: roleOf(operation),
    })),
  )
  .sort((a, b) => parametersOf(a) - parametersOf(b))

/** An operation that names no role is for administrators. */
function roleOf(operation: unknown): OperatorRole {
  const security = isObject(operation) ? operation['security'] : undefined
  const first: unknown = Array.isArray(security) ? security[0] : undefined
  const names = isObject(first) ? first['adminToken'] : undefined
  return OperatorRole.safeParse(Array.isArray(names) ? names[0] : undefined).data ?? 'admin'
}

/**
 * The least role that a request to the admin API needs; undefined where no operation is documented, and what is not
 * documented is not served. Reads a path as Express does: in any case, with or without a slash at its end.
 */
export function leastRole(method: string, path: string): OperatorRole | undefined {
  const wanted = method === 'HEAD' ? 'get' : method.toLowerCase()
  const segments = path.replace(/\/$/, '').toLowerCase().split('/')
  return GUARDED.find((one) => one.method === wanted && fits(one.segments, segments))?.least
}

const fits = (template: readonly string[], segments: readonly string[]): boolean =>
  template.length === segments.length &&
  template.every((one, index) =>
    isParameter(one) ? segments[index] !== '' : one === segments[index],
  )
