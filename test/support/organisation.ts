import { freePort } from './free-port.ts'
import { startHub, type TestHub } from './hub.ts'
import { startIdentityProvider, type TestIdentityProvider } from './identity-provider.ts'

/** A hub whose operators sign in at their organisation's identity provider: several people, each one person. */
export type Organisation = AsyncDisposable & { hub: TestHub; idp: TestIdentityProvider }

export const KIM = { sub: 'u-kim', name: 'Kim', email: 'kim@acme.example', groups: ['soc'] }
export const LEE = { sub: 'u-lee', name: 'Lee', email: 'lee@acme.example', groups: ['leads'] }

export async function startOrganisation(
  overrides: Record<string, string> = {},
): Promise<Organisation> {
  const port = await freePort()
  await using open = new AsyncDisposableStack()
  const idp = open.use(
    await startIdentityProvider({
      redirectUris: [`http://localhost:${String(port)}/console/callback`],
    }),
  )
  const hub = open.use(
    await startHub({
      PORT: String(port),
      OIDC_ISSUER: idp.issuer,
      OIDC_CLIENT_ID: idp.clientId,
      OIDC_CLIENT_SECRET: idp.clientSecret,
      OIDC_ROLES: 'soc=responder,leads=approver',
      ...overrides,
    }),
  )
  const held = open.move()
  return { hub, idp, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
