import type { components } from '../../../../../../schemas/generated/types.d.ts'

type Request = components['schemas']['IncidentNoteRequest']

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const INCIDENT = new RegExp(`^(?:https?://\\S+/incidents/)?(${UUID})$`, 'i')

/** Pure: what was typed, as a note: another incident (its id, or the address of its page), a link, or else a comment. */
export function noteOf(typed: string): Request | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  const incident = INCIDENT.exec(text)?.[1]?.toLowerCase()
  if (incident !== undefined) return { kind: 'incident', text: incident }
  return /^https?:\/\/\S+$/i.test(text) ? { kind: 'link', text } : { kind: 'comment', text }
}
