import {
  startTransmitter,
  type Options,
  type Transmitter,
} from '../../../test/support/transmitter/index.ts'
import { UpstreamAuthorization } from '../../../schemas/upstream-authorization.ts'
import { systemClock } from '../clock.ts'
import { createOutbound, type Outbound } from '../http/outbound.ts'
import { discoverTransmitter, type Discovered } from './discovery.ts'
import type { Credentials } from './access-token.ts'
import { createManagement, type Management } from './management.ts'
import type { UpstreamMetadata } from './metadata.ts'
import { openSession, type Session } from './session.ts'
import { findTokenServer, type TokenServer } from './token-server.ts'
import { dialectOf, wordsOf } from './words.ts'

// For tests: the hub's client of a transmitter, over real sockets.

export type Opened = AsyncDisposable & {
  transmitter: Transmitter
  outbound: Outbound
  discovered: Discovered
  server: TokenServer | undefined
  session: Session
  management: Management
}

type Opening = Options & {
  authorization?: object
  clientKey?: Credentials['clientKey']
  dialect?: Options['dialect']
}

export async function openTransmitter(options: Opening = {}): Promise<Opened> {
  const transmitter = await startTransmitter(options)
  const outbound = createOutbound({ allow: ['127.0.0.0/8'] })
  const { id: clientId, secret: clientSecret } = transmitter.authorization.client
  const basic = { method: 'client_secret_basic', clientId, clientSecret }
  const authorization = UpstreamAuthorization.parse(options.authorization ?? basic)
  const discovered = await discoverTransmitter({ issuer: transmitter.issuer }, outbound)
  if (!discovered.ok) throw new Error(discovered.tried.join('; '))
  const { metadata } = discovered
  const server = await serverOf(authorization, metadata, outbound)
  const { clientKey } = options
  const credentials = { authorization, ...(clientKey ? { clientKey } : {}) }
  const session = await openSession(credentials, server, { outbound, clock: systemClock })
  const chosen = options.dialect === 'google' ? 'google' : undefined
  const words = wordsOf(dialectOf(metadata, chosen))
  return {
    transmitter,
    outbound,
    discovered,
    server,
    session,
    management: createManagement({ session, metadata, words }),
    [Symbol.asyncDispose]: async () => {
      await outbound.close()
      await transmitter[Symbol.asyncDispose]()
    },
  }
}

async function serverOf(
  authorization: UpstreamAuthorization,
  metadata: UpstreamMetadata,
  outbound: Outbound,
): Promise<TokenServer | undefined> {
  if (!('clientId' in authorization)) return undefined
  const found = await findTokenServer(authorization, metadata, { outbound })
  if (!found.ok) throw new Error(found.reason)
  return found.server
}
