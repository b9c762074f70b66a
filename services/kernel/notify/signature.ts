import { createHmac, randomBytes } from 'node:crypto'

/** As Standard Webhooks writes a symmetric secret: `whsec_` and 24 to 64 bytes in base64. */
export const newChannelSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/**
 * Pure: the three headers of Standard Webhooks 1.0.0, `webhook-id`, `webhook-timestamp` (seconds) and `webhook-signature`,
 * with a signature for each secret, so that a receiver may know either of two.
 */
export function signatureHeaders(
  { id, body, now }: { id: string; body: string; now: Date },
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
