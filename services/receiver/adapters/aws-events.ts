import { isObject } from '../../../schemas/json.ts'
import type { SimpleSubject } from '../../../schemas/subject.ts'
import { fact, idOf, isKey, keyOf, named, objectAt, reason, type Fact } from './facts.ts'
import { instantOf } from './normalised.ts'

/** An event of Amazon EventBridge. */
type AwsEvent = Record<string, unknown> & { 'detail-type': string }
type Told = { facts: Fact[]; vendorType: string; key?: string }

export const isAwsEvent = (value: unknown): value is AwsEvent =>
  isObject(value) && typeof value['detail-type'] === 'string' && isObject(value['detail'])

/** What an event says; nothing where its detail-type is none that we know. */
export const readAwsEvent = (event: AwsEvent): Told =>
  AWS_EVENTS.get(event['detail-type'])?.(event) ?? { facts: [], vendorType: event['detail-type'] }

/** What EventBridge events say about access, by their detail-type. */
const AWS_EVENTS: ReadonlyMap<string, (event: AwsEvent) => Told> = new Map([
  ['GuardDuty Finding', guardDuty],
  ['AWS API Call via CloudTrail', cloudTrail],
])

/** GuardDuty's own line between medium and high. */
const HIGH_SEVERITY = 7

/** A finding is sent again whenever it changes: its id and time of change together are one. */
function guardDuty(event: AwsEvent): Told {
  const detail = objectAt(event, 'detail')
  const { id, updatedAt, type, severity } = detail
  const key = keyOf(id, updatedAt)
  const vendorType = typeof type === 'string' ? type : 'GuardDuty Finding'
  const isHigh = typeof severity === 'number' && severity >= HIGH_SEVERITY
  const subject = isHigh ? userOfFinding(event) : undefined
  const occurredAt = instantOf(updatedAt)
  const facts = [
    ...fact('credential-compromise', subject, {
      payload: { credential_type: 'app', ...reason(vendorType) },
      occurredAt,
    }),
    ...fact('risk-level-change', subject, {
      payload: { principal: 'USER', current_level: 'HIGH', risk_reason: vendorType.slice(0, 256) },
      occurredAt,
    }),
  ]
  return { facts, vendorType, ...(key !== undefined && { key }) }
}

/** An IAM user by name within the account; any other principal by the id that AWS gives it. */
function userOfFinding(event: AwsEvent): SimpleSubject | undefined {
  const detail = objectAt(event, 'detail')
  const keys = objectAt(objectAt(detail, 'resource'), 'accessKeyDetails')
  if (keys['userType'] === 'IAMUser')
    return iamUser(detail['accountId'] ?? event['account'], keys['userName'])
  const id = idOf(keys['principalId'])
  return id === undefined ? undefined : { format: 'opaque', id }
}

const iamUser = (account: unknown, name: unknown) =>
  typeof account === 'string' && /^\d{12}$/.test(account)
    ? named(`arn:aws:iam::${account}`, name)
    : undefined

/** An access key that is deleted or made inactive is a token that is revoked. A call that failed changed nothing. */
function cloudTrail(event: AwsEvent): Told {
  const detail = objectAt(event, 'detail')
  const { eventName, eventID, errorCode } = detail
  const parameters = objectAt(detail, 'requestParameters')
  const vendorType = typeof eventName === 'string' ? eventName : 'AWS API Call via CloudTrail'
  const isRevoked =
    eventName === 'DeleteAccessKey' ||
    (eventName === 'UpdateAccessKey' && parameters['status'] === 'Inactive')
  const id = isRevoked && !errorCode ? idOf(parameters['accessKeyId']) : undefined
  return {
    facts: id === undefined ? [] : keyRevoked(event, id),
    vendorType,
    ...(isKey(eventID) && { key: eventID }),
  }
}

/** Without a user name in it the call is about the caller's own key. */
function keyRevoked(event: AwsEvent, id: string): Fact[] {
  const detail = objectAt(event, 'detail')
  const caller = objectAt(detail, 'userIdentity')
  const name = objectAt(detail, 'requestParameters')['userName'] ?? caller['userName']
  const owner = iamUser(detail['recipientAccountId'] ?? event['account'], name)
  return fact(
    'token-revoked',
    { format: 'opaque', id },
    {
      payload: owner ? { token_subject: owner } : {},
      occurredAt: instantOf(detail['eventTime']),
    },
  )
}
