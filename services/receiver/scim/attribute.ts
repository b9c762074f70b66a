import { ENTERPRISE_SCHEMA, HUB_SCHEMA, USER_SCHEMA } from '../../../schemas/scim.ts'
import { isObject } from '../../../schemas/json.ts'

/** The names from the resource down, as they were written: an extension's URN counts as one. */
export type AttributePath = readonly string[]

const EXTENSIONS = [ENTERPRISE_SCHEMA, HUB_SCHEMA]
/** RFC 7643 §2.1, and `$ref`. */
const NAME = /^(?:[a-z][\w-]*|\$ref)$/i

/** `userName`, `name.givenName`, the same after the core schema's URN, or an attribute of an extension; undefined where it is none. */
export function attributePath(text: string): AttributePath | undefined {
  const urn = [USER_SCHEMA, ...EXTENSIONS].find((one) => isUnder(text, one)) ?? urnOf(text)
  const rest = urn === undefined ? text : text.slice(urn.length + 1)
  const names = rest === '' ? [] : rest.split('.')
  const path = urn === undefined || urn === USER_SCHEMA ? names : [urn, ...names]
  const isRight = names.length <= 2 && names.every((name) => NAME.test(name)) && path.length > 0
  return isRight ? path : undefined
}

/** Of an extension that the hub does not know: all before the last colon. */
const urnOf = (text: string): string | undefined =>
  /^urn:/i.test(text) ? text.slice(0, text.lastIndexOf(':')) : undefined

const isUnder = (text: string, urn: string): boolean =>
  text.slice(0, urn.length).toLowerCase() === urn.toLowerCase() &&
  (text.length === urn.length || text.charAt(urn.length) === ':')

/** Attribute names have no case (RFC 7643 §2.1): the own member that is meant, or the name itself. */
export function memberOf(of: object, name: string): string {
  const wanted = name.toLowerCase()
  return Object.keys(of).find((one) => one.toLowerCase() === wanted) ?? name
}

/** Own members alone: what `constructor` is of every object is no attribute of any. */
export function valueIn(of: unknown, name: string): unknown {
  if (!isObject(of)) return undefined
  const member = memberOf(of, name)
  return Object.hasOwn(of, member) ? of[member] : undefined
}

/** Everything at a path; of a multi-valued attribute each value, with its sub-attributes. */
export const elementsAt = (of: unknown, path: AttributePath): unknown[] =>
  path.reduce<unknown[]>(
    (found, name) =>
      found.flatMap((one) => [valueIn(one, name)].flat()).filter((one) => one !== undefined),
    [of],
  )

/** The same to compare with: what has a `value` is that (RFC 7644 §3.4.2.2). */
export const valuesAt = (of: unknown, path: AttributePath): unknown[] =>
  elementsAt(of, path).map((one) => valueIn(one, 'value') ?? one)
