import { z } from 'zod'
import { whyNoSecret } from '../verifiers/diagnose.ts'
import { verifyStaticSecret } from '../verifiers/static-secret.ts'
import type { Adapter, Normalised, RawRequest } from './adapter.ts'
import { parseJson } from './normalised.ts'
import { signalsOfLog } from './okta-signals.ts'

const CHALLENGE = 'x-okta-verification-challenge'

/** The envelope of an event hook: CloudEvents 0.1 in name, System Log events in `data.events`. */
const Envelope = z.looseObject({
  eventType: z.literal('com.okta.event_hook'),
  source: z.string().optional(),
  data: z.looseObject({ events: z.array(z.unknown()).max(1_000) }),
})

/** Okta event hooks. Okta signs nothing: a static Authorization header is all the proof there is. */
export const okta: Adapter = {
  kind: 'okta',
  authenticity: 'static',
  handshake: ({ method, headers }) =>
    method === 'GET' && headers[CHALLENGE] !== undefined
      ? {
          status: 200,
          contentType: 'application/json',
          body: JSON.stringify({ verification: headers[CHALLENGE] }),
        }
      : undefined,
  authenticate: (request, secrets) => verifyStaticSecret(request, 'authorization', secrets),
  diagnose: (request) => whyNoSecret(request, 'authorization'),
  normalise,
}

function normalise(request: RawRequest, source: { issuer?: string | undefined }): Normalised {
  const envelope = Envelope.safeParse(parseJson(request.body))
  if (!envelope.success) return { ok: false, reason: 'not the envelope of an Okta event hook' }
  const org = source.issuer ?? originOf(envelope.data.source)
  if (!org)
    return { ok: false, reason: '"source" names no Okta org; set the issuer of this source' }
  return { ok: true, ...signalsOfLog(envelope.data.data.events, org) }
}

function originOf(source: string | undefined): string | undefined {
  const url = source === undefined ? null : URL.parse(source)
  return url?.protocol === 'https:' ? url.origin : undefined
}
