import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  asJwks,
  createAuthority,
  fetchOver,
  selfSigned,
  subject,
  type Authority,
  type Issued,
} from './support/certificates.ts'
import { request } from './support/http.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { keyPair, registerClient, type Registered } from './support/oauth.ts'
import { SESSION_REVOKED } from './support/peer.ts'

// Every way to authenticate, from discovery to an acknowledged SET, by an independent OAuth client over real HTTPS.

const open = new AsyncDisposableStack()
let folder: string
let authority: Authority
let hub: TestHub
beforeAll(async () => {
  folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-oauth-https-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  authority = createAuthority(folder)
  const { certFile, keyFile } = authority.issue('DNS:localhost')
  const settings = {
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
    CLIENT_CERTIFICATE_FROM: 'tls',
    CLIENT_CERTIFICATE_CA_FILE: authority.certFile,
  }
  hub = open.use(await startHub(settings, by()))
})
afterAll(() => open.disposeAsync())

/** How a caller with this certificate reaches the hub. */
const by = (certificate?: Issued) => fetchOver(open, authority, certificate)

type Way = {
  client: Registered
  auth: oauth.ClientAuth
  certificate?: Issued
  isDpop?: boolean
}

const ways: Record<string, () => Promise<Way>> = {
  client_secret_basic: async () => {
    const client = await registerClient(hub)
    return { client, auth: oauth.ClientSecretBasic(client.clientSecret ?? '') }
  },
  client_secret_post: async () => {
    const client = await registerClient(hub, { authMethod: 'client_secret_post' })
    return { client, auth: oauth.ClientSecretPost(client.clientSecret ?? '') }
  },
  private_key_jwt: async () => {
    const { jwk, privateKey } = await keyPair('PS256')
    const wanted = { authMethod: 'private_key_jwt', jwks: { keys: [jwk] } }
    const auth = oauth.PrivateKeyJwt({ key: privateKey, kid: jwk.kid ?? '' })
    return { client: await registerClient(hub, wanted), auth }
  },
  tls_client_auth: async () => {
    const certificate = authority.issue('DNS:crm.example')
    const client = await registerClient(hub, subject('san_dns', 'crm.example'))
    return { client, auth: oauth.TlsClientAuth(), certificate }
  },
  self_signed_tls_client_auth: async () => {
    const certificate = selfSigned(folder)
    const wanted = { authMethod: 'self_signed_tls_client_auth', jwks: await asJwks(certificate) }
    return { client: await registerClient(hub, wanted), auth: oauth.TlsClientAuth(), certificate }
  },
  'client_secret_basic, DPoP enforced on the client': async () => {
    const client = await registerClient(hub, { requireDpop: true })
    return { client, auth: oauth.ClientSecretBasic(client.clientSecret ?? ''), isDpop: true }
  },
  'private_key_jwt, DPoP enforced on the subscriber': async () => {
    const { jwk, privateKey } = await keyPair('ES256')
    const wanted = { authMethod: 'private_key_jwt', jwks: { keys: [jwk] } }
    const client = await registerClient(hub, wanted, { requireDpop: true })
    const auth = oauth.PrivateKeyJwt({ key: privateKey, kid: jwk.kid ?? '' })
    return { client, auth, isDpop: true }
  },
}

/** A client that has a token, and calls with it. */
async function signIn({ client, auth, certificate, isDpop }: Way) {
  const fetchBy = by(certificate)
  const config = await oauth.discovery(new URL(hub.url), client.clientId, undefined, auth, {
    algorithm: 'oauth2',
    [oauth.customFetch]: fetchBy as oauth.CustomFetch, // it takes less than fetch does
  })
  const DPoP = isDpop ? oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair()) : undefined
  const options = DPoP ? { DPoP } : {}
  const granted = await oauth.clientCredentialsGrant(config, {}, options)
  const call = async (method: string, url: string, body?: object) => {
    const headers = new Headers({ 'content-type': 'application/json' })
    const text = body && JSON.stringify(body)
    const token = granted.access_token
    return oauth.fetchProtectedResource(config, token, new URL(url), method, text, headers, options)
  }
  return { config, granted, call, fetchBy }
}

type Stream = { stream_id: string; iss: string; delivery: { endpoint_url: string } }

test.each(Object.keys(ways))('by %s', async (name) => {
  const way = await ways[name]?.()
  if (!way) throw new Error(name)
  const { config, granted, call, fetchBy } = await signIn(way)
  expect(granted.token_type).toBe(way.isDpop ? 'dpop' : 'bearer')
  expect(granted.expires_in).toBeLessThanOrEqual(3600)

  const made = await call('POST', `${hub.url}/ssf/streams`, { events_requested: [SESSION_REVOKED] })
  expect(made.status).toBe(201)
  const { iss, delivery } = (await made.json()) as Stream // the next line checks it
  expect(iss).toBe(hub.url)
  const txn = await hub.admin.revoke('ann@example.com')
  const { sets } = (await (await call('POST', delivery.endpoint_url, {})).json()) as {
    sets: Record<string, string> // the verification below checks it
  }
  const [[jti, jws] = ['', '']] = Object.entries(sets)
  const keys = createRemoteJWKSet(new URL(`${hub.url}/jwks.json`), { [customFetch]: fetchBy })
  const { payload } = await jwtVerify(jws, keys, { issuer: iss, typ: 'secevent+jwt' })
  expect(payload).toMatchObject({ jti, txn, aud: 'https://crm.example' })
  const acked = await call('POST', delivery.endpoint_url, { ack: [jti], returnImmediately: true })
  expect(await acked.json()).toEqual({ sets: {} })

  const token = granted.access_token
  // Whoever steals a bound token has nothing by it.
  const stolen = await request(`${hub.url}/ssf/streams`, { token }, by())
  expect(stolen.status).toBe(way.isDpop || way.certificate ? 401 : 200)
  expect(await oauth.tokenIntrospection(config, token)).toMatchObject({ active: true })
  await oauth.tokenRevocation(config, token)
  expect(await oauth.tokenIntrospection(config, token)).toEqual({ active: false })
  await expect(call('GET', `${hub.url}/ssf/streams`)).rejects.toMatchObject({ status: 401 })
})
