import { isObject } from '../../schemas/json.ts'
import type { LooseSubject } from '../../schemas/subject.ts'

/**
 * Pure: a subject in the formats that a stream understands, the best first; undefined where the hub knows no such
 * identifier. No list: as it is. `complex` is structure, not a format: each of its members is translated.
 */
export function translate(
  subject: LooseSubject,
  formats: readonly string[],
): LooseSubject | undefined {
  if (formats.length === 0) return subject
  if (subject.format === 'complex') return translateMembers(subject, formats)
  if (formats.includes(subject.format)) return subject
  return subject.format === 'aliases' ? bestAlias(subject['identifiers'], formats) : undefined
}

/** A member that cannot be said is never left out: without it the subject would be more than what was meant. */
function translateMembers(
  subject: LooseSubject,
  formats: readonly string[],
): LooseSubject | undefined {
  const translated: LooseSubject = { ...subject }
  for (const [name, member] of Object.entries(subject)) {
    if (!isObject(member)) continue
    const inTheirs = isSubject(member) ? translate(member, formats) : undefined
    if (!inTheirs) return undefined
    Object.defineProperty(translated, name, { ...PLAIN, value: inTheirs }) // also where it is called __proto__
  }
  return translated
}

const PLAIN = { configurable: true, enumerable: true, writable: true }

function bestAlias(identifiers: unknown, formats: readonly string[]): LooseSubject | undefined {
  const known = Array.isArray(identifiers) ? identifiers.filter(isSubject) : []
  for (const format of formats) {
    const found = known.find((identifier) => identifier.format === format)
    if (found) return found
  }
  return undefined
}

const isSubject = (value: unknown): value is LooseSubject =>
  isObject(value) && typeof value['format'] === 'string'

/** Why an event cannot be told on a stream. */
export const noIdentifier = (formats: readonly string[]) => ({
  err: 'no_identifier',
  description: `the hub knows no identifier of the subject in: ${formats.join(', ')}`,
})
