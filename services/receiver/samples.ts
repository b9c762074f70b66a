import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { SourceSettings } from '../../schemas/vendor-sources.ts'
import type { RawRequest, VendorKeys } from './adapters/adapter.ts'
import type { Source } from './source.ts'
import type { Sample } from './templates/template.ts'
import { duoAuthorization } from './verifiers/duo.ts'
import { signedParts, type HmacLayout } from './verifiers/hmac.ts'
import * as layouts from './verifiers/layouts.ts'
import { layoutOf, signedTextOf, type Scheme } from './verifiers/scheme.ts'
import { signHmac } from './verifiers/sign.ts'
import { SnsMessage, stringToSign } from './verifiers/sns.ts'
import type { TimedHmacLayout } from './verifiers/timed-hmac.ts'

/**
 * A sample with its proof. Where only the vendor could sign it, a key made for it stands in for the vendor's: then the source
 * and the published keys are as if that were the vendor's.
 */
export type Proven = {
  request: RawRequest
  source: Source
  keys: VendorKeys
  signedBy: 'secret' | 'stand-in'
}

type Unproven = { source: Source; request: RawRequest; now: Date }
type Proof = Partial<Proven> & { headers?: Record<string, string>; settings?: SourceSettings }

const NOBODY: VendorKeys = {
  jwt: () => Promise.resolve(undefined),
  githubKey: () => Promise.resolve(undefined),
  awsCertificate: () => Promise.resolve(undefined),
}

/** The sample as this source's vendor would send it now. Undefined for sources without a way to prove anything. */
export function prove(source: Source, sample: Sample, now: Date): Proven | undefined {
  const body = Buffer.from(filled(sample.body, source))
  const request = { method: 'POST', query: {}, headers: sample.headers, body }
  const proof = PROOFS[source.kind]?.({ source, request, now })
  if (!proof) return undefined
  const { headers, settings } = proof
  return {
    request: { ...request, ...proof.request, headers: { ...request.headers, ...headers } },
    source: { ...source, ...proof.source, settings: { ...source.settings, ...settings } },
    keys: proof.keys ?? NOBODY,
    signedBy: proof.signedBy ?? 'secret',
  }
}

/** What the operator named stands in the samples of some vendors. */
const filled = (body: string, { secrets, settings = {} }: Source): string =>
  body
    .replaceAll('{secret}', secrets.at(-1) ?? '')
    .replaceAll('{topic}', settings.topics?.[0] ?? '')
    .replaceAll('{directory}', settings.directories?.[0] ?? '')
    .replaceAll('{group}', settings.nonCompliantGroups?.[0] ?? '')

type Prove = (unproven: Unproven) => Proof | undefined

const byHmac =
  (layout: HmacLayout | TimedHmacLayout): Prove =>
  ({ source, request, now }) => ({
    headers: signHmac(request, layout, source.secrets.at(-1) ?? '', now),
  })

const bySecret =
  (header: string): Prove =>
  ({ source }) => ({ headers: { [header]: source.secrets.at(-1) ?? '' } })

const byStandardWebhook: Prove = (unproven) => {
  const { source, request, now } = unproven
  const [layout] = layouts.STANDARD_WEBHOOKS
  if (!source.secrets.at(-1)?.startsWith('whpk_')) return byHmac(layout)(unproven)
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  const sentAt = String(Math.floor(now.getTime() / 1_000))
  const data = [Buffer.from(`${request.headers['webhook-id'] ?? ''}.${sentAt}.`), request.body]
  const signature = `v1a,${sign(null, Buffer.concat(data), privateKey).toString('base64')}`
  return {
    headers: { 'webhook-timestamp': sentAt, 'webhook-signature': signature },
    source: { ...source, secrets: [`whpk_${Buffer.from(x, 'base64url').toString('base64')}`] },
    signedBy: 'stand-in',
  }
}

const pem = (key: KeyObject): string => key.export({ format: 'pem', type: 'spki' }).toString()

const bySecretScanning: Prove = ({ request }) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    headers: {
      'github-public-key-identifier': 'stand-in',
      'github-public-key-signature': sign('sha256', request.body, privateKey).toString('base64'),
    },
    settings: { publicKeys: [{ id: 'stand-in', key: pem(publicKey) }] },
    signedBy: 'stand-in',
  }
}

const bySns: Prove = ({ request }) => {
  const message = SnsMessage.safeParse(JSON.parse(request.body.toString())).data
  if (!message) return undefined
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signature = sign('sha256', Buffer.from(stringToSign(message)), privateKey)
  const signed = { ...message, SignatureVersion: '2', Signature: signature.toString('base64') }
  return {
    request: { ...request, body: Buffer.from(JSON.stringify(signed)) },
    settings: { certificates: [pem(publicKey)] },
    signedBy: 'stand-in',
  }
}

/** A token that is right; whose signature is, the vendor alone could tell. */
const byToken =
  (claims: (settings: SourceSettings) => Record<string, unknown>): Prove =>
  ({ source }) => ({
    headers: { [headerOf(source)]: 'Bearer stand.in.token' },
    keys: { ...NOBODY, jwt: () => Promise.resolve(claims(source.settings ?? {})) },
    signedBy: 'stand-in',
  })

const headerOf = ({ settings }: Source): string =>
  settings?.scheme?.type === 'jwt' ? settings.scheme.header : 'authorization'

function byAsymmetric(scheme: Scheme<'asymmetric'>, { request, now }: Unproven): Proof {
  const type = { 'ecdsa-sha256-der': 'ec', ed25519: 'ed25519', 'rsa-sha256': 'rsa' } as const
  const options = { namedCurve: 'P-256', modulusLength: 2048 }
  // One call for three types of key, of which the overloads know one each.
  const generate = generateKeyPairSync as (type: string, options: object) => Pair
  const { publicKey, privateKey } = generate(type[scheme.algorithm], options)
  const seconds = String(Math.floor(now.getTime() / 1_000))
  const { time, signatureHeader, keyIdHeader } = scheme
  const stamp = time?.parameter === undefined ? '' : `${time.parameter}=${seconds},`
  const headers = {
    ...(time?.header === undefined ? {} : { [time.header]: seconds }),
    ...(keyIdHeader === undefined ? {} : { [keyIdHeader]: 'stand-in' }),
    [signatureHeader]: stamp,
  }
  const parts = signedParts(
    { ...request, headers: { ...request.headers, ...headers } },
    signedTextOf(scheme),
    signatureHeader,
  )
  const hash = scheme.algorithm === 'ed25519' ? null : 'sha256'
  const signature = sign(hash, Buffer.concat(parts.flatMap((part) => part ?? [])), privateKey)
  const keys = [{ id: 'stand-in', key: pem(publicKey) }]
  return {
    headers: { ...headers, [signatureHeader]: stamp + signature.toString(scheme.encoding) },
    settings: { scheme: { ...scheme, keys } },
    signedBy: 'stand-in',
  }
}
type Pair = { publicKey: KeyObject; privateKey: KeyObject }

const byDuo = (scheme: Scheme<'duo'>, { source, request, now }: Unproven): Proof => {
  const date = now.toUTCString()
  const params = new URLSearchParams(scheme.version === 2 ? request.body.toString() : '')
  const signed = { ...scheme, date, method: 'POST', params, body: request.body }
  return { headers: { date, authorization: duoAuthorization(signed, source.secrets.at(-1) ?? '') } }
}

const byScheme: Prove = (unproven) => {
  const scheme = unproven.source.settings?.scheme ?? { type: 'secret', header: 'authorization' }
  switch (scheme.type) {
    case 'hmac':
      return byHmac(layoutOf(scheme))(unproven)
    case 'asymmetric':
      return byAsymmetric(scheme, unproven)
    case 'jwt':
      return byToken(() => ({ iss: scheme.issuer, aud: scheme.audience }))(unproven)
    case 'duo':
      return byDuo(scheme, unproven)
    case 'standard-webhooks':
      return byStandardWebhook(unproven)
    case 'secret':
      return bySecret(scheme.header)(unproven)
    default:
      return scheme satisfies never
  }
}

const PROOFS: Readonly<Partial<Record<Source['kind'], Prove>>> = {
  okta: bySecret('authorization'),
  auth0: bySecret('authorization'),
  jamf: bySecret('authorization'),
  'aws-eventbridge': (unproven) =>
    bySecret(unproven.source.settings?.header ?? 'x-api-key')(unproven),
  github: byHmac(layouts.GITHUB),
  slack: byHmac(layouts.SLACK),
  zoom: byHmac(layouts.ZOOM),
  atlassian: byHmac(layouts.ATLASSIAN),
  pagerduty: byHmac(layouts.PAGERDUTY),
  box: byHmac(layouts.BOX),
  crowdstrike: (unproven) =>
    byHmac(layouts.CROWDSTRIKE[unproven.source.settings?.layout ?? 'body-time-base64'])(unproven),
  'standard-webhooks': byStandardWebhook,
  'github-secret-scanning': bySecretScanning,
  'aws-sns': bySns,
  'google-workspace': byToken(({ serviceAccount }) => ({
    email: serviceAccount,
    email_verified: true,
  })),
  'microsoft-graph': () => ({}), // its secret stands in the body
  cloudevents: byScheme,
  generic: byScheme,
}
