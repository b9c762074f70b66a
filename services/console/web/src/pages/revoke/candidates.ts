import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { subjectText } from '../../parts/subject.tsx'
import { subjectsOf, type Subject } from './identify.ts'
import type { End } from './what.tsx'

export type Candidate = components['schemas']['PrincipalSummary']
type Kind = Candidate['principal']['kind']

/** The longest text that is searched for. */
const MAX_SEARCHED = 128
/** Fewer characters find too many. */
const MIN_SEARCHED = 2

/** Pure: what to search for by what was typed or pasted; undefined where that is too little. */
export function searchedBy(typed: string): string | undefined {
  const [likeliest] = subjectsOf(typed)
  const text = likeliest ? tellingOf(likeliest) : typed.trim()
  return text.length < MIN_SEARCHED ? undefined : text.slice(0, MAX_SEARCHED)
}

function tellingOf(subject: Subject): string {
  if (subject.format === 'iss_sub' && 'sub' in subject) return subject.sub
  return subjectText(subject)
}

/** What a SET calls each kind within a complex subject (SSF 1.0 §3.3). */
const MEMBERS = {
  device: 'device',
  session: 'session',
  token: 'token',
  integration: 'application',
  tenant: 'tenant',
  group: 'group',
  org_unit: 'org_unit',
} as const satisfies Partial<Record<Kind, string>>

/** A name that means the same to everybody, and lasts. */
const BEST = ['iss_sub', 'email', 'account', 'did', 'uri', 'phone_number'] as const

/** Pure: whom the hub knows as the subject of a SET: a person by a name of theirs, anything else as what it is. */
export function subjectOf({ principal: { kind }, names }: Candidate): Subject | undefined {
  const best =
    BEST.flatMap((format) => names.find((name) => name.format === format) ?? [])[0] ?? names[0]
  if (!best) return undefined
  const subject = best as Subject // written by the hub, of any format
  if (kind === 'user' || kind === 'service_account') return subject
  return { format: 'complex', [MEMBERS[kind]]: subject }
}

/** Pure: what ends first of all, where it is this. */
export const endsOf = ({ principal: { kind } }: Candidate): End[] =>
  kind === 'integration' || kind === 'token' ? ['tokens'] : ['sessions']

/** Pure: how it is called in a list. */
export const labelOf = ({ principal, names }: Candidate): string =>
  principal.displayName ?? (names[0] ? subjectText(names[0]) : principal.id)
