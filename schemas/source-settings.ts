import { z } from 'zod'
import { HttpUrl } from './stream.ts'
import { Issuer } from './metadata.ts'
import { EventUri } from './set.ts'
import { EventMapping, HeaderName, NamedKey, SignatureScheme } from './source-signature.ts'

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
  /** SSF: the only event types that are taken, beside those about the stream itself; others are refused as `access_denied`. */
  allowedEvents: z.array(EventUri).min(1).max(200).optional(),
  /** CrowdStrike: what is signed, and how the signature is written. */
  layout: z.enum(['body-time-base64', 'time-body-hex']).optional(),
  /** SNS: the topics that may tell us something. */
  topics: z.array(topic).min(1).max(50).optional(),
  /** SNS: the only certificates (PEM) that messages are signed with, two during a rotation; without them, AWS's own. */
  certificates: z.array(certificate).min(1).max(2).optional(),
  /** Jamf: names of the smart groups whose members are not compliant. */
  nonCompliantGroups: z.array(z.string().min(1).max(512)).min(1).max(50).optional(),
  /** EventBridge: the header that holds the secret. */
  header: HeaderName.optional(),
  /** GitHub secret scanning: the only keys, instead of those that GitHub publishes. */
  publicKeys: z.array(NamedKey).min(1).max(10).optional(),
  /** Pub/Sub push: the audience of its tokens. */
  audience: z.string().min(1).max(2048).optional(),
  /** Pub/Sub push: the service account that its tokens are made for. */
  serviceAccount: z.email().max(320).optional(),
  /** Pub/Sub push, Graph: where the keys of the vendor's tokens are, in place of its usual place. */
  jwksUri: HttpUrl.optional(),
  /** Graph: the directories (tenants) whose notifications are taken. */
  directories: z.array(z.guid()).min(1).max(50).optional(),
  /** Graph: the application id that validation tokens are for; without it no notification can prove more than a secret. */
  appId: z.guid().optional(),
  /** Graph: the authority of a national cloud. */
  authority: Issuer.optional(),
  /** CloudEvents: the origins that may send (`WebHook-Request-Origin`); without them, any. */
  allowedOrigins: z.array(z.string().min(1).max(253)).min(1).max(50).optional(),
  /** Generic, CloudEvents: how the sender proves itself. */
  scheme: SignatureScheme.optional(),
  /** Generic, CloudEvents: what a payload says. */
  mapping: EventMapping.optional(),
  /** Generic: the header with the delivery's id, by which a repeat is known; without it the signed body is the id. */
  deliveryIdHeader: HeaderName.optional(),
})
export type SourceSettings = z.infer<typeof SourceSettings>

const privateKey = z
  .string()
  .max(16_384)
  .regex(/^-----BEGIN PRIVATE KEY-----\s[\s\S]+-----END PRIVATE KEY-----\s*$/, 'not PKCS #8 in PEM')

/** Keys of the operator's that a source needs beside its secrets. They are sealed and never shown. */
export const SourceCredentials = z.strictObject({
  /** Graph: private keys of the certificates that resource data is encrypted for, by `encryptionCertificateId`. */
  decryptionKeys: z
    .array(z.strictObject({ id: z.string().min(1).max(128), key: privateKey }))
    .min(1)
    .max(5)
    .optional(),
})
export type SourceCredentials = z.infer<typeof SourceCredentials>
