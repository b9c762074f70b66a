import { z } from 'zod'
import { SourceId, TenantId } from './ids.ts'
import { Issuer } from './metadata.ts'
import { IpRange } from './network.ts'

/** Which drafts and habits an SSF transmitter speaks. */
export const Dialect = z.enum(['google', 'okta', 'sse'])
export type Dialect = z.infer<typeof Dialect>

const certificate = z
  .string()
  .max(8192)
  .regex(/^-----BEGIN CERTIFICATE-----\s[\s\S]+-----END CERTIFICATE-----\s*$/, 'not a PEM')

const topic = z
  .string()
  .max(2048)
  .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:\S+$/, 'not the ARN of an SNS topic')

/** What a source needs beside its secrets; each kind takes its own members. */
export const SourceSettings = z.strictObject({
  dialect: Dialect.optional(),
  /** CrowdStrike: what is signed, and how the signature is written. */
  layout: z.enum(['body-time-base64', 'time-body-hex']).optional(),
  /** SNS: the topics that may tell us something. */
  topics: z.array(topic).min(1).max(50).optional(),
  /** SNS: the certificates (PEM) that messages are signed with; two during a rotation. */
  certificates: z.array(certificate).min(1).max(2).optional(),
  /** Jamf: names of the smart groups whose members are not compliant. */
  nonCompliantGroups: z.array(z.string().min(1).max(512)).min(1).max(50).optional(),
})
export type SourceSettings = z.infer<typeof SourceSettings>

const { layout, topics, certificates, nonCompliantGroups } = SourceSettings.shape

const secret = z.string().min(8).max(1024)
const secrets = z.array(secret).min(1).max(2)

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
  /** Requests from elsewhere are refused. */
  ipRanges: z.array(IpRange).min(1).max(200).optional(),
  /** SHA-256 of the client certificates that requests must come with, as a trusted proxy tells them (RFC 9440). */
  clientCertificates: z.array(thumbprint).min(1).max(10).optional(),
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
    settings: z.strictObject({ nonCompliantGroups: nonCompliantGroups.unwrap() }),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('standard-webhooks'),
    secrets: z.array(webhookSecret).min(1).max(2),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('aws-sns'),
    settings: z.strictObject({ topics: topics.unwrap(), certificates: certificates.unwrap() }),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('crowdstrike'),
    issuer: Issuer,
    secrets,
    settings: z.strictObject({ layout: layout.unwrap() }),
  }),
] as const

export const SourceKind = z.enum(['ssf', ...vendorSources.map(({ shape }) => shape.kind.value)])
export type SourceKind = z.infer<typeof SourceKind>
