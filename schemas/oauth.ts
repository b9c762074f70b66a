import { z } from 'zod'
import { SubscriberId, TenantId } from './ids.ts'
import { Issuer, Jwks } from './metadata.ts'
import { ALL_SCOPES, Scope } from './scopes.ts'
import { HttpUrl } from './stream.ts'

// Requests are strict: a misspelt member of a security setting is refused, not ignored.

/** How a client proves who it is at the token endpoint (RFC 6749 §2.3.1, RFC 7523 §2.2, RFC 8705 §2). */
export const ClientAuthMethod = z
  .enum([
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ])
  .meta({ id: 'ClientAuthMethod' })
export type ClientAuthMethod = z.infer<typeof ClientAuthMethod>

const IpAddress = z.union([z.ipv4(), z.ipv6()])

/** Whose certificate it is, by one of its names (RFC 8705 §2.1.2). */
export const CertificateSubject = z
  .strictObject({
    name: z.enum([
      'tls_client_auth_subject_dn',
      'tls_client_auth_san_dns',
      'tls_client_auth_san_uri',
      'tls_client_auth_san_ip',
      'tls_client_auth_san_email',
    ]),
    value: z.string().min(1).max(1024),
  })
  .refine(
    ({ name, value }) => name !== 'tls_client_auth_san_ip' || IpAddress.safeParse(value).success,
    { error: 'not an IP address', path: ['value'] },
  )
  .meta({ id: 'CertificateSubject' })
export type CertificateSubject = z.infer<typeof CertificateSubject>

export const CreateOauthClientRequest = z
  .strictObject({
    authMethod: ClientAuthMethod.default('client_secret_basic'),
    /** The client's public keys, for private_key_jwt; with `x5c` for self_signed_tls_client_auth. */
    jwks: Jwks.optional(),
    jwksUri: HttpUrl.optional(),
    /** For tls_client_auth. */
    certificateSubject: CertificateSubject.optional(),
    /** Access tokens are bound to the client's certificate (RFC 8705 §3); by default where it authenticates by one. */
    boundToCertificate: z.boolean().optional(),
    /** Access tokens are bound to a key of the client (RFC 9449). */
    requireDpop: z.boolean().default(false),
    scopes: z.array(Scope).min(1).max(20).default(ALL_SCOPES),
  })
  .superRefine((client, context) => {
    for (const message of clientFaults(client)) context.addIssue({ code: 'custom', message })
  })
  .meta({ id: 'CreateOauthClientRequest' })
export type CreateOauthClientRequest = z.infer<typeof CreateOauthClientRequest>

type ClientParts = {
  authMethod: ClientAuthMethod
  jwks?: Jwks | undefined
  jwksUri?: string | undefined
  certificateSubject?: CertificateSubject | undefined
  boundToCertificate?: boolean | undefined
  requireDpop: boolean
}

const WITH_KEYS: readonly ClientAuthMethod[] = ['private_key_jwt', 'self_signed_tls_client_auth']

function clientFaults(client: ClientParts): string[] {
  const { authMethod, jwks, jwksUri, certificateSubject } = client
  const given = [jwks, jwksUri].filter((keys) => keys !== undefined).length
  const isCertified = jwks?.keys.every((key) => Array.isArray(key['x5c']) && key['x5c'].length > 0)
  return [
    given === (WITH_KEYS.includes(authMethod) ? 1 : 0)
      ? ''
      : `${WITH_KEYS.join(' and ')} take exactly one of jwks and jwksUri, the other methods none`,
    authMethod === 'self_signed_tls_client_auth' && isCertified === false
      ? 'every key of a self_signed_tls_client_auth client has its certificate as x5c'
      : '',
    (certificateSubject !== undefined) === (authMethod === 'tls_client_auth')
      ? ''
      : 'tls_client_auth takes a certificateSubject, the other methods none',
    client.boundToCertificate && client.requireDpop
      ? 'access tokens are bound to a certificate or to a DPoP key, not to both'
      : '',
  ].filter((fault) => fault !== '')
}

/** A credential of a subscriber at the hub's authorization server. */
export const OauthClient = z
  .object({
    clientId: z.string(),
    authMethod: ClientAuthMethod,
    jwks: z.looseObject({}).optional(),
    jwksUri: z.string().optional(),
    certificateSubject: CertificateSubject.optional(),
    boundToCertificate: z.boolean(),
    requireDpop: z.boolean(),
    scopes: z.array(Scope),
    createdAt: z.date(),
  })
  .meta({ id: 'OauthClient' })

const secretOnce = z.string().describe('Shown this once')

export const CreatedOauthClient = OauthClient.extend({
  clientSecret: secretOnce.optional(),
}).meta({ id: 'CreatedOauthClient' })

export const OauthClientList = z
  .object({ items: z.array(OauthClient) })
  .meta({ id: 'OauthClientList' })

/** A new secret; the old one goes on working for so long. */
export const RotateSecretRequest = z
  .strictObject({ overlapSeconds: z.int().min(0).max(604_800).default(0) })
  .meta({ id: 'RotateSecretRequest' })

export const RotatedSecret = z
  .object({ clientId: z.string(), clientSecret: secretOnce, previousUntil: z.date() })
  .meta({ id: 'RotatedSecret' })

export const OauthClientsPath = z.object({ id: SubscriberId })
export const OauthClientPath = z.object({
  id: SubscriberId,
  clientId: z.string().regex(/^[0-9a-f]{32}$/),
})

export const ScopeClaim = z.enum(['scope', 'scp', 'roles'])
export type ScopeClaim = z.infer<typeof ScopeClaim>

const name = z.string().min(1).max(512)
const listed = <Item extends z.ZodType>(item: Item, max: number) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1).max(max)])

/** Trust in an authorization server of somebody else: Okta, Entra, Keycloak, Auth0, … */
export const CreateTokenIssuerRequest = z
  .strictObject({
    tenantId: TenantId.default('default'),
    /** Exactly as it stands in the `iss` of its tokens. */
    issuer: Issuer,
    /** Without it the issuer's own metadata says where its keys are. */
    jwksUri: HttpUrl.optional(),
    /** One of these must be in the token's `aud`. */
    audience: listed(name, 20),
    /** The claim that names the subscriber; a list is a path into nested claims. */
    subscriberClaim: listed(name, 8).default(['client_id']),
    /** What the claim's values stand for; without it, the claim is the subscriber's id. */
    subscribers: z.record(name, SubscriberId).optional(),
    scopeClaim: ScopeClaim.default('scope'),
  })
  .meta({ id: 'CreateTokenIssuerRequest' })
export type CreateTokenIssuerRequest = z.infer<typeof CreateTokenIssuerRequest>

export const TokenIssuer = z
  .object({
    id: z.uuid(),
    tenantId: TenantId,
    issuer: z.string(),
    jwksUri: z.string(),
    audience: z.array(z.string()),
    subscriberClaim: z.array(z.string()),
    subscribers: z.record(z.string(), SubscriberId).optional(),
    scopeClaim: ScopeClaim,
    createdAt: z.date(),
  })
  .meta({ id: 'TokenIssuer' })

export const TokenIssuerPage = z
  .object({ items: z.array(TokenIssuer), next: z.string().optional() })
  .meta({ id: 'TokenIssuerPage' })
export const TokenIssuerPath = z.object({ id: z.uuid() })

const uri = z.string()
const texts = z.array(z.string()).min(1)

/** RFC 8414 §2. */
export const AuthorizationServerMetadata = z
  .looseObject({
    issuer: uri,
    token_endpoint: uri,
    jwks_uri: uri,
    scopes_supported: texts,
    response_types_supported: texts,
    grant_types_supported: texts,
    token_endpoint_auth_methods_supported: texts,
    token_endpoint_auth_signing_alg_values_supported: texts,
    revocation_endpoint: uri,
    introspection_endpoint: uri,
    dpop_signing_alg_values_supported: texts,
    tls_client_certificate_bound_access_tokens: z.boolean().optional(),
  })
  .meta({ id: 'AuthorizationServerMetadata' })

/** RFC 9728 §2. */
export const ProtectedResourceMetadata = z
  .looseObject({
    resource: uri,
    authorization_servers: texts,
    scopes_supported: texts,
    bearer_methods_supported: texts,
    dpop_signing_alg_values_supported: texts,
    tls_client_certificate_bound_access_tokens: z.boolean().optional(),
  })
  .meta({ id: 'ProtectedResourceMetadata' })

/** What the token endpoint takes (RFC 6749 §4.4.2); other parameters are ignored. */
export const TokenRequest = z
  .looseObject({
    grant_type: z.literal('client_credentials'),
    scope: z.string().optional(),
    resource: z.string().optional(),
    client_id: z.string().optional(),
    client_secret: z.string().optional(),
    client_assertion_type: z.string().optional(),
    client_assertion: z.string().optional(),
  })
  .meta({ id: 'TokenRequest' })

/** What revocation (RFC 7009 §2.1) and introspection (RFC 7662 §2.1) take. */
export const TokenQuestion = z
  .looseObject({ token: z.string(), token_type_hint: z.string().optional() })
  .meta({ id: 'TokenQuestion' })

/** RFC 6749 §5.1. */
export const TokenResponse = z
  .looseObject({
    access_token: z.string(),
    token_type: z.enum(['Bearer', 'DPoP']),
    expires_in: z.int().min(1).max(3_600),
    scope: z.string().optional(),
  })
  .meta({ id: 'TokenResponse' })

/** RFC 7662 §2.2. */
export const Introspection = z.looseObject({ active: z.boolean() }).meta({ id: 'Introspection' })

/** RFC 6749 §5.2. */
export const OauthError = z
  .looseObject({ error: z.string(), error_description: z.string().optional() })
  .meta({ id: 'OauthError' })
