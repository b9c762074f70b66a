import { ed25519Key, verifySignature } from './asymmetric.ts'
import type { SignedRequest } from './hmac.ts'
import { STANDARD_WEBHOOKS } from './layouts.ts'
import { isTimely, verifyTimedHmac } from './timed-hmac.ts'

const PUBLIC_KEY = 'whpk_'

/** Standard Webhooks, symmetric (`v1`, secrets `whsec_…`) and asymmetric (`v1a`, public keys `whpk_…`). */
export function verifyStandardWebhook(
  request: SignedRequest,
  secrets: readonly string[],
  now: Date,
): boolean {
  const symmetric = secrets.filter((secret) => !secret.startsWith(PUBLIC_KEY))
  const publicKeys = secrets.filter((secret) => secret.startsWith(PUBLIC_KEY))
  return STANDARD_WEBHOOKS.some(
    (layout) =>
      verifyTimedHmac(request, layout, symmetric, now) ||
      verifyEd25519(request, layout, publicKeys, now),
  )
}

function verifyEd25519(
  { headers, body }: SignedRequest,
  { time, signatureHeaders: [header = ''] }: (typeof STANDARD_WEBHOOKS)[number],
  publicKeys: readonly string[],
  now: Date,
): boolean {
  const id = headers[header.replace('signature', 'id')]
  const sentAt = headers[time.header]
  if (!id || !sentAt || !isTimely(sentAt, time, now)) return false
  const data = Buffer.concat([Buffer.from(`${id}.${sentAt}.`), body])
  const signatures = (headers[header] ?? '')
    .split(' ')
    .filter((signature) => signature.startsWith('v1a,'))
    .slice(0, 20)
  return publicKeys
    .flatMap((key) => ed25519Key(key.slice(PUBLIC_KEY.length)) ?? [])
    .some((key) =>
      signatures.some((text) => verifySignature('ed25519', key, data, text.slice('v1a,'.length))),
    )
}
