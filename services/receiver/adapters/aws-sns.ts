import { spendHmac } from '../secrets.ts'
import { certificateUrlOf, confirmationOf, SnsMessage, verifySns } from '../verifiers/sns.ts'
import type { Adapter, Circumstances, Normalised, RawRequest } from './adapter.ts'
import { isAwsEvent, readAwsEvent } from './aws-events.ts'
import { isKey, signalsOf } from './facts.ts'
import { parseJson } from './normalised.ts'

/** EventBridge events (GuardDuty, CloudTrail) that reach us through an SNS topic. */
export const awsSns: Adapter = {
  kind: 'aws-sns',
  authenticity: 'signed',
  authenticate: async (request, _secrets, circumstances) => {
    spendHmac(request.body) // so that what is no message costs what any other request costs
    const message = messageIn(request)
    // Only for topics that the operator named is anything fetched.
    if (!message || !circumstances.settings?.topics?.includes(message.TopicArn)) return false
    return verifySns(message, await certificatesFor(message, circumstances))
  },
  diagnose: (request, { settings }) => {
    const message = messageIn(request)
    if (!message) return 'the body is no SNS message'
    if (!settings?.topics?.includes(message.TopicArn)) return 'its topic is none of the source’s'
    return certificateUrlOf(message) === undefined
      ? 'the certificate that it names is not at AWS'
      : 'it is not signed by the certificate'
  },
  normalise,
}

const messageIn = ({ body }: Pick<RawRequest, 'body'>): SnsMessage | undefined =>
  SnsMessage.safeParse(parseJson(body)).data

/** Those that the operator pinned, else the one that the message names, where that is AWS's. */
async function certificatesFor(
  message: SnsMessage,
  { settings, keys }: Circumstances,
): Promise<readonly string[]> {
  if (settings?.certificates) return settings.certificates
  const url = certificateUrlOf(message)
  const certificate = url === undefined ? undefined : await keys.awsCertificate(url)
  return certificate === undefined ? [] : [certificate]
}

function normalise(request: RawRequest): Normalised {
  const message = messageIn(request)
  if (!message || !isKey(message.MessageId)) return { ok: false, reason: 'not an SNS message' }
  const { Type: type, MessageId: id } = message
  if (type === 'SubscriptionConfirmation') {
    const visit = confirmationOf(message)
    return visit === undefined
      ? { ok: false, reason: 'SubscribeURL is not AWS’s for this topic' } // its token is not repeated: reasons reach the log
      : { ok: true, signals: [], skipped: [type], visit }
  }
  const event = type === 'Notification' ? parseJson(Buffer.from(message.Message)) : undefined
  if (!isAwsEvent(event)) return { ok: true, ...signalsOf([], { key: id, vendorType: type }) }
  const { facts, key = id, vendorType } = readAwsEvent(event)
  return { ok: true, ...signalsOf(facts, { key, vendorType }) }
}
