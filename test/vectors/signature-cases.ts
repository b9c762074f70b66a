import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { SourceSettings } from '../../schemas/vendor-sources.ts'
import { NOT_BELIEVED, type Case } from './case.ts'
import { bodyOf, type Vector } from './files.ts'
import { graphCase } from './graph-case.ts'
import type { StandIns } from './stand-ins.ts'

type Unnamed = Omit<Case, 'name'>

/** The case that a published vector is; undefined for a scheme that no source knows. */
export function signatureCase(
  scheme: string,
  vector: Vector,
  standIns: StandIns,
): Unnamed | Promise<Unnamed> | undefined {
  return scheme === 'msgraph-encrypted-content'
    ? graphCase(vector, standIns)
    : CASES[scheme]?.(vector)
}

/** A request with its source's secrets, believed or not as it is stated. */
function bySecrets(
  kind: Case['source']['kind'],
  vector: Vector,
  settings?: SourceSettings,
): Unnamed {
  const { headers, secret, now, expected } = vector
  return {
    source: { kind, secrets: [secret ?? []].flat(), ...(settings && { settings }) },
    request: { headers, body: bodyOf(vector) },
    ...(now === undefined ? {} : { at: new Date(now * 1_000) }),
    stated: expected === 'valid' ? { kind: 'believed' } : NOT_BELIEVED,
  }
}

const plain = (kind: Case['source']['kind']) => (vector: Vector) => bySecrets(kind, vector)

const CASES: Readonly<Record<string, (vector: Vector) => Unnamed>> = {
  github: plain('github'),
  'slack-v0': plain('slack'),
  'pagerduty-v3': plain('pagerduty'),
  'x-hub-signature': plain('atlassian'),
  box: plain('box'),
  'standard-webhooks': plain('standard-webhooks'),
  'standard-webhooks-v1a': (vector) =>
    bySecrets('standard-webhooks', { ...vector, secret: String(vector['public_key']) }),
  'github-secret-scanning': secretScanning,
  'aws-sns': sns,
  'set-jws': setPush,
  'duo-request': duoRequest,
  'duo-canon': duoParameters,
}

function secretScanning(vector: Vector): Unnamed {
  const keys = z.record(z.string(), z.string()).parse(vector['public_keys'])
  const publicKeys = Object.entries(keys).map(([id, key]) => ({ id, key }))
  const unnamed = bySecrets('github-secret-scanning', vector, { publicKeys })
  return vector.expected === 'valid'
    ? { ...unnamed, stated: { kind: 'believed', says: 'credential-compromise token-revoked' } }
    : unnamed
}

/** The topic is one that the operator named, the certificate the published one: its own time is over. */
function sns(vector: Vector): Unnamed {
  const { body = '' } = vector
  const { TopicArn, Type, SubscribeURL } = z
    .looseObject({ TopicArn: z.string(), Type: z.string(), SubscribeURL: z.string().optional() })
    .parse(JSON.parse(body))
  const certificates = [String(vector['certificate_pem'])]
  const unnamed = bySecrets('aws-sns', vector, { topics: [TopicArn], certificates })
  return Type === 'SubscriptionConfirmation' && vector.expected === 'valid' && SubscribeURL
    ? { ...unnamed, stated: { kind: 'believed', visits: SubscribeURL } }
    : unnamed
}

const PushVector = z.object({
  jwks: z.looseObject({}),
  receiver: z.object({ issuer: z.string(), audience: z.string(), push_authorization: z.string() }),
  skip_authorization: z.boolean().optional(),
  response_status: z.int().optional(),
  reason: z.string().optional(),
})

function setPush(vector: Vector): Unnamed {
  const { jwks, receiver, reason = '', ...push } = PushVector.parse(vector)
  const { issuer, audience, push_authorization: pushAuthorization } = receiver
  const needsIt = push.skip_authorization !== true
  const err = /authentication_failed|invalid_request/.exec(reason)?.[0] ?? 'invalid_key'
  return {
    source: {
      kind: 'ssf',
      issuer,
      audience: [audience],
      jwks,
      ...(needsIt && { pushAuthorization }),
      secrets: [],
    },
    request: { headers: vector.headers, body: bodyOf(vector) },
    stated:
      vector.expected === 'valid'
        ? { kind: 'believed', status: push.response_status ?? 202, says: 'session-revoked' }
        : { kind: 'refused', status: push.response_status ?? 400, err },
  }
}

const DuoVector = z.object({
  version: z.union([z.literal(2), z.literal(5)]),
  ikey: z.string(),
  skey: z.string(),
  host: z.string(),
  path: z.string(),
  date: z.string(),
  params: z.record(z.string(), z.string()),
  expected_authorization: z.string(),
})

/** Duo's clients sign what they ask; here it is asked of us, as of a sender that signs in their way. */
function duoRequest(vector: Vector): Unnamed {
  const duo = DuoVector.parse(vector)
  const isForm = duo.version === 2
  return {
    source: duoSource({ ...duo, integrationKey: duo.ikey }),
    request: {
      headers: {
        date: duo.date,
        authorization: duo.expected_authorization,
        'content-type': isForm ? FORM : 'application/json',
      },
      body: isForm ? Buffer.from(new URLSearchParams(duo.params).toString()) : bodyOf(vector),
    },
    at: new Date(duo.date),
    stated: { kind: 'believed', status: 204 },
  }
}

const FORM = 'application/x-www-form-urlencoded'

/** Parameters in a form that are signed in the order and by the escapes that are published. */
function duoParameters(vector: Vector): Unnamed {
  const params = z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .parse(vector['params'])
  const date = 'Tue, 21 Aug 2012 17:29:18 -0000'
  const [ikey, skey, host, path] = ['a-key', 'a-secret-key', 'api.example.com', '/p']
  const lines = [date, 'POST', host, path, String(vector['expected_canon'])]
  const signature = createHmac('sha512', skey).update(lines.join('\n')).digest('hex')
  const basic = Buffer.from(`${ikey}:${signature}`).toString('base64')
  const pairs = Object.entries(params).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  )
  return {
    source: duoSource({ version: 2, integrationKey: ikey, skey, host, path }),
    request: {
      headers: { date, authorization: `Basic ${basic}`, 'content-type': FORM },
      body: Buffer.from(new URLSearchParams(pairs).toString()),
    },
    at: new Date(date),
    stated: { kind: 'believed', status: 204 },
  }
}

type DuoSource = {
  version: 2 | 5
  integrationKey: string
  skey: string
  host: string
  path: string
}

/** The mapping says that nothing happened. */
const duoSource = ({ version, integrationKey, skey, host, path }: DuoSource): Case['source'] => ({
  kind: 'generic',
  secrets: [skey],
  settings: {
    scheme: { type: 'duo', version, integrationKey, host, path },
    mapping: { jsonata: '[]' },
  },
})
