import { createHash } from 'node:crypto'
import { isObject } from './json.ts'
import type { LooseSubject } from './subject.ts'

/** What identifies, per format. Members beside these are not understood, so they do not count. */
const IDENTIFYING_MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['account', ['uri']],
  ['email', ['email']],
  ['iss_sub', ['iss', 'sub']],
  ['opaque', ['id']],
  ['phone_number', ['phone_number']],
  ['did', ['url']],
  ['uri', ['uri']],
  ['jwt_id', ['iss', 'jti']],
  ['saml_assertion_id', ['issuer', 'assertion_id']],
  ['ip-addresses', ['ip-addresses']],
])

/** Longer keys are hashed: a PostgreSQL index entry holds 2,700 bytes, and a key is repeated in every index. */
const LONGEST_READABLE_BYTES = 512

/**
 * One string per subject, whatever the order of its members. Values stay as they are, byte for byte:
 * subjects match if "exactly identical" (SSF 1.0 §8.1.3.1), so no case folding of e-mail addresses.
 */
export function canonicalSubjectKey(subject: LooseSubject): string {
  const text = JSON.stringify(identifyingPart(subject))
  if (Buffer.byteLength(text) <= LONGEST_READABLE_BYTES) return text
  return `sha256:${createHash('sha256').update(text).digest('base64url')}`
}

function identifyingPart(subject: Readonly<Record<string, unknown>>): unknown {
  const { format } = subject
  if (format === 'complex') return complexPart(subject)
  if (format === 'aliases') return { format, identifiers: eachPart(subject['identifiers']) }
  const members = typeof format === 'string' ? IDENTIFYING_MEMBERS.get(format) : undefined
  if (!members) return sorted(subject)
  return { format, ...Object.fromEntries(members.map((name) => [name, subject[name]])) }
}

const eachPart = (identifiers: unknown): unknown =>
  Array.isArray(identifiers)
    ? identifiers.map((one: unknown) => (isObject(one) ? identifyingPart(one) : one))
    : identifiers

function complexPart(subject: Readonly<Record<string, unknown>>): unknown {
  const members = Object.entries(subject).flatMap(([name, value]) =>
    isObject(value) ? [[name, identifyingPart(value)] as const] : [],
  )
  return { format: 'complex', ...Object.fromEntries(members.toSorted(byName)) }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([name, member]) => [name, sorted(member)] as const)
  return Object.fromEntries(members.toSorted(byName))
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1
