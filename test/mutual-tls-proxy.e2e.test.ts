import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  asJwks,
  createAuthority,
  selfSigned,
  subject,
  type Authority,
  type Issued,
} from './support/certificates.ts'
import type { Send } from './support/http.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { registerClient } from './support/oauth.ts'

// RFC 8705 behind a proxy that ends TLS and passes the client's certificate in a header.

const open = new AsyncDisposableStack()
let folder: string
let authority: Authority
let stranger: Authority
let ours: Issued
let shared: TestHub
let wanted: object
beforeAll(async () => {
  folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-mtls-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  authority = createAuthority(folder)
  stranger = createAuthority(folder)
  ours = authority.issue('DNS:crm.example')
  shared = open.use(await startProxied({ TRUSTED_PROXIES: '127.0.0.0/8' }))
  wanted = { authMethod: 'self_signed_tls_client_auth', jwks: await asJwks(ours) }
})
afterAll(() => open.disposeAsync())

const mine = () => selfSigned(folder)
const written = {
  'RFC 9440': ({ cert }: Issued) => `:${new X509Certificate(cert).raw.toString('base64')}:`,
  nginx: ({ cert }: Issued) => encodeURIComponent(cert),
  Envoy: ({ cert }: Issued) =>
    `By=spiffe://a;Hash=x;Cert="no",By=b;Subject="CN=a,O=\\"b";Cert="${encodeURIComponent(cert)}";URI=u`,
  'HAProxy and Traefik': ({ cert }: Issued) => new X509Certificate(cert).raw.toString('base64'),
}
const startProxied = (settings: Record<string, string>) =>
  startHub({ CLIENT_CERTIFICATE_FROM: 'X-Client', ...settings })

/** Gets a token and uses it, with these headers. */
async function attempt(proxied: TestHub, clientId: string, headers: Record<string, string>) {
  const form = `grant_type=client_credentials&client_id=${clientId}`
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const sent: Send = { body: form, headers: { ...type, ...headers } }
  const { status, json } = await proxied.send<{ access_token?: string }>('/oauth/token', sent)
  if (json.access_token === undefined) return { token: status }
  const { access_token: token } = json
  const used = await proxied.send('/ssf/streams', { token, headers })
  return {
    token: status,
    used: used.status,
    without: (await proxied.send('/ssf/streams', { token })).status,
  }
}

test.each(Object.entries(written))('a certificate as %s writes it', async (_who, write) => {
  await using proxied = await startProxied({ TRUSTED_PROXIES: '127.0.0.0/8' })
  const certificate = mine()
  const wanted = { authMethod: 'self_signed_tls_client_auth', jwks: await asJwks(certificate) }
  const { clientId } = await registerClient(proxied, wanted)
  const told = { 'x-client': write(certificate) }
  expect(await attempt(proxied, clientId, told)).toEqual({ token: 200, used: 200, without: 401 })
  const other = { 'x-client': write(mine()) }
  expect(await attempt(proxied, clientId, other)).toEqual({ token: 401 })
})

test('tls_client_auth is what the configured authority issued, for clients, now', async () => {
  await using proxied = await startProxied({
    TRUSTED_PROXIES: '127.0.0.0/8',
    CLIENT_CERTIFICATE_CA_FILE: authority.certFile,
  })
  const { clientId } = await registerClient(proxied, subject('san_dns', 'crm.example'))
  const by = (certificate: Issued) =>
    attempt(proxied, clientId, { 'x-client': written.nginx(certificate) })
  expect(await by(ours)).toEqual({ token: 200, used: 200, without: 401 })
  for (const bad of [
    stranger.issue('DNS:crm.example'),
    authority.issue('DNS:crm.example', 'expired'),
    authority.issue('DNS:other.example'),
  ])
    expect(await by(bad)).toEqual({ token: 401 })
})

test('nobody but a trusted proxy is believed', async () => {
  await using proxied = await startProxied({ TRUSTED_PROXIES: '10.0.0.0/8' })
  const certificate = mine()
  const wanted = { authMethod: 'self_signed_tls_client_auth', jwks: await asJwks(certificate) }
  const { clientId } = await registerClient(proxied, wanted)
  const told = { 'x-client': written.nginx(certificate) }
  expect(await attempt(proxied, clientId, told)).toEqual({ token: 401 })
})

test.each(['', 'nonsense', '%', ':AAAA:', 'Cert="";', '"'.repeat(5_000), '%00', 'é'])(
  'a header %j is no certificate, and no fault',
  async (value) => {
    const { clientId } = await registerClient(shared, wanted)
    const headers = { 'x-client': Buffer.from(value).toString('latin1') }
    expect(await attempt(shared, clientId, headers)).toEqual({ token: 401 })
  },
)
