import { z } from 'zod'
import { SigningAlg, tenant } from './admin.ts'
import { pageOf, PageQuery } from './page.ts'
import { SubscriberId, TenantId } from './ids.ts'
import { Issuer, PublicJwk } from './metadata.ts'
import { HostPattern, IpRange } from './network.ts'
import { Tags } from './policy.ts'
import { EventUri } from './set.ts'
import { SubjectFormats } from './subject-formats.ts'

const uri = z
  .string()
  .max(2048)
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/, 'not a URI')

/** A key to encrypt to: RSA of 2048 bits at least, or a curve; its `alg` says how the content key is wrapped. */
export const EncryptionJwk = PublicJwk.refine(
  (key) => key.kty !== 'RSA' || Buffer.from(key.n ?? '', 'base64url').length >= 256,
  { error: 'an RSA key has at least 2048 bits' },
)

const DefaultSubjects = z.enum(['ALL', 'NONE'])
const name = z.string().min(1).max(128)

/** What a subscriber may be held to; absent means no limit. */
const limits = {
  allowedEvents: z.array(EventUri).min(1).max(500),
  /** Where its streams may push to; absent = any public host. */
  pushHosts: z.array(HostPattern).min(1).max(100),
  /** From where its credentials work at the stream API; absent = anywhere. */
  ipRanges: z.array(IpRange).min(1).max(100),
  /** What its streams are told subjects by, unless they say so themselves; absent = as a subject came. */
  subjectFormats: SubjectFormats,
  /**
   * Formats by which its streams may be told a principal by names that the hub knows and the source did not say; absent =
   * e-mail addresses alone.
   */
  tellFormats: SubjectFormats,
  /** Of `iss_sub`, whose names those may be; absent = nobody's. */
  tellIssuers: z.array(Issuer).min(1).max(50),
  description: z.string().max(1024),
  /** Labels that policies choose its streams by. */
  tags: Tags.min(1),
}

export const CreateSubscriberRequest = z
  .strictObject({
    name,
    audience: z.array(uri).min(1).max(50),
    tenantId: tenant,
    /** What a new stream is about before subjects are added or removed. */
    defaultSubjects: DefaultSubjects.default('ALL'),
    /** Every request must prove possession of a key (RFC 9449); the static token does not work then. */
    requireDpop: z.boolean().default(false),
    /** What its SETs are signed with; RS256 is what every receiver understands. */
    signingAlg: SigningAlg.default('RS256'),
    /** Public key that its SETs are encrypted to (JWE). */
    encryption: EncryptionJwk.optional(),
    ...z.object(limits).partial().shape,
  })
  .meta({ id: 'CreateSubscriberRequest' })
export type CreateSubscriberRequest = z.infer<typeof CreateSubscriberRequest>

/** What is missing stays; null takes a limit away. `signingAlg` and `defaultSubjects` are for streams made from then on. */
export const UpdateSubscriberRequest = z
  .strictObject({
    name,
    defaultSubjects: DefaultSubjects,
    requireDpop: z.boolean(),
    signingAlg: SigningAlg,
    allowedEvents: limits.allowedEvents.nullable(),
    pushHosts: limits.pushHosts.nullable(),
    ipRanges: limits.ipRanges.nullable(),
    subjectFormats: limits.subjectFormats.nullable(),
    tellFormats: limits.tellFormats.nullable(),
    tellIssuers: limits.tellIssuers.nullable(),
    description: limits.description.nullable(),
    tags: limits.tags.nullable(),
  })
  .partial()
  .meta({ id: 'UpdateSubscriberRequest' })
export type UpdateSubscriberRequest = z.infer<typeof UpdateSubscriberRequest>

/** A SaaS app that may have streams; without `allowedEvents` every event type is allowed. */
export const Subscriber = z
  .object({
    id: SubscriberId,
    name: z.string(),
    audience: z.array(z.string()).min(1),
    tenantId: TenantId,
    defaultSubjects: DefaultSubjects,
    requireDpop: z.boolean(),
    signingAlg: z.string(),
    encryption: PublicJwk.optional(),
    allowedEvents: z.array(z.string()).optional(),
    pushHosts: z.array(z.string()).optional(),
    ipRanges: z.array(z.string()).optional(),
    subjectFormats: z.array(z.string()).optional(),
    tellFormats: z.array(z.string()).optional(),
    tellIssuers: z.array(z.string()).optional(),
    description: z.string().optional(),
    tags: Tags.optional(),
    createdAt: z.date(),
  })
  .meta({ id: 'Subscriber' })
export type Subscriber = z.infer<typeof Subscriber>

/** The only time that the token is shown. */
export const CreatedSubscriber = Subscriber.extend({ token: z.string() }).meta({
  id: 'CreatedSubscriber',
})
export type CreatedSubscriber = z.infer<typeof CreatedSubscriber>

/** A new token, shown this once; the one before works no more. */
export const RotatedToken = z.object({ token: z.string() }).meta({ id: 'RotatedToken' })

/** `search`: part of the name. */
export const SubscriberQuery = PageQuery.extend({
  search: z.string().min(1).max(200).optional(),
})

export const SubscriberPage = pageOf(Subscriber).meta({ id: 'SubscriberPage' })
export type SubscriberPage = z.infer<typeof SubscriberPage>

export const SubscriberPath = z.object({ id: SubscriberId })
