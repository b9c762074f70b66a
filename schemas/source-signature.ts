import { z } from 'zod'
import { Issuer } from './metadata.ts'
import { HttpUrl } from './stream.ts'

// How a sender of a generic source proves itself: a closed list of schemes, each a row of data, never code.

/** A header's name as requests hold it: in lower case. */
export const HeaderName = z
  .string()
  .max(128)
  .regex(/^[!#$%&'*+.^_`|~0-9a-z-]+$/, 'not the name of a header in lower case')

const publicKey = z
  .string()
  .max(8192)
  .regex(
    /^-----BEGIN PUBLIC KEY-----\s[\s\S]+-----END PUBLIC KEY-----\s*$/,
    'not a public key in PEM',
  )

/** A key of the vendor's, given instead of the one that would be fetched. */
export const NamedKey = z.strictObject({ id: z.string().min(1).max(256), key: publicKey })

/** Text in which `{body}`, `{time}` and `{name-of-a-header}` stand for their bytes. */
const signed = z
  .string()
  .max(256)
  .regex(/^(?:[\x20-\x7e]|\\n)*$/, 'not printable ASCII')
  .refine((text) => text.includes('{body}'), {
    error: 'without {body} the body would not be signed',
  })
  .default('{body}')

const encoding = z.enum(['hex', 'base64', 'base64url'])

/** When it was sent: in a header of its own, or as a parameter of the signature's header (`t=1700000000,v1=…`). */
const time = z
  .strictObject({
    header: HeaderName.optional(),
    parameter: z
      .string()
      .regex(/^[a-z]{1,16}$/)
      .optional(),
    windowSeconds: z.int().min(10).max(3_600).default(300),
  })
  .refine(({ header, parameter }) => (header === undefined) !== (parameter === undefined), {
    error: 'give exactly one of header and parameter',
  })

const hmac = z.strictObject({
  type: z.literal('hmac'),
  algorithm: z.enum(['sha256', 'sha384', 'sha512']).default('sha256'),
  signed,
  signatureHeader: HeaderName,
  encoding: encoding.default('hex'),
  /** Before each signature: `sha256=`, `v1=`. */
  prefix: z.string().max(64).default(''),
  /** Between the signatures of one header, where there may be several. */
  separator: z.enum([' ', ',', ';']).optional(),
  /** How the secret stands for the key: by its own bytes, or by what they encode. */
  keyEncoding: z.enum(['text', 'base64', 'hex']).default('text'),
  time: time.optional(),
})

const asymmetric = z.strictObject({
  type: z.literal('asymmetric'),
  algorithm: z.enum(['ecdsa-sha256-der', 'ed25519', 'rsa-sha256']),
  signed,
  signatureHeader: HeaderName,
  encoding: encoding.default('base64'),
  /** Where the request names its key; without it every key is tried. */
  keyIdHeader: HeaderName.optional(),
  keys: z.array(NamedKey).min(1).max(10),
  time: time.optional(),
})

/** A signed token that names its issuer, its audience and its end, as OIDC push senders carry it. */
const jwt = z.strictObject({
  type: z.literal('jwt'),
  header: HeaderName.default('authorization'),
  issuer: Issuer,
  audience: z.string().min(1).max(2048),
  jwksUri: HttpUrl,
})

/** As clients of Duo's Admin API sign: date, method, host, path and parameters, HMAC-SHA512 in Basic authorization. */
const duo = z.strictObject({
  type: z.literal('duo'),
  version: z.union([z.literal(2), z.literal(5)]),
  integrationKey: z.string().min(1).max(128),
  host: z.string().min(1).max(253),
  path: z.string().min(1).max(1024),
})

/** A shared secret in a header: all that it proves is who knows it. */
const secret = z.strictObject({
  type: z.literal('secret'),
  header: HeaderName.default('authorization'),
})

export const SignatureScheme = z
  .discriminatedUnion('type', [
    hmac,
    asymmetric,
    jwt,
    duo,
    secret,
    z.strictObject({ type: z.literal('standard-webhooks') }),
  ])
  .superRefine((scheme, context) => {
    if (!('time' in scheme) || !scheme.time) return
    const { header } = scheme.time
    const isSigned = ['{time}', ...(header ? [`{${header}}`] : [])].some((part) =>
      scheme.signed.includes(part),
    )
    if (!isSigned)
      context.addIssue({ code: 'custom', message: 'a time that is not signed proves nothing' })
  })
  .meta({ id: 'SignatureScheme' })
export type SignatureScheme = z.infer<typeof SignatureScheme>

/**
 * What a payload says, as a JSONata expression: its result is one event or a list of them, each with `type` (a name or a
 * URI), `subject`, and perhaps `payload`, `occurredAt`, `id`, `txn` and `vendorType`. Nothing at all: nothing happened.
 * The payload is the input; `$headers`, `$source` and `$issuer` are given.
 */
export const EventMapping = z
  .strictObject({ jsonata: z.string().min(1).max(16_384) })
  .meta({ id: 'EventMapping' })
export type EventMapping = z.infer<typeof EventMapping>
