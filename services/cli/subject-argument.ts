import { Subject } from '../../schemas/subject.ts'
import { reasonOf } from '../../schemas/reason.ts'
import { HubError } from '../kernel/errors.ts'

/** How a subject may be written on a command line. */
export const SUBJECT_HELP =
  'jane@example.com, +819012345678, acct:jane@example.com, did:example:123, https://idp.example.com|SUB (issuer and sub), FORMAT:VALUE, or JSON (RFC 9493)'

/** The subject that an argument names. @throws HubError `invalid_request` */
export function parseSubject(text: string): Subject {
  const parsed = Subject.safeParse(candidateOf(text.trim()))
  if (parsed.success) return parsed.data
  throw new HubError(
    'invalid_request',
    `${JSON.stringify(text)} is no subject (${reasonOf(parsed.error)}). Write ${SUBJECT_HELP}`,
  )
}

function candidateOf(text: string): unknown {
  if (text.startsWith('{')) return parseJson(text)
  const named = /^(email|phone_number|opaque|uri|iss_sub|jwt_id):(.+)$/s.exec(text)
  if (named) return inFormat(named[1] ?? '', named[2] ?? '')
  if (/^acct:/i.test(text)) return { format: 'account', uri: text }
  if (text.startsWith('did:')) return { format: 'did', url: text }
  if (/^https?:\/\/.*\|/.test(text)) return inFormat('iss_sub', text)
  if (text.startsWith('+')) return { format: 'phone_number', phone_number: text }
  return { format: 'email', email: text }
}

function inFormat(format: string, value: string): unknown {
  const at = value.lastIndexOf('|')
  const [iss, id] = [value.slice(0, Math.max(at, 0)), value.slice(at + 1)]
  if (format === 'iss_sub') return { format, iss, sub: id }
  if (format === 'jwt_id') return { format, iss, jti: id }
  if (format === 'opaque') return { format, id: value }
  return { format, [format]: value }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new HubError('invalid_request', 'The subject begins like JSON and is none')
  }
}
