import { createPublicKey, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { verifySignature, type PublicKey } from './asymmetric.ts'

const text = z.string().max(262_144) // SNS sends at most 256 KiB

/** A message of Amazon SNS over HTTP(S). Lambda writes `Url` where HTTP has `URL`. */
export const SnsMessage = z.looseObject({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: text,
  TopicArn: text,
  Message: text,
  Timestamp: text,
  SignatureVersion: z.enum(['1', '2']),
  Signature: text,
  Subject: text.nullish(),
  Token: text.nullish(),
  SubscribeURL: text.nullish(),
  SubscribeUrl: text.nullish(),
  SigningCertURL: text.nullish(),
  SigningCertUrl: text.nullish(),
})
export type SnsMessage = z.infer<typeof SnsMessage>

const SIGNED = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: confirmation(),
  UnsubscribeConfirmation: confirmation(),
} as const

function confirmation() {
  return ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const
}

const ALGORITHM = { '1': 'rsa-sha1', '2': 'rsa-sha256' } as const

/**
 * Is the message signed by one of these certificates (PEM)? One that a message names elsewhere than at AWS is refused,
 * whichever certificates there are. Their validity in time is not asked.
 */
export function verifySns(message: SnsMessage, certificates: readonly string[]): boolean {
  if (certificateUrlOf(message) === undefined) return false
  const data = Buffer.from(stringToSign(message))
  return certificates
    .flatMap((pem) => keyOf(pem) ?? [])
    .some((key) =>
      verifySignature(ALGORITHM[message.SignatureVersion], key, data, message.Signature),
    )
}

/** Where the message says that its certificate is; undefined where that is not AWS's. */
export function certificateUrlOf(message: SnsMessage): string | undefined {
  const url = urlAtAws(message.SigningCertURL ?? message.SigningCertUrl)
  return url?.pathname.endsWith('.pem') ? url.href : undefined
}

/** Where the message's subscription is confirmed; undefined where that is not AWS's, of the topic's region and about the topic. */
export function confirmationOf(message: SnsMessage): string | undefined {
  const url = urlAtAws(message.SubscribeURL ?? message.SubscribeUrl)
  const region = message.TopicArn.split(':')[3] ?? ''
  const isAboutIt =
    url?.searchParams.get('Action') === 'ConfirmSubscription' &&
    url.searchParams.get('TopicArn') === message.TopicArn &&
    url.host.startsWith(`sns.${region}.amazonaws.com`)
  return isAboutIt ? url.href : undefined
}

/** AWS's SNS of some region, by https on its own port, without a user name. */
function urlAtAws(address: string | null | undefined): URL | undefined {
  const url = address ? URL.parse(address) : null
  const isAws =
    url?.protocol === 'https:' &&
    url.username === '' &&
    /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(?:\.cn)?$/.test(url.host)
  return isAws ? url : undefined
}

/** Name and value line by line, the names in order; a member that is absent or null has no line. */
export function stringToSign(message: SnsMessage): string {
  const values = { ...message, SubscribeURL: message.SubscribeURL ?? message.SubscribeUrl }
  return SIGNED[message.Type]
    .flatMap((name) => (typeof values[name] === 'string' ? `${name}\n${values[name]}\n` : []))
    .join('')
}

/** Of a certificate, or of the key alone. */
function keyOf(pem: string): PublicKey | undefined {
  try {
    return pem.includes('PUBLIC KEY') ? createPublicKey(pem) : new X509Certificate(pem).publicKey
  } catch {
    return undefined
  }
}
