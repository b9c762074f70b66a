import { whyNoHmac } from '../verifiers/diagnose.ts'
import { BOX } from '../verifiers/layouts.ts'
import { verifyTimedHmac } from '../verifiers/timed-hmac.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { isKey, objectIn, signalsOf } from './facts.ts'

/** Box webhooks (V2). Their triggers are about files and folders, none about access to accounts: all are skipped by name. */
export const box: Adapter = {
  kind: 'box',
  authenticity: 'signed',
  authenticate: (request, secrets, { now }) => verifyTimedHmac(request, BOX, secrets, now),
  diagnose: (request, { now }) => whyNoHmac(request, [BOX], now),
  normalise,
}

function normalise(request: RawRequest): Normalised {
  const key = request.headers['box-delivery-id']
  if (!isKey(key)) return { ok: false, reason: 'box-delivery-id is missing' }
  const vendorType = objectIn(request)?.['trigger']
  if (typeof vendorType !== 'string') return { ok: false, reason: 'not a Box webhook' }
  return { ok: true, ...signalsOf([], { key, vendorType }) }
}
