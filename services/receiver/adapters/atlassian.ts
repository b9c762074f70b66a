import { whyNoHmac } from '../verifiers/diagnose.ts'
import { verifyHmac } from '../verifiers/hmac.ts'
import { ATLASSIAN } from '../verifiers/layouts.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { fact, instantFrom, isKey, named, objectAt, objectIn, signalsOf } from './facts.ts'

/** Who numbers Atlassian accounts: the ids are the same at every site. */
const ISSUER = 'https://auth.atlassian.com'

/** Webhooks that an administrator made in Jira with a secret; the identifier is the same when one is sent again. */
export const atlassian: Adapter = {
  kind: 'atlassian',
  authenticity: 'signed',
  authenticate: (request, secrets) => verifyHmac(request, ATLASSIAN, secrets),
  diagnose: (request, { now }) => whyNoHmac(request, [ATLASSIAN], now),
  normalise,
}

function normalise(request: RawRequest): Normalised {
  const key = request.headers['x-atlassian-webhook-identifier']
  if (!isKey(key)) return { ok: false, reason: 'x-atlassian-webhook-identifier is missing' }
  const body = objectIn(request)
  const vendorType = body?.['webhookEvent']
  if (typeof vendorType !== 'string') return { ok: false, reason: 'not a Jira webhook' }
  const occurredAt = instantFrom(body?.['timestamp'])
  const user = named(ISSUER, objectAt(body, 'user')['accountId'])
  const facts = vendorType === 'user_deleted' ? fact('account-purged', user, { occurredAt }) : []
  return { ok: true, ...signalsOf(facts, { key, vendorType }) }
}
