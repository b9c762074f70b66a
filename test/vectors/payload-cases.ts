import { createHmac } from 'node:crypto'
import { JSON_TYPE, type Case, type Stated } from './case.ts'
import type { Payload } from './files.ts'
import type { StandIns } from './stand-ins.ts'

type Unnamed = Omit<Case, 'name'>

/** The case that a published payload is, once its sender has proved itself; undefined for senders that no source knows. */
export function payloadCase(
  payload: Payload,
  standIns: StandIns,
): Unnamed | Promise<Unnamed> | undefined {
  if (/SET payload/.test(payload.kind)) return signedSet(payload, standIns)
  return CASES[payload.vendor]?.(payload)
}

/** What is for others to be told, or to be looked up first, is no signal. */
function statedOf({ maps_to: mapsTo }: Payload): Stated {
  const says = mapsTo
    .join(' ')
    .toLowerCase()
    .replaceAll(/(session|credential) (\w)/g, '$1-$2')
  return /^(outbound|fetch)/.test(says) ? { kind: 'believed' } : { kind: 'believed', says }
}

const SECRET = 'published-payloads'

const CASES: Readonly<Record<string, (payload: Payload) => Unnamed>> = {
  okta: (payload) => {
    const { kind, raw_body: body } = payload
    const isAlone = kind.startsWith('LogEvent')
    const envelope = `{"eventType":"com.okta.event_hook","data":{"events":[${body}]}}`
    return {
      source: { kind: 'okta', issuer: 'https://acme.okta.example', secrets: [SECRET] },
      request: {
        headers: { ...JSON_TYPE, authorization: SECRET },
        body: Buffer.from(isAlone ? envelope : body),
      },
      stated: statedOf(payload),
    }
  },
  github: (payload) => {
    const body = Buffer.from(payload.raw_body)
    const signature = createHmac('sha256', SECRET).update(body).digest('hex')
    const headers = {
      ...JSON_TYPE,
      ...payload.headers,
      // GitHub sends these with every delivery; the published payloads leave them out.
      'x-github-delivery': 'd-1',
      'x-github-hook-installation-target-id': '29310',
      'x-hub-signature-256': `sha256=${signature}`,
    }
    return {
      source: { kind: 'github', secrets: [SECRET] },
      request: { headers, body },
      stated: statedOf(payload),
    }
  },
  microsoft: (payload) => ({
    source: {
      kind: 'microsoft-graph',
      secrets: ['secretClientValue'],
      settings: { directories: ['84bd8158-6d4d-4958-8b9f-9d6445542f95'] },
    },
    request: { headers: JSON_TYPE, body: Buffer.from(payload.raw_body) },
    stated: { ...statedOf(payload), status: 204 },
  }),
  /** Global Token Revocation, asked of us by a sender without an adapter: a mapping takes it. */
  'ietf-draft': ({ raw_body: body }) => ({
    source: {
      kind: 'generic',
      secrets: [SECRET],
      settings: {
        scheme: { type: 'secret', header: 'authorization' },
        mapping: { jsonata: '{"type": "session-revoked", "subject": sub_id}' },
      },
    },
    request: { headers: { ...JSON_TYPE, authorization: SECRET }, body: Buffer.from(body) },
    stated: {
      kind: 'believed',
      status: 204,
      says: 'session-revoked',
      subject: (JSON.parse(body) as { sub_id: unknown }).sub_id, // as published
    },
  }),
}

/** Its claims as they are written, signed by a stand-in: the keys of the published ones are gone. */
async function signedSet(payload: Payload, { sign, jwks }: StandIns): Promise<Unnamed> {
  const { vendor, kind, raw_body: body } = payload
  const { iss, aud, events } = JSON.parse(body) as { iss: string; aud: string; events?: object } // as published
  const dialect = kind.startsWith('SSF') && vendor === 'okta' ? 'okta' : undefined
  return {
    source: {
      kind: 'ssf',
      issuer: iss,
      audience: [aud],
      jwks,
      secrets: [],
      settings: { dialect: vendor === 'google' ? 'google' : dialect },
    },
    request: {
      headers: { 'content-type': 'application/secevent+jwt' },
      body: Buffer.from(await sign(body, 'secevent+jwt')),
    },
    // One of Okta's examples lacks "events": that is no SET.
    stated: events
      ? { ...statedOf(payload), status: 202 }
      : { kind: 'refused', status: 400, err: 'invalid_request' },
  }
}
