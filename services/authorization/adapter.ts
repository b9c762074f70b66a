import Provider, { type Adapter, type AdapterPayload } from 'oidc-provider'
import type { Deps } from '../kernel/deps.ts'
import type { Issuer } from '../kernel/http/issuers.ts'
import { newToken } from '../kernel/ids.ts'
import type { OauthClient } from '../kernel/store/oauth-clients.ts'
import { included } from '../../schemas/scopes.ts'
import type { Presented, PresentedThings } from './presented.ts'

type AdapterDeps = Pick<Deps, 'store'> & { presented: PresentedThings }

/** What oidc-provider keeps, as far as client credentials need it: clients, and the token that is being asked about. */
export function createAdapter({ tenantId }: Issuer, { store, presented }: AdapterDeps) {
  // Wanted by the library of clients with a secret; compareClientSecret looks at hashes instead (provider.ts).
  const placeholder = newToken('unused')
  const inHand = () => {
    const { ctx } = Provider
    return ctx ? presented.tokens.get(ctx.req) : undefined
  }
  const clients: Adapter = {
    ...NOTHING,
    find: async (id) => {
      const client = isClientId(id) ? await store.oauthClients.find(id) : undefined
      return client?.tenantId === tenantId ? toMetadata(client, placeholder) : undefined
    },
  }
  const tokens: Adapter = {
    ...NOTHING,
    find: async (jti) => {
      const claims = inHand()
      return claims?.jti === jti ? toPayload(claims) : undefined
    },
    destroy: async (jti) => {
      const claims = inHand()
      // A little longer than it lives: clocks differ.
      if (claims?.jti === jti)
        await store.oauthTokens.revoke(jti, new Date((claims.exp + 60) * 1_000))
    },
  }
  return (name: string): Adapter => {
    if (name === 'Client') return clients
    return name === 'ClientCredentials' ? tokens : NOTHING
  }
}

/** Nothing else is found; what would be stored is a mistake of ours. */
const NOTHING: Adapter = {
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  upsert: async (id) => {
    throw new Error(`The authorization server stores nothing, but ${id} came`)
  },
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
}

const isClientId = (id: string): boolean => /^[0-9a-f]{32}$/.test(id)

/** RFC 7591 §2 names, and those of RFC 8705 and RFC 9449. */
const toMetadata = (client: OauthClient, placeholder: string): AdapterPayload => ({
  client_id: client.id,
  token_endpoint_auth_method: client.authMethod,
  ...(client.authMethod.startsWith('client_secret_') ? { client_secret: placeholder } : {}),
  ...(client.certificateSubject
    ? { [client.certificateSubject.name]: client.certificateSubject.value }
    : {}),
  // The library takes one kind of binding: a subscriber's DPoP goes before its client's certificate.
  tls_client_certificate_bound_access_tokens: client.boundToCertificate && !client.requireDpop,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  scope: included(client.scopes).join(' '),
  dpop_bound_access_tokens: client.requireDpop, // RFC 9449 §5.2
  ...(client.jwks ? { jwks: client.jwks as NonNullable<AdapterPayload['jwks']> } : {}), // parsed by schemas/oauth.ts
  ...(client.jwksUri === undefined ? {} : { jwks_uri: client.jwksUri }),
})

const toPayload = ({
  jti,
  client_id,
  sub,
  aud,
  iat,
  exp,
  scope,
  cnf,
}: Presented): AdapterPayload => ({
  kind: 'ClientCredentials',
  jti,
  clientId: client_id,
  aud,
  iat,
  exp,
  extra: { sub },
  ...(scope === undefined ? {} : { scope }),
  ...(cnf?.jkt === undefined ? {} : { jkt: cnf.jkt }),
  ...(cnf?.['x5t#S256'] === undefined ? {} : { 'x5t#S256': cnf['x5t#S256'] }),
})
