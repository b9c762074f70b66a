import { debugData, type LogEvent } from './okta-log-event.ts'
import { plainText } from './normalised.ts'

/** What an event says beside who it is about; undefined where it says nothing that we can pass on. */
export type FindPayload = (event: LogEvent) => Record<string, unknown> | undefined

/** What Okta calls its factors, in CAEP 1.0 §3.3 words. Others keep Okta's name, as an agreed value. */
export const CREDENTIAL_TYPES: ReadonlyMap<unknown, string> = new Map([
  ['FIDO_WEBAUTHN', 'fido2-roaming'], // Okta's own SSF transmitter says so
  ['FIDO_U2F', 'fido-u2f'],
  ['SMS_FACTOR', 'phone-sms'],
  ['CALL_FACTOR', 'phone-voice'],
  ['SMART_CARD', 'x509'],
  ['PASSWORD_AS_FACTOR', 'password'],
])

/** A factor made, changed or taken away. */
export const factor =
  (change: 'create' | 'update' | 'revoke' | 'delete'): FindPayload =>
  (event) => {
    const name = factorName(event)
    return {
      credential_type: CREDENTIAL_TYPES.get(name) ?? name,
      change_type: change,
      friendly_name: name,
    }
  }

function factorName(event: LogEvent): string {
  const named = debugData(event)['factor']
  if (typeof named === 'string' && named !== '') return plainText(named, 128)
  const enrolled = event.target?.find((entity) => entity.type === 'AuthenticatorEnrollment')
  const fallback = event.eventType.endsWith('.reset_all') ? 'ALL_FACTORS' : 'UNKNOWN_FACTOR'
  return plainText(enrolled?.displayName || fallback, 128)
}

/** CAEP 1.0 §3.8 knows three levels. SECURE and NONE are Okta's words for nothing found. */
const RISK_LEVELS: ReadonlyMap<string, string> = new Map([
  ['NONE', 'LOW'],
  ['SECURE', 'LOW'],
  ['LOW', 'LOW'],
  ['MEDIUM', 'MEDIUM'],
  ['HIGH', 'HIGH'],
])

/** Reads "{previousLevel=LOW, level=MEDIUM, detectionName=…}": text, no JSON. No level, no payload. */
export const riskOf =
  (principal: 'USER' | 'SESSION'): FindPayload =>
  (event) => {
    const risk = debugData(event)['Risk'] ?? debugData(event)['risk']
    const text = typeof risk === 'string' ? risk.slice(0, 4_096) : ''
    const current = riskLevel(text, 'level')
    if (!current) return undefined
    const previous = riskLevel(text, 'previousLevel')
    const reason = member(text, 'detectionName')
    return {
      principal,
      current_level: current,
      ...(previous && { previous_level: previous }),
      ...(reason && { risk_reason: plainText(reason, 256) }),
    }
  }

const riskLevel = (text: string, name: string): string | undefined =>
  RISK_LEVELS.get(member(text, name)?.toUpperCase() ?? '')

const member = (text: string, name: string): string | undefined =>
  new RegExp(`(?:^|[{,\\s])${name}=([^,}]+)`).exec(text)?.[1]?.trim()

/** Okta tells that a group is gone, not which are left: the change is passed on, as a change. */
export const removedGroups: FindPayload = (event) => {
  const removed = (event.target ?? [])
    .filter((entity) => entity.type === 'UserGroup')
    .map((entity) => plainText(entity.displayName || entity.id || '', 256))
    .filter((name) => name !== '')
  return removed.length > 0 ? { claims: { groups: { removed } } } : undefined
}

/** A policy that failed on re-evaluation revokes the session only where its rule says so. */
export const terminatesSession: FindPayload = (event) =>
  Object.entries(debugData(event)).some(
    ([name, value]) => name.toLowerCase() === 'ruleaction' && value === 'TERMINATE_SESSION',
  )
    ? {}
    : undefined
