import { isObject, jsonFault } from '../../../schemas/json.ts'
import { reasonOf } from '../../../schemas/reason.ts'
import { ENTERPRISE_SCHEMA, HUB_SCHEMA, ScimUser, USER_SCHEMA } from '../../../schemas/scim.ts'
import type { NewDispute } from '../../kernel/store/link-plan.ts'
import type { DirectoryUser } from '../../kernel/store/directory-user-reads.ts'
import { attributePath, memberOf, valueIn } from './attribute.ts'
import { fault, type ScimFault } from './fault.ts'
import { isUnassigned } from './patch.ts'

/** What the hub reads, as the specification writes it. */
const KNOWN = [
  'userName',
  'externalId',
  'displayName',
  'active',
  'name',
  'emails',
  'phoneNumbers',
  ENTERPRISE_SCHEMA,
]
/** What the hub writes itself, and what it must not keep: a password is no business of its. */
const DROPPED: ReadonlySet<string> = new Set(
  ['id', 'meta', 'schemas', 'groups', 'password', HUB_SCHEMA].map((name) => name.toLowerCase()),
)

/** A user as a client sent it, with names as they are to be written and without what is not assigned. */
export function readUser(body: unknown): { user: ScimUser } | { refused: ScimFault } {
  if (!isObject(body)) return { refused: fault('invalidSyntax', 'A user is a JSON object') }
  const unstorable = jsonFault(body)
  if (unstorable) return { refused: fault('invalidValue', unstorable) }
  const given = Object.entries(body).flatMap(([name, value]) =>
    DROPPED.has(name.toLowerCase()) || isUnassigned(value) ? [] : [[spelled(name), value]],
  )
  const { data, error } = ScimUser.safeParse(Object.fromEntries(given))
  return data ? { user: data } : { refused: fault('invalidValue', reasonOf(error).slice(0, 500)) }
}

const spelled = (name: string): string =>
  KNOWN.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name

/** What of a resource is asked for: `attributes` or `excludedAttributes` (RFC 7644 §3.9). */
export type Wanted = { attributes?: string | undefined; excludedAttributes?: string | undefined }

type Shown = { base: string; wanted?: Wanted; asked?: readonly NewDispute[] }

/** A user as clients see it. `asked`: names of its about which an operator decides. */
export function showUser(found: DirectoryUser, { base, wanted = {}, asked = [] }: Shown): object {
  const { id, user, version, createdAt, changedAt, principalId } = found
  const isEnterprise = user[ENTERPRISE_SCHEMA] !== undefined
  const resource = {
    schemas: [USER_SCHEMA, ...(isEnterprise ? [ENTERPRISE_SCHEMA] : []), HUB_SCHEMA],
    id,
    ...user,
    meta: {
      resourceType: 'User',
      created: createdAt.toISOString(),
      lastModified: changedAt.toISOString(),
      location: locationOf(base, id),
      version: versionOf(version),
    },
    [HUB_SCHEMA]: {
      principalId,
      ...(asked.length > 0 && {
        disputes: asked.map(({ kind, subject, reason }) => ({ kind, subject, reason })),
      }),
    },
  }
  return only(resource, wanted)
}

export const locationOf = (base: string, id: string): string => `${base}/Users/${id}`
export const versionOf = (version: number): string => `W/"${String(version)}"`

/** Always returned, whatever is asked for (RFC 7643 §3.1). */
const ALWAYS = ['schemas', 'id']

function only(resource: Record<string, unknown>, { attributes, excludedAttributes }: Wanted) {
  if (attributes === undefined) return without(resource, listOf(excludedAttributes ?? ''))
  const picked: Record<string, unknown> = {}
  for (const name of [...ALWAYS, ...listOf(attributes)]) pick(picked, resource, namesIn(name))
  return picked
}

function without(resource: Record<string, unknown>, names: readonly string[]) {
  const left = { ...resource }
  for (const [first, second] of names.map(namesIn)) {
    const member = memberOf(left, first)
    if (ALWAYS.includes(member) || !Object.hasOwn(left, member)) continue
    if (second === undefined) Reflect.deleteProperty(left, member)
    else left[member] = eachWithout(left[member], second)
  }
  return left
}

type Names = readonly [string, string | undefined]

function namesIn(text: string): Names {
  const [first = '', second] = attributePath(text) ?? []
  return [first, second]
}

const listOf = (text: string): string[] => text.split(',').map((name) => name.trim())

function pick(
  picked: Record<string, unknown>,
  from: Record<string, unknown>,
  [first, second]: Names,
): void {
  const value = valueIn(from, first)
  if (value === undefined) return
  const member = memberOf(from, first)
  if (second === undefined) picked[member] = value
  else if (Array.isArray(value)) picked[member] = value.map((one) => partOf(one, second))
  else picked[member] = { ...asObject(picked[member]), ...partOf(value, second) }
}

const asObject = (value: unknown): object => (isObject(value) ? value : {})

const partOf = (of: unknown, name: string): object => {
  const value = valueIn(of, name)
  return value === undefined ? {} : { [memberOf(asObject(of), name)]: value }
}

function eachWithout(of: unknown, name: string): unknown {
  if (Array.isArray(of)) return of.map((one) => eachWithout(one, name))
  if (!isObject(of)) return of
  const { [memberOf(of, name)]: _gone, ...rest } = of
  return rest
}
