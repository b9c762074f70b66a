import type { components } from '../../../../../../schemas/generated/types.d.ts'

export type Subject = components['schemas']['Subject']

/** The longest text that is looked at. */
export const MAX_TYPED = 2_048

/**
 * Pure: what somebody may mean by what was typed or pasted, the likeliest first; spaces, angle brackets and the separators of
 * a telephone number do no harm.
 */
export function subjectsOf(typed: string): Subject[] {
  const text = typed.trim().slice(0, MAX_TYPED)
  if (text === '') return []
  if (text.startsWith('{')) return jsonOf(text)
  const bare = /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text // Jane <jane@example.com>
  return READERS.flatMap((read) => read(bare.trim()))
}

const READERS: readonly ((text: string) => Subject[])[] = [
  (text) => {
    const [, iss = '', sub = ''] = /^(https?:\/\/\S+)[\s|]+(\S+)$/.exec(text) ?? []
    return sub === '' ? [] : [{ format: 'iss_sub', iss, sub }]
  },
  (text) => {
    const email = text.replace(/^mailto:/i, '')
    return /^[^\s@:/]+@[^\s@:/]+$/.test(email) ? [{ format: 'email', email }] : []
  },
  (text) => {
    const number = text.replace(/^tel:/i, '').replaceAll(/[\s().\-/]/g, '')
    return /^\+\d{6,15}$/.test(number) ? [{ format: 'phone_number', phone_number: number }] : []
  },
  (text) => (/^acct:[^\s@]+@[^\s@]+$/i.test(text) ? [{ format: 'account', uri: text }] : []),
  (text) => (/^did:[a-z0-9]+:\S+$/.test(text) ? [{ format: 'did', url: text }] : []),
  (text) => (/^(https?|urn):\S+$/i.test(text) ? [{ format: 'uri', uri: text }] : []),
  (text) => (/\s/.test(text) ? [] : [{ format: 'opaque', id: text }]),
]

/** A subject as a SET has it: the hub judges it. */
function jsonOf(text: string): Subject[] {
  try {
    const parsed: unknown = JSON.parse(text)
    const isOne = typeof parsed === 'object' && parsed !== null && 'format' in parsed
    return isOne ? [parsed as Subject] : [] // whatever else it is the hub refuses, with the reason
  } catch {
    return []
  }
}
