import { z } from 'zod'

/** What an access token may allow (CAEP interoperability profile 1.0, OAuth Scopes). */
export const SCOPES = {
  'ssf.read': 'Read streams and their status',
  'ssf.manage': 'All of ssf.read and of the refinements below',
  'ssf.manage.create': 'Create streams',
  'ssf.manage.update': 'Change what a stream delivers and where',
  'ssf.manage.delete': 'Delete streams',
  'ssf.manage.status': 'Enable, pause and disable streams',
  'ssf.manage.subjects': 'Add and remove subjects',
  'ssf.manage.verify': 'Ask for verification events',
  'ssf.manage.poll': 'Take and acknowledge SETs by poll, and confirm what was carried out',
} as const satisfies Record<string, string>

export type Scope = keyof typeof SCOPES
export const SCOPE_NAMES = Object.keys(SCOPES) as [Scope, ...Scope[]] // the keys of a closed table
export const Scope = z.enum(SCOPE_NAMES).meta({ id: 'Scope' })

/** What credentials without an own list of scopes have. */
export const ALL_SCOPES: Scope[] = ['ssf.read', 'ssf.manage']

/** True where one of the granted scopes is the needed one or includes it. */
export const allows = (granted: readonly string[], needed: Scope): boolean =>
  granted.includes(needed) || granted.includes('ssf.manage')

/** The scopes a client may ask for: those it has, and whatever they include. */
export const included = (granted: readonly Scope[]): Scope[] =>
  SCOPE_NAMES.filter((scope) => allows(granted, scope))

/** Pure: the same scopes without those that another one includes, but for ssf.read, which clients look for. */
export const shortest = (scopes: readonly string[]): readonly string[] =>
  scopes.includes('ssf.manage') ? ALL_SCOPES : scopes

const BY_OPERATION: readonly [method: string, path: RegExp, needed: Scope][] = [
  ['GET', /^\/ssf\//, 'ssf.read'],
  ['POST', /^\/ssf\/streams$/, 'ssf.manage.create'],
  ['PATCH', /^\/ssf\/streams$/, 'ssf.manage.update'],
  ['PUT', /^\/ssf\/streams$/, 'ssf.manage.update'],
  ['DELETE', /^\/ssf\/streams$/, 'ssf.manage.delete'],
  ['POST', /^\/ssf\/status$/, 'ssf.manage.status'],
  ['POST', /^\/ssf\/subjects\//, 'ssf.manage.subjects'],
  ['POST', /^\/ssf\/verification$/, 'ssf.manage.verify'],
  ['POST', /^\/ssf\/poll\//, 'ssf.manage.poll'],
  ['POST', /^\/ssf\/receipts$/, 'ssf.manage.poll'],
]

/** The least scope for an operation of the stream API; what is not in the table needs all of ssf.manage. */
export function neededScope(method: string, path: string): Scope {
  const verb = method === 'HEAD' ? 'GET' : method
  const plain = path.toLowerCase().replace(/\/$/, '') // as Express compares paths
  return BY_OPERATION.find(([of, at]) => of === verb && at.test(plain))?.[2] ?? 'ssf.manage'
}
