import { z } from 'zod'
import { spendHmac } from '../secrets.ts'
import { missing } from '../verifiers/diagnose.ts'
import type { Adapter, Circumstances, Normalised, RawRequest } from './adapter.ts'
import { isKey, objectIn, signalsOf } from './facts.ts'
import { GOOGLE_ALERTS, type Alert } from './google-alerts.ts'
import { parseJson, plainText } from './normalised.ts'

/** Who signs the tokens of Pub/Sub push, under both names that it goes by. */
const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'] as const
const KEYS = 'https://www.googleapis.com/oauth2/v3/certs'

/** What Pub/Sub pushes. */
const Push = z.looseObject({
  message: z.looseObject({ data: z.string().max(400_000).default(''), messageId: z.string() }),
})

/** Alerts of Google Workspace's Alert Center, pushed by Pub/Sub with a token that Google signs for one service account. */
export const googleWorkspace: Adapter = {
  kind: 'google-workspace',
  authenticity: 'signed',
  authenticate: async (request, _secrets, circumstances) => {
    spendHmac(request.body) // so that what has no token costs what any other request costs
    const [, token] = /^bearer ([\w.-]+)$/i.exec(request.headers['authorization'] ?? '') ?? []
    return token !== undefined && (await isPushedFor(token, circumstances))
  },
  diagnose: ({ headers }) =>
    headers['authorization'] === undefined
      ? missing('authorization')
      : 'the token is not Google’s, for this audience and service account, or has ended',
  normalise,
}

async function isPushedFor(
  token: string,
  { settings = {}, keys }: Circumstances,
): Promise<boolean> {
  const { audience, serviceAccount, jwksUri = KEYS } = settings
  if (audience === undefined || serviceAccount === undefined) return false
  const claims = await keys.jwt(token, { jwksUri, issuers: ISSUERS, audience })
  return claims?.['email'] === serviceAccount && claims['email_verified'] === true
}

/** A push comes again under its `messageId`; an alert that changed is another message about the same `alertId`. */
function normalise(request: RawRequest): Normalised {
  const push = Push.safeParse(objectIn(request)).data
  if (!push || !isKey(push.message.messageId))
    return { ok: false, reason: 'not a message pushed by Pub/Sub' }
  const { data, messageId: key } = push.message
  const alert = parseJson(Buffer.from(data, 'base64'))
  if (!isAlert(alert)) return { ok: true, ...signalsOf([], { key, vendorType: 'not an alert' }) }
  const vendorType = plainText(alert.type, 256)
  return {
    ok: true,
    ...signalsOf(GOOGLE_ALERTS.get(alert.type)?.(alert) ?? [], { key, vendorType }),
  }
}

const isAlert = (value: unknown): value is Alert =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
