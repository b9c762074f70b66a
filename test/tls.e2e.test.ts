import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../services/kernel/config.ts'
import { openHub, type Hub } from '../services/hub.ts'
import { createTestDatabase } from './setup/database.ts'
import { freePort } from './support/free-port.ts'

const open = new AsyncDisposableStack()
let hub: Hub
let ca: Buffer
let environment: Record<string, string>

beforeAll(async () => {
  const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-tls-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  const [TLS_CERT_FILE, TLS_KEY_FILE] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', TLS_KEY_FILE]
  execFileSync('openssl', ['req', '-x509', ...key, '-out', TLS_CERT_FILE, ...subject], {
    stdio: 'ignore',
  })
  ca = await readFile(TLS_CERT_FILE)
  const database = open.use(await createTestDatabase())
  environment = {
    PORT: '0',
    DATABASE_URL: database.url,
    MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    DATA_DIR: folder,
    LOG_FILE: join(folder, 'hub.log'),
    TLS_CERT_FILE,
    TLS_KEY_FILE,
  }
  hub = await openHub(loadConfig(environment))
  open.defer(() => hub.close())
})
afterAll(() => open.disposeAsync())

type Answer = { status: number | undefined; headers: IncomingHttpHeaders; body: string }

const get = (path: string, issuer = hub.config.issuer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(`${issuer}${path}`, { ca }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body })
      })
    })
      .on('error', reject)
      .end()
  })

const handshake = (
  maxVersion: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3',
  ciphers = 'DEFAULT',
): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const minVersion = maxVersion
    const options = {
      port: hub.config.port,
      host: 'localhost',
      ca,
      minVersion,
      maxVersion,
      ciphers: `${ciphers}@SECLEVEL=0`,
    }
    const socket = connect(options, () => {
      resolve(socket.getProtocol())
      socket.destroy()
    }).on('error', reject)
  })

test('a hub with a key and a certificate serves https, and says so in its issuer', async () => {
  expect(hub.config.issuer).toBe(`https://localhost:${String(hub.config.port)}`)
  const { status, body } = await get('/.well-known/ssf-configuration')
  expect(status).toBe(200)
  expect(JSON.parse(body)).toMatchObject({ jwks_uri: `${hub.config.issuer}/jwks.json` })
})

test('TLS 1.2 and 1.3 are spoken, nothing older (CAEP interoperability profile §2.1) [CI §2.1 ci-tls] [RFC8935 §5.3 receive-tls] [RFC8936 §4.3 poll-tls] [RFC8935 §5.3 receive-tls-newest] [RFC8936 §4.3 poll-tls-newest] [RFC8417 §5.1 set-tls12]', async () => {
  expect(await handshake('TLSv1.2')).toBe('TLSv1.2')
  expect(await handshake('TLSv1.3')).toBe('TLSv1.3')
  await expect(handshake('TLSv1.1')).rejects.toThrow()
})

test.each([
  'AES128-GCM-SHA256',
  'AES256-SHA',
  'ECDHE-RSA-AES128-SHA256',
  'ECDHE-RSA-AES256-SHA384',
  'DHE-RSA-AES128-GCM-SHA256',
  'NULL-SHA256',
])(
  '%s is not negotiated: no forward secrecy, or no authenticated encryption (RFC 9325 §4.1) [CI §2.1 ci-tls-recommendations] [RFC8935 §5.3 push-tls-recommendations] [RFC8936 §4.3 poll-tls-recommendations]',
  async (ciphers) => {
    await expect(handshake('TLSv1.2', ciphers)).rejects.toThrow()
  },
)

test.each(['ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES256-GCM-SHA384'])(
  '%s is (RFC 9325 §4.2)',
  async (ciphers) => {
    expect(await handshake('TLSv1.2', ciphers)).toBe('TLSv1.2')
  },
)

test('on embedded defaults browsers are not told to keep to https for all of localhost', async () => {
  expect((await get('/.well-known/ssf-configuration')).headers).not.toHaveProperty(
    'strict-transport-security',
  )
})

test('with an issuer of its own the hub asks for https for good (RFC 9325 §3.2)', async () => {
  const port = String(await freePort())
  const issuer = `https://localhost:${port}`
  const config = loadConfig({ ...environment, PORT: port, ISSUER: issuer })
  await using other = await openHub(config).then((opened) => ({
    [Symbol.asyncDispose]: () => opened.close(),
  }))
  expect(other).toBeDefined()
  const { headers } = await get('/.well-known/ssf-configuration', issuer)
  expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8,}$/)
})

test('a certificate without its key is one clear mistake', () => {
  expect(() => loadConfig({ ...environment, TLS_KEY_FILE: '' })).toThrow(/go together/)
})

test('a TLS file that cannot be used is named', async () => {
  const config = loadConfig({ ...environment, TLS_KEY_FILE: '/nowhere/key.pem' })
  await expect(openHub(config)).rejects.toThrow(/TLS_KEY_FILE cannot be read/)
})
