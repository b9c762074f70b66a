import { spendHmac } from '../secrets.ts'
import { SnsMessage, verifySns } from '../verifiers/sns.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { AWS_EVENTS, isAwsEvent } from './aws-events.ts'
import { isKey, signalsOf } from './facts.ts'
import { parseJson } from './normalised.ts'

/** EventBridge events (GuardDuty, CloudTrail) that reach us through an SNS topic. */
export const awsSns: Adapter = {
  kind: 'aws-sns',
  authenticity: 'signed',
  authenticate: (request, _secrets, { settings }) => {
    spendHmac(request.body) // so that what is no message costs what any other request costs
    const message = messageIn(request)
    return (
      message !== undefined &&
      settings?.topics?.includes(message.TopicArn) === true &&
      verifySns(message, settings.certificates ?? [])
    )
  },
  normalise,
}

const messageIn = ({ body }: Pick<RawRequest, 'body'>): SnsMessage | undefined =>
  SnsMessage.safeParse(parseJson(body)).data

function normalise(request: RawRequest): Normalised {
  const message = messageIn(request)
  if (!message || !isKey(message.MessageId)) return { ok: false, reason: 'not an SNS message' }
  if (message.Type === 'SubscriptionConfirmation')
    return {
      ok: false, // the hub opens no address that a message names
      // Its URL carries a token and is not repeated: reasons reach the log.
      reason: 'confirm the subscription of this endpoint by hand, at Amazon SNS',
    }
  const event =
    message.Type === 'Notification' ? parseJson(Buffer.from(message.Message)) : undefined
  if (!isAwsEvent(event))
    return { ok: true, ...signalsOf([], { key: message.MessageId, vendorType: message.Type }) }
  const {
    facts,
    key = message.MessageId,
    vendorType,
  } = AWS_EVENTS.get(event['detail-type'])?.(event) ?? {
    facts: [],
    vendorType: event['detail-type'],
  }
  return { ok: true, ...signalsOf(facts, { key, vendorType }) }
}
