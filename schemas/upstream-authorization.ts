import { z } from 'zod'
import { Issuer } from './metadata.ts'
import { HttpUrl } from './stream.ts'

// Requests are strict: a misspelt member of a security setting is refused, not ignored.

/** Where tokens come from, where the transmitter does not say so or should not be believed. */
const tokenServer = {
  /** An authorization server's issuer, whose metadata (RFC 8414) names its token endpoint. */
  authorizationServer: Issuer.optional(),
  tokenEndpoint: HttpUrl.optional(),
  /** Without it, what the transmitter's RFC 9728 metadata lists, else ssf.read and ssf.manage. */
  scope: z
    .string()
    .min(1)
    .max(1024)
    .regex(
      /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/,
      'not a scope (RFC 6749 §3.3)',
    )
    .optional(),
  /** The `resource` of RFC 8707, where the authorization server wants another than the transmitter's metadata say. */
  resource: HttpUrl.optional(),
  /** Tokens are bound to a key of the hub's (RFC 9449). */
  dpop: z.boolean().default(false),
}

const clientId = z.string().min(1).max(512)
const clientSecret = z.string().min(1).max(4096)
const keyId = z.string().min(1).max(512)

/** A private key of the client's own; without it the hub makes one and shows its public half. */
const PrivateJwk = z
  .looseObject({
    kty: z.enum(['RSA', 'EC', 'OKP']),
    d: z.string().min(1).max(8192),
    kid: keyId.optional(),
  })
  .meta({ id: 'PrivateJwk' })

export const ClientKeyAlg = z.enum(['ES256', 'RS256', 'PS256', 'EdDSA'])
export type ClientKeyAlg = z.infer<typeof ClientKeyAlg>

/** How the hub is let in by a transmitter (SSF 1.0 §7.1.1). */
export const UpstreamAuthorization = z
  .discriminatedUnion('method', [
    z.strictObject({
      method: z.literal('client_secret_basic'),
      clientId,
      clientSecret,
      ...tokenServer,
    }),
    z.strictObject({
      method: z.literal('client_secret_post'),
      clientId,
      clientSecret,
      ...tokenServer,
    }),
    z.strictObject({
      method: z.literal('private_key_jwt'),
      clientId,
      alg: ClientKeyAlg.default('ES256'),
      privateKey: PrivateJwk.optional(),
      ...tokenServer,
    }),
    /** A token that somebody made; sent as a bearer token. */
    z.strictObject({
      method: z.literal('token'),
      token: z
        .string()
        .max(8192)
        .regex(/^[\w.~+/-]+=*$/, 'not a bearer token (RFC 6750 §2.1)'),
    }),
    /** A bearer token that the hub signs itself, as Google's service accounts do. */
    z.strictObject({
      method: z.literal('signed_jwt'),
      /** `iss` and `sub` of the token. */
      subject: z.string().min(1).max(512),
      audience: z.string().min(1).max(2048),
      keyId,
      privateKey: z
        .string()
        .max(16_384)
        .regex(
          /^-----BEGIN PRIVATE KEY-----\s[\s\S]+-----END PRIVATE KEY-----\s*$/,
          'not PKCS #8 in PEM',
        ),
    }),
  ])
  .meta({ id: 'UpstreamAuthorization' })
export type UpstreamAuthorization = z.infer<typeof UpstreamAuthorization>

/** The same as it may be shown: without secrets, with what was found out. */
export const UpstreamAuthorizationShown = z
  .object({
    method: z.string(),
    clientId: z.string().optional(),
    /** To be registered at the authorization server, for private_key_jwt. */
    publicKey: z.looseObject({}).optional(),
    authorizationServer: z.string().optional(),
    tokenEndpoint: z.string().optional(),
    scope: z.string().optional(),
    dpop: z.boolean().optional(),
  })
  .meta({ id: 'UpstreamAuthorizationShown' })
export type UpstreamAuthorizationShown = z.infer<typeof UpstreamAuthorizationShown>
