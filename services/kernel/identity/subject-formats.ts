import { isObject } from '../../../schemas/json.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'

/** What the principal that a member names is called besides; `member` is empty for a simple subject. */
export type OtherNames = { member: string; subjects: readonly LooseSubject[] }

/**
 * Pure: a subject in the formats that a stream understands, the best first; undefined where the hub knows no such
 * identifier. No list: as it is. `complex` is structure, not a format: each of its members is translated. `others` are
 * names that the stream may be told beside what was said: they count where none that was said does.
 */
export function translate(
  subject: LooseSubject,
  formats: readonly string[],
  others: readonly OtherNames[] = [],
): LooseSubject | undefined {
  if (formats.length === 0) return subject
  if (subject.format === 'complex') return translateMembers(subject, formats, others)
  return translateSimple(subject, formats, othersOf('', others))
}

const othersOf = (member: string, others: readonly OtherNames[]): readonly LooseSubject[] =>
  others.find((one) => one.member === member)?.subjects ?? []

function translateSimple(
  subject: LooseSubject,
  formats: readonly string[],
  others: readonly LooseSubject[],
): LooseSubject | undefined {
  if (formats.includes(subject.format)) return subject
  const said = subject.format === 'aliases' ? best(subject['identifiers'], formats) : undefined
  return said ?? best(others, formats)
}

/** A member that cannot be said is never left out: without it the subject would be more than what was meant. */
function translateMembers(
  subject: LooseSubject,
  formats: readonly string[],
  others: readonly OtherNames[],
): LooseSubject | undefined {
  const translated: LooseSubject = { ...subject }
  for (const [name, member] of Object.entries(subject)) {
    if (!isObject(member)) continue
    const own = [{ member: '', subjects: othersOf(name, others) }]
    const inTheirs = isSubject(member) ? translate(member, formats, own) : undefined
    if (!inTheirs) return undefined
    Object.defineProperty(translated, name, { ...PLAIN, value: inTheirs }) // also where it is called __proto__
  }
  return translated
}

const PLAIN = { configurable: true, enumerable: true, writable: true }

function best(identifiers: unknown, formats: readonly string[]): LooseSubject | undefined {
  const known = Array.isArray(identifiers) ? identifiers.filter(isSubject) : []
  for (const format of formats) {
    const found = known.find((identifier) => identifier.format === format)
    if (found) return found
  }
  return undefined
}

/** Pure: those that a stream may be told: of formats that its subscriber may hear, `iss_sub` of issuers that it may. */
export const tellable = (
  others: readonly OtherNames[],
  { tellFormats, tellIssuers }: { tellFormats: readonly string[]; tellIssuers: readonly string[] },
): OtherNames[] =>
  others.map(({ member, subjects }) => ({
    member,
    subjects: subjects.filter(({ format, iss }) =>
      format === 'iss_sub'
        ? typeof iss === 'string' && tellIssuers.includes(iss)
        : tellFormats.includes(format),
    ),
  }))

const isSubject = (value: unknown): value is LooseSubject =>
  isObject(value) && typeof value['format'] === 'string'

/** Why an event cannot be told on a stream. */
export const noIdentifier = (formats: readonly string[]) => ({
  err: 'no_identifier',
  description: `the hub knows no identifier of the subject in: ${formats.join(', ')}`,
})
