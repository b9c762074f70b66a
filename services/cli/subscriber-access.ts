import { readFile } from 'node:fs/promises'
import { isLoopback } from '../kernel/config.ts'
import { errorText, HubError } from '../kernel/errors.ts'
import * as oauth from 'openid-client'
import type { Io } from './io.ts'

/** How a subscriber shows who it is to a transmitter's stream API. */
export type AccessOptions = {
  accessTokenFile?: string
  clientId?: string
  clientSecretFile?: string
  tokenIssuer?: string
  scope?: string
}

export const ACCESS_OPTIONS = [
  ['--access-token-file <file>', 'a file with the access token; else SSF_ACCESS_TOKEN'],
  ['--client-id <id>', 'get a token by client credentials (RFC 6749 §4.4)'],
  ['--client-secret-file <file>', 'a file with the client’s secret; else SSF_CLIENT_SECRET'],
  ['--token-issuer <url>', 'the authorization server, where it is not the transmitter'],
  ['--scope <scope>', 'what to ask for', 'ssf.manage'],
] as const

/** An access token for the stream API of this issuer. @throws HubError */
export async function accessToken(io: Io, issuer: string, options: AccessOptions): Promise<string> {
  if (options.clientId !== undefined)
    return byClientCredentials(io, issuer, options.clientId, options)
  const token = await secretOf(io, options.accessTokenFile, 'SSF_ACCESS_TOKEN')
  if (token === undefined)
    throw new HubError(
      'unauthenticated',
      'No access token: give --access-token-file or SSF_ACCESS_TOKEN, or --client-id with its secret',
    )
  return token
}

async function secretOf(
  { env }: Io,
  file: string | undefined,
  variable: string,
): Promise<string | undefined> {
  const text = file === undefined ? env[variable] : await readFile(file, 'utf8')
  return text?.trim() || undefined
}

async function byClientCredentials(
  io: Io,
  issuer: string,
  clientId: string,
  { clientSecretFile, tokenIssuer = issuer, scope = 'ssf.manage' }: AccessOptions,
): Promise<string> {
  const secret = await secretOf(io, clientSecretFile, 'SSF_CLIENT_SECRET')
  if (secret === undefined)
    throw new HubError(
      'unauthenticated',
      'No secret: give --client-secret-file or SSF_CLIENT_SECRET',
    )
  const server = new URL(tokenIssuer)
  try {
    const known = await oauth.discovery(
      server,
      clientId,
      undefined,
      oauth.ClientSecretBasic(secret),
      {
        algorithm: 'oauth2',
        [oauth.customFetch]: (url, init) => io.fetch(url, init as RequestInit), // the same members under another name
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- plain http on loopback alone
        ...(isLoopback(server.hostname) ? { execute: [oauth.allowInsecureRequests] } : {}),
      },
    )
    return (await oauth.clientCredentialsGrant(known, { scope })).access_token
  } catch (cause) {
    throw new HubError('unauthenticated', `No token from ${tokenIssuer}: ${errorText(cause)}`, {
      cause,
    })
  }
}
