import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose'
import * as oauth from 'openid-client'
import pg from 'pg'
import { createSeal } from '../../services/kernel/set/seal.ts'
import type { TestHub } from './hub.ts'

export type Registered = { clientId: string; clientSecret?: string; scopes: string[] }
export type KeyPair = { privateKey: CryptoKey; jwk: JWK }

export async function keyPair(alg: string): Promise<KeyPair> {
  const pair = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: randomUUID(), alg, use: 'sig' }
  return { privateKey: pair.privateKey, jwk }
}

/** A subscriber with one OAuth client. */
export async function registerClient(
  hub: TestHub,
  wanted: object = {},
  subscriber: object = {},
): Promise<Registered & { subscriberId: string; staticToken: string }> {
  const { id, token } = await hub.admin.createSubscriber({
    name: 'CRM',
    audience: ['https://crm.example'],
    ...subscriber,
  })
  const { status, json, text } = await hub.admin.post<Registered>(
    `/admin/subscribers/${id}/clients`,
    wanted,
  )
  if (status !== 201) throw new Error(`POST clients answered ${String(status)}: ${text}`)
  return { ...json, subscriberId: id, staticToken: token }
}

/** What an application knows after it has read the metadata of the authorization server. */
export const discover = (
  issuer: string,
  clientId: string,
  auth: oauth.ClientAuth,
): Promise<oauth.Configuration> =>
  oauth.discovery(new URL(issuer), clientId, undefined, auth, {
    algorithm: 'oauth2',
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- only to stand out: the hub under test has no TLS
    execute: [oauth.allowInsecureRequests],
  })

/** An access token by client_secret_basic. */
export async function accessToken(
  hub: TestHub,
  { clientId, clientSecret = '' }: Registered,
  parameters: Record<string, string> = {},
): Promise<string> {
  const config = await discover(hub.url, clientId, oauth.ClientSecretBasic(clientSecret))
  return (await oauth.clientCredentialsGrant(config, parameters)).access_token
}

/** A JWT with these claims, as somebody else would sign it. */
export const signed = (
  claims: Record<string, unknown>,
  key: KeyPair,
  header: Record<string, unknown> = {},
): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: key.jwk.alg ?? '', kid: key.jwk.kid ?? '', ...header })
    .sign(key.privateKey)

export type JsonServer = AsyncDisposable & { url: string; requests: string[] }

/** Serves these documents by their paths, as an authorization server or a client does its keys. */
export async function serveJson(
  documentsOf: (url: string) => Record<string, unknown>,
): Promise<JsonServer> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    const document = documentsOf(url)[request.url ?? '']
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(document ?? {}))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` // listening on TCP
  const close = async () => {
    server.closeAllConnections()
    await promisify(server.close.bind(server))()
  }
  return { url, requests, [Symbol.asyncDispose]: close }
}

/** A tenant with an issuer of its own, as the database has it. */
export async function addTenant(hub: TestHub, id: string, issuer: string): Promise<void> {
  const client = new pg.Client({ connectionString: hub.databaseUrl })
  await client.connect()
  await client.query('insert into tenant (id, issuer) values ($1, $2)', [id, issuer])
  await client.end()
}

/** The key that the hub signs access tokens with, or SETs: for tokens that are wrong in one respect alone. */
export async function keyOfHub(hub: TestHub, table: 'oauth_key' | 'signing_key'): Promise<KeyPair> {
  const client = new pg.Client({ connectionString: hub.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ kid: string; alg: string; sealed: string }>(
    `select kid, alg, sealed from ${table}`,
  )
  await client.end()
  const [row] = rows
  if (!row) throw new Error(`No key in ${table}`)
  const seal = createSeal(Buffer.from(hub.environment['MASTER_KEY'] ?? '', 'base64'))
  const jwk = JSON.parse(await seal.open(row.sealed)) as JWK // written by the hub
  const privateKey = (await importJWK(jwk, row.alg)) as CryptoKey // an asymmetric key
  return { privateKey, jwk: { ...jwk, kid: row.kid, alg: row.alg } }
}
