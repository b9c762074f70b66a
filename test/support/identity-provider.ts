import { createServer } from 'node:http'
import { generateKeyPair, exportJWK } from 'jose'
import Provider from 'oidc-provider'
import { close, listen } from '../../services/demo/listen.ts'

export type Account = {
  sub: string
  name: string
  email: string
  email_verified?: boolean
  groups: string[]
}

/** An OpenID provider of one organisation: whoever comes is signed in as `as` last said, without being asked. */
export type TestIdentityProvider = AsyncDisposable & {
  issuer: string
  clientId: string
  clientSecret: string
  as(account: Account): void
  /** From now on it answers with this error (OpenID Connect Core 1.0 §3.1.2.6). */
  refuse(error: string | undefined): void
  /** Requests it got, as `METHOD path`. */
  seen: readonly string[]
}

type Options = { redirectUris: readonly string[]; isPushed?: boolean; groupsInUserInfo?: boolean }

export async function startIdentityProvider({
  redirectUris,
  isPushed = false,
  groupsInUserInfo = false,
}: Options): Promise<TestIdentityProvider> {
  const seen: string[] = []
  let current: Account | undefined
  let error: string | undefined
  const server = createServer((request) => {
    seen.push(`${String(request.method)} ${(request.url ?? '').split('?')[0] ?? ''}`)
  })
  const issuer = `http://127.0.0.1:${String(await listen(server))}`
  const [clientId, clientSecret] = ['ssf-hub-console', 'a secret of the test, of fitting length']
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...redirectUris],
        application_type: 'web',
      },
    ],
    jwks: { keys: [await signingKey()] },
    cookies: { keys: ['a key of the test'] },
    claims: { openid: ['sub'], profile: ['name', 'groups'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: groupsInUserInfo,
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: isPushed },
    },
    pkce: { required: () => true },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...current }) }),
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc
      const grant = new context.oidc.provider.Grant({
        ...(client && { clientId: client.clientId }),
        ...(session?.accountId !== undefined && { accountId: session.accountId }),
      })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const result = error === undefined ? { login: { accountId: current?.sub ?? '' } } : { error }
    void (request.url?.startsWith('/interaction/')
      ? provider.interactionFinished(request, response, result)
      : answer(request, response))
  })
  return {
    issuer,
    clientId,
    clientSecret,
    seen,
    as: (account) => {
      current = account
    },
    refuse: (with_) => {
      error = with_
    },
    [Symbol.asyncDispose]: () => close(server),
  }
}

async function signingKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }
}
