import { isObject } from '../../../schemas/json.ts'
import type { ScimOperation } from '../../../schemas/scim.ts'
import { attributePath, memberOf, valueIn, type AttributePath } from './attribute.ts'
import { fault, type ScimFault } from './fault.ts'
import { parseFilter, type Filter } from './filter.ts'
import { matches } from './matches.ts'

type Attributes = Readonly<Record<string, unknown>>
type Change = { op: ScimOperation['op']; value: unknown }

/** Where an operation applies (RFC 7644 §3.5.2): an attribute, some of its values, a sub-attribute of those. */
type Target = { path: AttributePath; only: Filter | undefined; sub: string | undefined }

/** What the hub alone writes, so that nothing comes of it where it is told beside other attributes. */
const READ_ONLY: ReadonlySet<string> = new Set(['id', 'meta', 'groups', 'schemas'])

/** Pure: the attributes after all operations, or why none of them counts. Nothing that is given is changed. */
export function patched(
  attributes: Attributes,
  operations: readonly ScimOperation[],
): { attributes: Attributes } | { refused: ScimFault } {
  let after = attributes
  for (const operation of operations) {
    const result = apply(after, operation)
    if ('refused' in result) return result
    after = result.attributes
  }
  return { attributes: after }
}

type Applied = ReturnType<typeof patched>

function apply(attributes: Attributes, { op, path, value }: ScimOperation): Applied {
  if (path !== undefined) return applyAt(attributes, path, { op, value })
  if (op === 'remove') return { refused: fault('noTarget', 'remove needs a path') }
  if (!isObject(value))
    return { refused: fault('invalidValue', 'Without a path the value is an object of attributes') }
  let after: Applied = { attributes }
  for (const [name, member] of Object.entries(value)) {
    if (READ_ONLY.has(name.toLowerCase())) continue
    const change = { op, value: member }
    after = isExtension(name, member)
      ? within(after.attributes, { path: [name], only: undefined, sub: undefined }, change)
      : applyAt(after.attributes, name, change)
    if ('refused' in after) return after
  }
  return after
}

/** An extension whose URN is not known ends where its attributes begin only if they are told as an object. */
const isExtension = (name: string, member: unknown): boolean =>
  /^urn:/i.test(name) && isObject(member)

function applyAt(attributes: Attributes, path: string, change: Change): Applied {
  const target = targetOf(path)
  if (!target) return { refused: fault('invalidPath', `No path to an attribute: ${path}`) }
  if (READ_ONLY.has(target.path[0]?.toLowerCase() ?? ''))
    return { refused: fault('mutability', `${path} is written by the hub alone`) }
  return within(attributes, target, change)
}

/** `emails[type eq "work"].value` in its parts. */
function targetOf(text: string): Target | undefined {
  const open = text.indexOf('[')
  if (open < 0) return { path: attributePath(text) ?? [], only: undefined, sub: undefined }
  const close = text.lastIndexOf(']')
  const path = attributePath(text.slice(0, open))
  const parsed = parseFilter(text.slice(open + 1, Math.max(open + 1, close)))
  const rest = text.slice(close + 1)
  const sub = rest === '' ? [] : attributePath(rest.startsWith('.') ? rest.slice(1) : '')
  if (!path || !sub || sub.length > 1 || 'wrong' in parsed) return undefined
  return { path, only: parsed.filter, sub: sub[0] }
}

/** Down the path; what is on the way and not there yet is made, but not to take something from it. */
function within(of: Attributes, { path, only, sub }: Target, change: Change): Applied {
  const [name, ...rest] = path
  if (name === undefined) return { refused: fault('invalidPath', 'No path to an attribute') }
  const current = valueIn(of, name)
  if (rest.length === 0) {
    const after = only ? someChanged(current, { only, sub }, change) : changed(current, change)
    return after === NO_TARGET
      ? { refused: fault('noTarget', 'No value is what the path’s filter asks for') }
      : { attributes: withMember(of, name, after) }
  }
  const each = listOf(current ?? {})
  const afterEach = each.map((one) =>
    within(isObject(one) ? one : {}, { path: rest, only, sub }, change),
  )
  const refused = afterEach.find((one) => 'refused' in one)
  if (refused) return refused
  const values = afterEach.map((one) => ('attributes' in one ? one.attributes : {}))
  if (current === undefined && change.op === 'remove') return { attributes: of }
  return { attributes: withMember(of, name, Array.isArray(current) ? values : values[0]) }
}

const NO_TARGET = Symbol('no target')

function withMember(of: Attributes, name: string, value: unknown): Attributes {
  const member = memberOf(of, name)
  const { [member]: _before, ...others } = of
  return isUnassigned(value) ? others : { ...of, [member]: value }
}

/** Null and an empty list are as if the attribute were not there (RFC 7643 §2.5). */
export const isUnassigned = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

/** Lists grow by what they have not got, objects by their members; everything else is replaced. */
function changed(current: unknown, { op, value }: Change): unknown {
  if (op === 'remove') return without(current, value)
  if (isObject(current) && isObject(value)) return merged(current, value)
  if (op === 'replace' || !Array.isArray(current)) return value
  const list = listOf(current)
  const have = new Set(list.map(identityOf))
  return [...list, ...listOf(value).filter((one) => !have.has(identityOf(one)))]
}

/** Some clients say which values of a list go by giving them; without any the whole attribute goes. */
function without(current: unknown, value: unknown): unknown {
  if (!Array.isArray(current) || isUnassigned(value)) return undefined
  const gone = new Set(listOf(value).map(identityOf))
  return listOf(current).filter((one) => !gone.has(identityOf(one)))
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

const identityOf = (value: unknown): string => JSON.stringify(valueIn(value, 'value') ?? value)

const merged = (current: Attributes, value: Attributes): Attributes =>
  Object.entries(value).reduce((all, [name, one]) => withMember(all, name, one), current)

/** Of a list only those for which the filter holds. Adding to what is not there makes it, of what the filter says of it. */
function someChanged(
  current: unknown,
  { only, sub }: { only: Filter; sub: string | undefined },
  change: Change,
): unknown {
  const list = listOf(current ?? [])
  if (!list.some((one) => matches(only, one))) {
    if (change.op === 'remove') return current
    const made = change.op === 'add' ? describedBy(only) : undefined
    if (!made) return NO_TARGET
    return [...list, ...elements(made, sub, change)]
  }
  return list.flatMap((one) => (matches(only, one) ? elements(one, sub, change) : [one]))
}

function elements(one: unknown, sub: string | undefined, { op, value }: Change): unknown[] {
  if (sub === undefined) {
    if (op === 'remove') return []
    return [isObject(one) && isObject(value) ? merged(one, value) : value]
  }
  return [withMember(isObject(one) ? one : {}, sub, op === 'remove' ? undefined : value)]
}

/** `type eq "work"` describes a value; `value co "x"` does not. */
function describedBy(filter: Filter): Attributes | undefined {
  if (filter.is === 'and')
    return filter.parts.reduce<Attributes | undefined>((all, part) => {
      const described = all && describedBy(part)
      return described && { ...all, ...described }
    }, {})
  if (filter.is !== 'compare' || filter.op !== 'eq') return undefined
  const [name, ...rest] = filter.path
  return name !== undefined && rest.length === 0 ? { [name]: filter.value } : undefined
}
