import { useWords } from '../words/index.tsx'
import css from './subject.module.css'

export type Subject = Readonly<Record<string, unknown>>

const isSubject = (value: unknown): value is Subject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'format' in value

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Pure: what a simple subject identifier says, in one line. */
export function subjectText(subject: Subject): string {
  const member = MEMBERS[text(subject['format'])]
  if (member) return member.map((name) => text(subject[name] ?? '')).join(' · ')
  const { format: _format, ...rest } = subject
  return Object.values(rest).map(text).join(' · ')
}

/** What tells a subject apart, the most telling first (RFC 9493 §3.2, SSF 1.0 §3.5). */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  account: ['uri'],
  email: ['email'],
  iss_sub: ['sub', 'iss'],
  opaque: ['id'],
  phone_number: ['phone_number'],
  did: ['url'],
  uri: ['uri'],
  jwt_id: ['jti', 'iss'],
  saml_assertion_id: ['assertion_id', 'issuer'],
}

/** Pure: what one types on the page Revoke to mean exactly this subject. */
export const typedSubject = (subject: Subject): string =>
  subject['format'] === 'email' ? text(subject['email']) : JSON.stringify(subject)

/** Pure: a subject out of its JSON text; undefined where the text is something else. */
export function subjectIn(json: string): Subject | undefined {
  try {
    const found: unknown = JSON.parse(json)
    return isSubject(found) ? found : undefined
  } catch {
    return undefined
  }
}

type Props = { subject: unknown; isShort?: boolean }

/** Whom or what it is about: each name with its format, a complex subject member by member. */
export function SubjectView({ subject, isShort = false }: Props) {
  const { t } = useWords()
  if (!isSubject(subject)) return <span className="dim">{t('value.none')}</span>
  if (subject['format'] === 'complex')
    return (
      <span className={isShort ? css.line : css.list}>
        {Object.entries(subject).map(([name, member]) =>
          isSubject(member) ? (
            <span key={name} className={css.member}>
              <span className={css.format}>{name}</span>
              <Simple subject={member} />
            </span>
          ) : null,
        )}
      </span>
    )
  if (subject['format'] === 'aliases' && Array.isArray(subject['identifiers']))
    return (
      <span className={isShort ? css.line : css.list}>
        {subject['identifiers'].filter(isSubject).map((one, index) => (
          <Simple key={index} subject={one} />
        ))}
      </span>
    )
  return <Simple subject={subject} />
}

const Simple = ({ subject }: { subject: Subject }) => (
  <span className={css.simple} title={JSON.stringify(subject)}>
    <span className="break">{subjectText(subject)}</span>
    <span className={css.format}>{text(subject['format'])}</span>
  </span>
)
