import { z } from 'zod'
import { SourceId, TenantId } from './ids.ts'
import { Issuer } from './metadata.ts'
import { IpRange } from './network.ts'
import { SourceCredentials, SourceSettings } from './source-settings.ts'

export { Dialect, SourceCredentials, SourceSettings } from './source-settings.ts'

const of = SourceSettings.shape

const secret = z.string().min(8).max(1024)
const secrets = z.array(secret).min(1).max(2)

/** Graph takes no longer ones. */
const clientState = secret.max(128)

/** Else its key could be guessed: too short, or base64 of nothing. */
const webhookSecret = secret.regex(
  /^(?:whsec_|whpk_)?[A-Za-z0-9+/]{32,}={0,2}$/,
  'not whsec_ or whpk_ and base64 of 24 bytes or more',
)

/**
 * How far a source is believed. `proof`: as far as each request proves who sent it, so that what only a shared secret
 * stands for is a hint. `trusted`: the operator believes it all the same. `hint`: it never ends anybody's access alone.
 */
export const SourceTrust = z.enum(['proof', 'trusted', 'hint']).meta({ id: 'SourceTrust' })
export type SourceTrust = z.infer<typeof SourceTrust>

const thumbprint = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in lower-case hex')

/** What every source has, whatever its kind. */
export const every = {
  id: SourceId,
  tenantId: TenantId.default('default'),
  trust: SourceTrust.default('proof'),
  /** May it say that two identifiers name one person? */
  mayLink: z.boolean().default(false),
  /**
   * Where it may link, beside its own issuer's names: domains of e-mail addresses and accounts, issuers, formats such as
   * `phone_number`; `*` for every name.
   */
  speaksFor: z.array(z.string().min(1).max(512)).max(100).default([]),
  /** Requests from elsewhere are refused. */
  ipRanges: z.array(IpRange).min(1).max(200).optional(),
  /** SHA-256 (hex) of the client certificates that requests must come with; CLIENT_CERTIFICATE_FROM says where they show. */
  clientCertificates: z.array(thumbprint).min(1).max(10).optional(),
  /** Requests a second that it may send; ten times as many at once after a pause. Without it the hub's limit holds. */
  ratePerSecond: z.int().min(1).max(1_000_000).optional(),
}

/** Vendors whose secret is all that there is to agree on. */
const plain = <Kind extends string>(kind: Kind) =>
  z.strictObject({ ...every, kind: z.literal(kind), secrets })

/** Vendors that number their users within an organisation, which the issuer names. */
const withIssuer = <Kind extends string>(kind: Kind) =>
  z.strictObject({ ...every, kind: z.literal(kind), issuer: Issuer, secrets })

/** What it takes to register a vendor's webhooks, by kind. */
export const vendorSources = [
  withIssuer('okta'),
  /** The org's System Log, which the hub reads; the secret is an API token. */
  withIssuer('okta-log'),
  plain('github'),
  plain('slack'),
  plain('pagerduty'),
  plain('atlassian'),
  plain('zoom'),
  plain('box'),
  withIssuer('auth0'),
  z.strictObject({
    ...every,
    kind: z.literal('jamf'),
    issuer: Issuer,
    secrets,
    settings: z.strictObject({ nonCompliantGroups: of.nonCompliantGroups.unwrap() }),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('standard-webhooks'),
    secrets: z.array(webhookSecret).min(1).max(2),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('aws-sns'),
    settings: z.strictObject({ topics: of.topics.unwrap(), certificates: of.certificates }),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('aws-eventbridge'),
    secrets,
    settings: z.strictObject({ header: of.header }).optional(),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('crowdstrike'),
    issuer: Issuer,
    secrets,
    settings: z.strictObject({ layout: of.layout.unwrap() }),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('github-secret-scanning'),
    settings: z.strictObject({ publicKeys: of.publicKeys }).optional(),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('google-workspace'),
    settings: z.strictObject({
      audience: of.audience.unwrap(),
      serviceAccount: of.serviceAccount.unwrap(),
      jwksUri: of.jwksUri,
    }),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('microsoft-graph'),
    secrets: z.array(clientState).min(1).max(2),
    settings: z.strictObject({
      directories: of.directories.unwrap(),
      appId: of.appId,
      authority: of.authority,
      jwksUri: of.jwksUri,
    }),
    credentials: SourceCredentials.pick({ decryptionKeys: true }).optional(),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('cloudevents'),
    /** Of schemes with a secret; public keys stand in the scheme. */
    secrets: secrets.optional(),
    settings: z
      .strictObject({
        scheme: of.scheme,
        allowedOrigins: of.allowedOrigins,
        mapping: of.mapping,
      })
      .optional(),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('generic'),
    issuer: Issuer.optional(),
    secrets: secrets.optional(),
    settings: z.strictObject({
      scheme: of.scheme.unwrap(),
      mapping: of.mapping.unwrap(),
      deliveryIdHeader: of.deliveryIdHeader,
    }),
  }),
] as const

export const SourceKind = z.enum(['ssf', ...vendorSources.map(({ shape }) => shape.kind.value)])
export type SourceKind = z.infer<typeof SourceKind>

/** Those that send nothing: the hub reads their logs. */
export const POLLED_KINDS: readonly SourceKind[] = ['okta-log']
