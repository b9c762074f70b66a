import type { UserLookup } from '../../kernel/store/directory-user-reads.ts'
import { elementsAt, valuesAt, type AttributePath } from './attribute.ts'
import type { Comparison, Filter } from './filter.ts'

type Compare = Extract<Filter, { is: 'compare' }>

/** Pure: is this resource, or this value of an attribute, what the filter asks for? */
export function matches(filter: Filter, resource: unknown): boolean {
  switch (filter.is) {
    case 'and':
      return filter.parts.every((part) => matches(part, resource))
    case 'or':
      return filter.parts.some((part) => matches(part, resource))
    case 'not':
      return !matches(filter.part, resource)
    case 'some':
      return elementsAt(resource, filter.path).some((one) => matches(filter.of, one))
    case 'present':
      return valuesAt(resource, filter.path).some((one) => one !== null && one !== '')
    case 'compare':
      return fits(filter, valuesAt(resource, filter.path))
  }
}

/** Of these, case counts (RFC 7643 §3.1). */
const EXACT: ReadonlySet<string> = new Set(['id', 'externalid'])

/** `ne` holds where no value is equal; an attribute that is not there is null. */
function fits({ path, op, value }: Compare, found: readonly unknown[]): boolean {
  const isExact = EXACT.has(path.join('.').toLowerCase())
  const folded = fold(value, isExact)
  if (op === 'ne') return !found.some((one) => fold(one, isExact) === folded)
  if (value === null) return op === 'eq' && found.length === 0
  return found.some((one) => compared(fold(one, isExact), op, folded))
}

const fold = (value: unknown, isExact: boolean): unknown =>
  typeof value === 'string' && !isExact ? value.toLowerCase() : value

const compared = (given: unknown, op: Exclude<Comparison, 'ne'>, wanted: unknown): boolean => {
  if (op === 'eq') return given === wanted
  if (typeof given === 'string' && typeof wanted === 'string')
    return op in WITHIN
      ? WITHIN[op as keyof typeof WITHIN](given, wanted) // just looked up
      : ordered(given < wanted ? -1 : Number(given > wanted), op)
  if (typeof given === 'number' && typeof wanted === 'number')
    return ordered(Math.sign(given - wanted), op)
  return false
}

const WITHIN = {
  co: (given: string, wanted: string) => given.includes(wanted),
  sw: (given: string, wanted: string) => given.startsWith(wanted),
  ew: (given: string, wanted: string) => given.endsWith(wanted),
} as const

function ordered(sign: number, op: Comparison): boolean {
  if (op === 'gt') return sign > 0
  if (op === 'ge') return sign >= 0
  if (op === 'lt') return sign < 0
  return op === 'le' && sign <= 0
}

/** By what users are found without looking at all of them. */
const INDEXED: ReadonlyMap<string, UserLookup['by']> = new Map([
  ['id', 'id'],
  ['externalid', 'externalId'],
  ['username', 'userName'],
  ['emails', 'email'],
  ['emails.value', 'email'],
])

/** Pure: look-ups that find all whom the filter can hold for; undefined where it could be anybody. */
export function lookupsOf(filter: Filter, within: AttributePath = []): UserLookup[] | undefined {
  switch (filter.is) {
    case 'compare': {
      const by = INDEXED.get([...within, ...filter.path].join('.').toLowerCase())
      const { op, value } = filter
      return by && op === 'eq' && typeof value === 'string' ? [{ by, value }] : undefined
    }
    case 'and':
      return filter.parts.map((part) => lookupsOf(part, within)).find((one) => one !== undefined)
    case 'or': {
      const each = filter.parts.map((part) => lookupsOf(part, within))
      return each.every((one) => one !== undefined) ? each.flat() : undefined
    }
    case 'some':
      return lookupsOf(filter.of, [...within, ...filter.path])
    default:
      return undefined
  }
}
