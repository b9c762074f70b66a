import { isObject } from '../../../schemas/json.ts'
import { LooseSubject } from '../../../schemas/subject.ts'

/** The members of a complex subject whose meaning is known (SSF 1.0 §3.3). */
const KNOWN: ReadonlySet<string> = new Set([
  'user',
  'device',
  'session',
  'application',
  'tenant',
  'org_unit',
  'group',
])

/** Pure: members of this subject that may be critical, since the hub does not know what they mean or whom they name. */
export function strangeMembers(subject: LooseSubject): string[] {
  if (subject.format !== 'complex') return []
  return Object.entries(subject)
    .filter(([name, member]) => name !== 'format' && !(KNOWN.has(name) && isIdentifier(member)))
    .map(([name]) => name)
}

const isIdentifier = (member: unknown): boolean =>
  isObject(member) && LooseSubject.safeParse(member).success
