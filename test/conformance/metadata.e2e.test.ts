import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { connect, POLL, PUSH } from './client.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const read = (path = '/.well-known/ssf-configuration') => hub.send(path)

/** http is right only on the loopback of a hub without an issuer of its own, as here. */
const isUrl = (value: unknown) => typeof value === 'string' && URL.canParse(value)

test('GET of the well-known path answers 200 with JSON, without authorization [SSF §7.2 metadata-path] [SSF §7.2.1 metadata-get] [SSF §7.2.3 metadata-response] [SSF §7.1 metadata-public-schemes]', async () => {
  const reply = await read()
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toMatch(/^application\/json(;|$)/)
  expect(reply.json['authorization_schemes']).toBeDefined()
})

test('the issuer is the URL that was asked, without query or fragment [SSF §7.2.4 metadata-issuer-same] [SSF §7.1 metadata-issuer]', async () => {
  const { json } = await read()
  expect(json['issuer']).toBe(hub.url)
  const { search, hash } = new URL(hub.url)
  expect([search, hash]).toEqual(['', ''])
})

test('every endpoint and every member the profile wants is there [CI §2.3.3 ci-jwks-uri] [CI §2.3.4 ci-configuration-endpoint] [CI §2.3.5 ci-status-endpoint] [CI §2.3.6 ci-verification-endpoint] [SSF §7.1 metadata-jwks-uri]', async () => {
  const { json } = await read()
  for (const name of [
    'jwks_uri',
    'configuration_endpoint',
    'status_endpoint',
    'add_subject_endpoint',
    'remove_subject_endpoint',
    'verification_endpoint',
  ])
    expect(json[name], name).toSatisfy(isUrl)
})

test('the version is 1_0 [CI §2.3.1 ci-spec-version]', async () => {
  expect((await read()).json['spec_version']).toBe('1_0')
})

test('push and poll are offered [CI §2.3.2 ci-delivery-methods] [SSF §7.1 metadata-delivery-methods]', async () => {
  expect((await read()).json['delivery_methods_supported']).toEqual(
    expect.arrayContaining([PUSH, POLL]),
  )
})

test('OAuth 2.0 is among the authorization schemes, each with its spec_urn [CI §2.3.7 ci-authorization-schemes] [SSF §7.1.1 metadata-spec-urn]', async () => {
  const schemes = (await read()).json['authorization_schemes']
  expect(schemes).toEqual(expect.arrayContaining([{ spec_urn: 'urn:ietf:rfc:6749' }]))
  for (const scheme of schemes as Record<string, unknown>[])
    expect(scheme['spec_urn']).toMatch(/^urn:/)
})

test('default_subjects is ALL or NONE [SSF §7.1 metadata-default-subjects]', async () => {
  expect(['ALL', 'NONE']).toContain((await read()).json['default_subjects'])
})

test('nothing in it is empty or null [SSF §7.2.3 metadata-no-empty]', async () => {
  for (const [name, value] of Object.entries((await read()).json)) {
    expect(value, name).not.toBeNull()
    expect(value, name).not.toEqual([])
    expect(value, name).not.toBe('')
  }
})

test('an issuer with a path has it inserted after the well-known part, a last slash taken off [SSF §7.2.1 metadata-path-insertion] [SSF §7.2 metadata-insertion]', async () => {
  for (const [id, path] of [
    ['acme', '/acme'],
    ['beta', '/b/eta/'],
  ] as const)
    await hub.admin.post('/admin/tenants', { id, issuer: `${hub.url}${path}` })
  await eventually(async () => {
    expect((await read('/.well-known/ssf-configuration/acme')).json).toMatchObject({
      issuer: `${hub.url}/acme`,
    })
    expect((await read('/.well-known/ssf-configuration/b/eta')).json).toMatchObject({
      issuer: `${hub.url}/b/eta/`,
    })
  })
})

test('a path of nobody is not answered with somebody’s metadata [SSF §7.2.4 metadata-no-other]', async () => {
  const { status, json } = await read('/.well-known/ssf-configuration/nobody')
  expect(status).toBe(404)
  expect(json).not.toHaveProperty('issuer')
})

test('other methods are not answered with it [SSF §7.2.1 metadata-get]', async () => {
  const { status } = await hub.send('/.well-known/ssf-configuration', { method: 'POST' })
  expect([404, 405]).toContain(status)
})

test('the key set at jwks_uri holds public RSA keys of 2048 bits at least [CI §2.6 ci-rs256] [CI §2.3.3 ci-jwks-current]', async () => {
  await using client = await connect(hub)
  const { status, headers, json } = await hub.send<{ keys: Record<string, string>[] }>(
    new URL(client.metadata.jwks_uri).pathname,
  )
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^application\/(jwk-set\+)?json(;|$)/)
  const rsa = json.keys.filter(({ kty }) => kty === 'RSA')
  expect(rsa.length).toBeGreaterThan(0)
  for (const key of json.keys) {
    expect(key['kid']).toEqual(expect.any(String))
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'])
      expect(key).not.toHaveProperty(secret)
  }
  for (const { n = '' } of rsa)
    expect(Buffer.from(n, 'base64url').length * 8).toBeGreaterThanOrEqual(2048)
})

test('what is enforced is advertised on the stream, and what is not enforced is not [SSF §8.1.1 interval-advertised] [SSF §8.1.1 inactivity-advertised]', async () => {
  await using strict = await startHub({
    MIN_VERIFICATION_INTERVAL_SECONDS: '7',
    INACTIVITY_TIMEOUT_SECONDS: '86400',
    CRITICAL_SUBJECT_MEMBERS: 'user,tenant',
  })
  await using theirs = await connect(strict)
  await using ours = await connect(hub)
  const members = { min_verification_interval: 7, inactivity_timeout: 86_400 }
  expect(await theirs.stream()).toMatchObject(members)
  for (const name of Object.keys(members)) expect(await ours.stream()).not.toHaveProperty(name)
  expect(theirs.metadata).toMatchObject({ critical_subject_members: ['user', 'tenant'] })
  expect(ours.metadata).not.toHaveProperty('critical_subject_members')
})
