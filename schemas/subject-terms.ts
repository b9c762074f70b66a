import { isObject } from './json.ts'
import { canonicalSubjectKey } from './subject-key.ts'
import type { LooseSubject } from './subject.ts'

/**
 * What a subject is found by: a simple one by itself (`=key`), a complex one by each of its members (`user=key`).
 * With them the rules of SSF 1.0 §8.1.3.1 become index lookups: two simple subjects match when their one term is equal,
 * two complex ones when no member that both have differs.
 */
export function termsOf(subject: LooseSubject): string[] {
  if (subject.format !== 'complex') return [`=${canonicalSubjectKey(subject)}`]
  return membersOf(subject).map(([name, member]) => `${name}=${canonicalSubjectKey(member)}`)
}

/** The names of a complex subject's members, sorted and joined; empty for a simple subject. */
export const shapeOf = (subject: LooseSubject): string =>
  subject.format === 'complex'
    ? membersOf(subject)
        .map(([name]) => name)
        .join(',')
    : ''

const membersOf = (subject: LooseSubject): [string, LooseSubject][] =>
  Object.entries(subject)
    .flatMap(([name, member]): [string, LooseSubject][] =>
      isObject(member) && typeof member['format'] === 'string'
        ? [[name, { ...member, format: member['format'] }]]
        : [],
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))

/** Pure: the three rules of SSF 1.0 §8.1.3.1 over terms; what the SQL of store/fan-out.ts does by index. */
export function subjectsMatch(a: readonly string[], b: readonly string[]): boolean {
  const memberOf = (term: string) => term.slice(0, term.indexOf('='))
  if (isSimple(a) !== isSimple(b)) return false
  if (isSimple(a)) return a[0] === b[0]
  return a.every(
    (term) => b.includes(term) || !b.some((other) => memberOf(other) === memberOf(term)),
  )
}

const isSimple = (terms: readonly string[]): boolean => terms[0]?.startsWith('=') ?? false
