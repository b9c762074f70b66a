import * as oidc from 'openid-client'
import { z } from 'zod'
import type { OidcConfig } from '../../kernel/console-config.ts'
import type { Deps } from '../../kernel/deps.ts'
import { DOCUMENT, fetchThrough } from '../../kernel/upstream/fetch.ts'
import { groupsOf } from './groups.ts'

/** Who somebody is, in the words of the identity provider. */
export type Identity = {
  issuer: string
  subject: string
  name: string
  email?: string
  groups: readonly string[]
}

/** What the provider's answer must fit; kept on our side from the start of a sign-in to its end. */
const Expected = z.object({ verifier: z.string(), state: z.string(), nonce: z.string() })
export type Expected = z.infer<typeof Expected>
export const readExpected = (text: string): Expected => Expected.parse(JSON.parse(text))

export type IdentityProvider = {
  /** Where the browser is to go. @throws where the provider cannot be reached */
  start(redirectUri: string): Promise<{ url: URL; expected: Expected }>
  /** Who came back. @throws where the answer is an error, does not fit, or the provider cannot be reached */
  finish(answer: URL, expected: Expected): Promise<Identity>
}

/** An OpenID provider: code flow with PKCE, state and nonce, the request pushed where the provider takes that (RFC 9126). */
export function createIdentityProvider(
  config: OidcConfig,
  deps: Pick<Deps, 'outbound' | 'clock'>,
): IdentityProvider {
  const client = createClient(config, deps)
  return {
    async start(redirectUri) {
      const at = await client()
      const verifier = oidc.randomPKCECodeVerifier()
      const expected = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce() }
      const parameters = {
        redirect_uri: redirectUri,
        scope: config.scopes,
        state: expected.state,
        nonce: expected.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }
      const isPushed = at.serverMetadata().pushed_authorization_request_endpoint !== undefined
      const url = isPushed
        ? await oidc.buildAuthorizationUrlWithPAR(at, parameters)
        : oidc.buildAuthorizationUrl(at, parameters)
      return { url, expected }
    },

    async finish(answer, { verifier, state, nonce }) {
      const at = await client()
      const tokens = await oidc.authorizationCodeGrant(at, answer, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('an ID token was expected')
      const known = await withUserInfo(at, tokens.access_token, claims, config)
      return toIdentity(known, claims, config)
    },
  }
}

/** How long the provider's metadata and keys are believed. */
const FRESH_MS = 3_600_000

/** Discovers the provider when it is first needed, and again from time to time. */
function createClient(
  { issuer, clientId, clientSecret }: OidcConfig,
  { outbound, clock }: Pick<Deps, 'outbound' | 'clock'>,
): () => Promise<oidc.Configuration> {
  let known: { client: oidc.Configuration; until: number } | undefined
  return async () => {
    const now = clock.now().getTime()
    if (known && known.until > now) return known.client
    const by = fetchThrough(outbound, DOCUMENT)
    const relaxed = issuer.startsWith('http:') ? [allowPlainHttp] : []
    const found = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), {
      [oidc.customFetch]: by,
      execute: relaxed,
    })
    const client = withAuthentication(found, clientId, clientSecret)
    client[oidc.customFetch] = by
    for (const relax of relaxed) relax(client)
    known = { client, until: now + FRESH_MS }
    return known.client
  }
}

/** Where the configured issuer is plain http: the hub's way out still dials only what configuration permits. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so as to stand out
const allowPlainHttp: (client: oidc.Configuration) => void = oidc.allowInsecureRequests

/** How we authenticate there: by what the provider takes, HTTP Basic where it does not say (OpenID Connect Discovery 1.0 §3). */
function withAuthentication(
  found: oidc.Configuration,
  clientId: string,
  clientSecret: string | undefined,
): oidc.Configuration {
  const server = found.serverMetadata()
  const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server
  if (clientSecret === undefined)
    return new oidc.Configuration(server, clientId, undefined, oidc.None())
  const by = methods.includes('client_secret_basic')
    ? oidc.ClientSecretBasic(clientSecret)
    : oidc.ClientSecretPost(clientSecret)
  return new oidc.Configuration(server, clientId, clientSecret, by)
}

type Claims = Readonly<Record<string, unknown>>

/** Some providers tell groups and addresses at the userinfo endpoint only. */
async function withUserInfo(
  at: oidc.Configuration,
  accessToken: string,
  claims: oidc.IDToken,
  { groupsClaim }: OidcConfig,
): Promise<Claims> {
  const hasAll = groupsOf(claims, groupsClaim).length > 0 && claims['email'] !== undefined
  if (hasAll || at.serverMetadata().userinfo_endpoint === undefined) return claims
  return { ...(await oidc.fetchUserInfo(at, accessToken, claims.sub)), ...claims }
}

function toIdentity(known: Claims, { iss, sub }: oidc.IDToken, config: OidcConfig): Identity {
  const text = (name: string) => {
    const value = known[name]
    return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_NAME) : undefined
  }
  const email = known['email_verified'] === false ? undefined : text('email')
  return {
    issuer: iss,
    subject: sub,
    name: text('name') ?? text('preferred_username') ?? email ?? sub.slice(0, LONGEST_NAME),
    ...(email === undefined ? {} : { email }),
    groups: groupsOf(known, config.groupsClaim),
  }
}

const LONGEST_NAME = 200
