import { z } from 'zod'
import { HttpUrl } from './stream.ts'

/** An issuer: a URL without query or fragment; https, unless it is this very machine (SSF 1.0 §7.1). */
export const Issuer = HttpUrl.refine((value) => !/[?#]/.test(value), {
  error: 'an issuer has neither query nor fragment (SSF 1.0 §7.1)',
  abort: true,
}).refine((value) => isSecure(value), {
  error: 'an issuer uses https (SSF 1.0 §7.1), http only on loopback',
})

const endpoint = HttpUrl.refine((value) => isSecure(value), {
  error: 'must use https (SSF 1.0 §7.1), http only on loopback',
})

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

function isSecure(value: string): boolean {
  const url = URL.parse(value)
  return url?.protocol === 'https:' || LOOPBACK.test(url?.hostname ?? '')
}

export const AuthorizationScheme = z
  .looseObject({ spec_urn: z.string().min(1).max(512) })
  .meta({ id: 'AuthorizationScheme' })

// "Claims with zero elements MUST be omitted" (SSF 1.0 §7.2.3): hence the min(1).
const names = z.array(z.string().min(1).max(512)).min(1).max(100)

/** The document at /.well-known/ssf-configuration (SSF 1.0 §7.1). */
export const TransmitterMetadata = z
  .looseObject({
    spec_version: z.string().max(64).optional(),
    issuer: Issuer,
    jwks_uri: endpoint.optional(),
    delivery_methods_supported: names.optional(),
    configuration_endpoint: endpoint.optional(),
    status_endpoint: endpoint.optional(),
    add_subject_endpoint: endpoint.optional(),
    remove_subject_endpoint: endpoint.optional(),
    verification_endpoint: endpoint.optional(),
    critical_subject_members: names.optional(),
    authorization_schemes: z.array(AuthorizationScheme).min(1).max(100).optional(),
    default_subjects: z.enum(['ALL', 'NONE']).optional(),
  })
  .meta({ id: 'TransmitterMetadata' })
export type TransmitterMetadata = z.infer<typeof TransmitterMetadata>

const base64url = z
  .string()
  .max(8192)
  .regex(/^[A-Za-z0-9_-]+$/)

/** A public key: symmetric keys and private members have no place in a published set. */
export const PublicJwk = z
  .looseObject({
    kty: z.enum(['RSA', 'EC', 'OKP']),
    kid: z.string().max(512).optional(),
    use: z.string().max(64).optional(),
    alg: z.string().max(64).optional(),
    n: base64url.optional(),
    e: base64url.optional(),
    crv: z.string().max(64).optional(),
    x: base64url.optional(),
    y: base64url.optional(),
    d: z.never({ error: 'is a private key' }).optional(),
  })
  .meta({ id: 'PublicJwk' })

export const Jwks = z.looseObject({ keys: z.array(PublicJwk).min(1).max(100) }).meta({ id: 'Jwks' })
export type Jwks = z.infer<typeof Jwks>
