import { createHash, X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  asJwks,
  createAuthority,
  fetchOver,
  selfSigned,
  subject,
  type Authority,
  type Issued,
} from './support/certificates.ts'
import type { Reply } from './support/http.ts'
import { request } from './support/http.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { registerClient } from './support/oauth.ts'

// RFC 8705 with an independent OAuth client over the hub's own TLS.

const open = new AsyncDisposableStack()
let folder: string
let authority: Authority
let stranger: Authority
let ours: Issued
let hub: TestHub
beforeAll(async () => {
  folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-mtls-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  authority = createAuthority(folder)
  stranger = createAuthority(folder)
  ours = authority.issue('DNS:crm.example,URI:spiffe://crm/a,IP:192.0.2.7,email:it@crm.example')
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

const discovered = (clientId: string, auth: oauth.ClientAuth, certificate?: Issued) =>
  oauth.discovery(new URL(hub.url), clientId, undefined, auth, {
    algorithm: 'oauth2',
    [oauth.customFetch]: by(certificate) as oauth.CustomFetch, // it takes less than fetch does
  })

/** A token got by this certificate. */
async function granted(clientId: string, certificate?: Issued, auth = oauth.TlsClientAuth()) {
  const config = await discovered(clientId, auth, certificate)
  return { config, ...(await oauth.clientCredentialsGrant(config, {})) }
}

const thumbprintOf = ({ cert }: Issued) =>
  createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url')

const streams = (token: string, certificate?: Issued): Promise<Reply> =>
  request(`${hub.url}/ssf/streams`, { token }, by(certificate))

test('the metadata says that certificates are taken, as client authentication and as bindings', async () => {
  const { json } = await hub.send('/.well-known/oauth-authorization-server')
  const methods = ['tls_client_auth', 'self_signed_tls_client_auth']
  expect(json).toMatchObject({
    token_endpoint_auth_methods_supported: expect.arrayContaining(methods),
    revocation_endpoint_auth_methods_supported: expect.arrayContaining(methods),
    introspection_endpoint_auth_methods_supported: expect.arrayContaining(methods),
    tls_client_certificate_bound_access_tokens: true,
  })
  const resource = await hub.send('/.well-known/oauth-protected-resource')
  expect(resource.json).toMatchObject({ tls_client_certificate_bound_access_tokens: true })
})

test('who shows no certificate is served all the same', async () => {
  const { staticToken } = await registerClient(hub)
  expect((await streams(staticToken)).status).toBe(200)
})

describe('a client known by its certificate’s', () => {
  test.each([
    ['subject_dn', 'CN=x'],
    ['san_dns', 'CRM.example'],
    ['san_uri', 'spiffe://crm/a'],
    ['san_ip', '192.0.2.7'],
    ['san_email', 'it@crm.example'],
  ])(
    '%s gets a token that is bound to the certificate, and calls the API with both',
    async (name, value) => {
      const { clientId } = await registerClient(hub, subject(name, value))
      const { config, access_token: token, token_type: type } = await granted(clientId, ours)
      expect(type).toBe('bearer')
      expect((await streams(token, ours)).status).toBe(200)
      expect(await oauth.tokenIntrospection(config, token)).toMatchObject({
        active: true,
        cnf: { 'x5t#S256': thumbprintOf(ours) },
      })
      await oauth.tokenRevocation(config, token)
      expect((await streams(token, ours)).status).toBe(401)
    },
  )

  test.each([
    ['subject_dn', 'CN=y'],
    ['san_dns', 'other.example'],
    ['san_uri', 'spiffe://crm'],
    ['san_ip', '192.0.2.8'],
    ['san_email', 'it@other.example'],
  ])('%s gets none where that is another', async (name, value) => {
    const { clientId } = await registerClient(hub, subject(name, value))
    await expect(granted(clientId, ours)).rejects.toMatchObject({
      status: 401,
      error: 'invalid_client',
    })
  })
})

test('a certificate of another authority, one that has expired, or none, is no authentication', async () => {
  const { clientId } = await registerClient(hub, subject('san_dns', 'crm.example'))
  for (const certificate of [
    stranger.issue('DNS:crm.example'),
    authority.issue('DNS:crm.example', 'expired'),
    selfSigned(folder, '/CN=crm.example'),
    undefined,
  ])
    await expect(granted(clientId, certificate)).rejects.toMatchObject({ error: 'invalid_client' })
})

test('a client with a certificate of its own is known by the very certificate, whoever else has such a name', async () => {
  const [mine, other] = [selfSigned(folder), selfSigned(folder)]
  const wanted = { authMethod: 'self_signed_tls_client_auth', jwks: await asJwks(mine) }
  const { clientId } = await registerClient(hub, wanted)
  const { access_token: token } = await granted(clientId, mine)
  expect((await streams(token, mine)).status).toBe(200)
  for (const certificate of [other, ours, undefined])
    await expect(granted(clientId, certificate)).rejects.toMatchObject({ error: 'invalid_client' })
})

test('a bound token is worth nothing with another certificate or none: 401 invalid_token', async () => {
  const { clientId } = await registerClient(hub, subject('san_dns', 'crm.example'))
  const { access_token: token } = await granted(clientId, ours)
  for (const certificate of [authority.issue('DNS:crm.example'), selfSigned(folder), undefined]) {
    const { status, headers } = await streams(token, certificate)
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/)
  }
})

test('a client with a secret may have its tokens bound too, and gets none without a certificate', async () => {
  const client = await registerClient(hub, { boundToCertificate: true })
  const auth = oauth.ClientSecretBasic(client.clientSecret ?? '')
  const mine = selfSigned(folder)
  const { access_token: token } = await granted(client.clientId, mine, auth)
  expect((await streams(token, mine)).status).toBe(200)
  expect((await streams(token, ours)).status).toBe(401)
  await expect(granted(client.clientId, undefined, auth)).rejects.toMatchObject({
    error: 'invalid_grant',
  })
})

test('a certificate does not bind what was not to be bound', async () => {
  const wanted = { ...subject('san_dns', 'crm.example'), boundToCertificate: false }
  const { clientId } = await registerClient(hub, wanted)
  const { access_token: token } = await granted(clientId, ours)
  expect((await streams(token)).status).toBe(200)
})

test('of a subscriber that must use DPoP, a token bound to a certificate alone is refused', async () => {
  const wanted = subject('san_dns', 'crm.example')
  const { clientId } = await registerClient(hub, wanted, { requireDpop: true })
  await expect(granted(clientId, ours)).rejects.toMatchObject({ error: 'invalid_grant' })
  const config = await discovered(clientId, oauth.TlsClientAuth(), ours)
  const DPoP = oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair('ES256'))
  const { token_type: type } = await oauth.clientCredentialsGrant(config, {}, { DPoP })
  expect(type).toBe('dpop')
})

test.each([
  ['tls_client_auth without a subject', { authMethod: 'tls_client_auth' }],
  [
    'a subject for another method',
    { ...subject('san_dns', 'x'), authMethod: 'client_secret_post' },
  ],
  ['a self-signed certificate that is not told', { authMethod: 'self_signed_tls_client_auth' }],
  [
    'a self-signed key without its certificate',
    { authMethod: 'self_signed_tls_client_auth', jwks: { keys: [{ kty: 'EC', crv: 'P-256' }] } },
  ],
  ['an IP address that is none', subject('san_ip', 'crm.example')],
  ['both kinds of binding', { boundToCertificate: true, requireDpop: true }],
])('%s is refused: 400', async (_what, wanted) => {
  await expect(registerClient(hub, wanted)).rejects.toThrow('answered 400')
})

test('where no certificate reaches the hub, none is registered or bound: 400, and the metadata says nothing of it', async () => {
  await using plain = await startHub()
  for (const wanted of [subject('san_dns', 'x'), { boundToCertificate: true }])
    await expect(registerClient(plain, wanted)).rejects.toThrow(/400.*CLIENT_CERTIFICATE_FROM/s)
  const { text } = await plain.send('/.well-known/oauth-authorization-server')
  expect(text).not.toContain('tls_client')
})
