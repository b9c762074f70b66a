import type { EventName } from '../../../schemas/events/index.ts'
import type { LooseSubject, SimpleSubject } from '../../../schemas/subject.ts'
import { complexOf, fact, listAt, objectAt, reason, type Fact } from './facts.ts'
import { instantOf } from './normalised.ts'

/** An alert of Google's Alert Center. */
export type Alert = Record<string, unknown> & { type: string }

type Read = (alert: Alert) => Fact[]

/** Alerts about one account name it by its e-mail address, the only name that they give. */
const account = (alert: Alert): LooseSubject | undefined =>
  emailOf(objectAt(alert, 'data')['email'])

const emailOf = (email: unknown): SimpleSubject | undefined =>
  typeof email === 'string' && email.includes('@') ? { format: 'email', email } : undefined

const about =
  (name: EventName, payload: Record<string, unknown> = {}): Read =>
  (alert) =>
    fact(name, account(alert), { payload: { ...payload, ...why(alert) }, ...when(alert) })

const why = ({ type }: Alert) => reason(`Google Workspace alert: ${type}`)
const when = (alert: Alert) => ({
  occurredAt: instantOf(alert['endTime']) ?? instantOf(alert['startTime']),
})

const atRisk =
  (level: 'MEDIUM' | 'HIGH'): Read =>
  (alert) =>
    fact('risk-level-change', account(alert), {
      payload: { principal: 'USER', current_level: level, risk_reason: alert.type, ...why(alert) },
      ...when(alert),
    })

const suspended = about('account-disabled')

/** The device and its user; which state it was in before is the other one (CAEP 1.0 §3.5 wants both). */
const deviceCompromised: Read = (alert) => {
  const user = emailOf(objectAt(alert, 'data')['email'])
  return listAt(alert['data'], 'events').flatMap((event) => {
    const { deviceId, deviceCompromisedState: state } = objectAt({ event }, 'event')
    const device =
      typeof deviceId === 'string' && deviceId !== ''
        ? ({ format: 'opaque', id: deviceId } as const)
        : undefined
    const isLost = state === 'Compromised'
    if (!isLost && state !== 'Not compromised') return []
    const [before, now] = isLost ? ['compliant', 'not-compliant'] : ['not-compliant', 'compliant']
    return fact('device-compliance-change', complexOf({ user, device }), {
      payload: { previous_status: before, current_status: now, ...why(alert) },
      ...when(alert),
    })
  })
}

/** What alerts say about access, by their type. The others are about mail, data and settings. */
export const GOOGLE_ALERTS: ReadonlyMap<string, Read> = new Map([
  ['Leaked password', about('credential-compromise', { credential_type: 'password' })],
  ['Suspicious login', atRisk('MEDIUM')],
  ['Suspicious login (less secure app)', atRisk('MEDIUM')],
  ['Suspicious programmatic login', atRisk('MEDIUM')],
  ['Government attack warning', atRisk('HIGH')],
  ['User suspended', suspended],
  ['User suspended (spam)', suspended],
  ['User suspended (spam through relay)', suspended],
  ['User suspended (suspicious activity)', suspended],
  ['Device compromised', deviceCompromised],
])
