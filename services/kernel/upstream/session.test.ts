import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { makeClientKey, publicHalf } from '../set/client-key.ts'
import { readResourceMetadata } from './challenge.ts'
import { openTransmitter, type Opened } from './upstream.fixture.ts'

const list = ({ management }: Opened) => management.listStreams()

describe('a token is obtained', () => {
  test.each(['client_secret_basic', 'client_secret_post'])('by %s', async (method) => {
    const clientSecret = 'a: secret+with %41 & signs'
    const authorization = { method, clientId: 'hub', clientSecret }
    await using opened = await openTransmitter({ authorization })
    opened.transmitter.authorization.client.secret = clientSecret
    expect(await list(opened)).toEqual({ ok: true, value: [] })
  })

  test.each(['ES256', 'RS256'] as const)('by private_key_jwt with %s', async (alg) => {
    const clientKey = await makeClientKey(alg)
    const authorization = { method: 'private_key_jwt', clientId: 'hub', alg }
    await using opened = await openTransmitter({ authorization, clientKey })
    opened.transmitter.authorization.client.jwk = publicHalf(clientKey)
    expect(await list(opened)).toEqual({ ok: true, value: [] })
    expect(publicHalf(clientKey)).not.toHaveProperty('d')
  })

  test.each([false, true])('and bound to a key by DPoP; nonces wanted: %s', async (dpopNonce) => {
    const faults = { dpopNonce }
    const secret = 'secret-of-this-test'
    const authorization = {
      method: 'client_secret_basic',
      clientId: 'hub',
      clientSecret: secret,
      dpop: true,
    }
    await using opened = await openTransmitter({ authorization, faults })
    opened.transmitter.authorization.client.secret = secret
    expect(await list(opened)).toEqual({ ok: true, value: [] })
    expect(await list(opened)).toEqual({ ok: true, value: [] })
    expect(opened.transmitter.seen.at(-1)?.authorization).toMatch(/^DPoP /)
  })

  test('by nobody where it is given', async () => {
    await using other = await openTransmitter()
    const authorization = { method: 'token', token: other.transmitter.staticToken }
    await using opened = await openTransmitter({ authorization })
    expect(await list(opened)).toMatchObject({ ok: false, status: 401 })
    expect(opened.transmitter.authorization.asked).toEqual([])
  })

  test('by signing it, as service accounts do', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const authorization = {
      method: 'signed_jwt',
      subject: 'hub@project.example',
      audience: 'https://risc.example/api',
      keyId: 'k1',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    }
    await using opened = await openTransmitter({ authorization })
    await list(opened)
    const [, payload = ''] = opened.transmitter.seen[0]?.authorization?.split('.') ?? []
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
      string,
      number
    >
    expect(claims).toMatchObject({ iss: 'hub@project.example', aud: 'https://risc.example/api' })
    expect((claims['exp'] ?? 0) - (claims['iat'] ?? 0)).toBe(3_600)
  })
})

describe('a token', () => {
  test('is asked for once and used until it is near its end', async () => {
    await using opened = await openTransmitter()
    await Promise.all([list(opened), list(opened), list(opened)])
    await list(opened)
    expect(opened.transmitter.authorization.asked).toHaveLength(1)
    opened.transmitter.authorization.revokeAll()
    opened.transmitter.faults.tokenSeconds = 20
    await list(opened)
    await list(opened)
    expect(opened.transmitter.authorization.asked).toHaveLength(3)
  })

  test('that is refused is replaced, once', async () => {
    await using opened = await openTransmitter()
    await list(opened)
    opened.transmitter.authorization.revokeAll()
    expect(await list(opened)).toEqual({ ok: true, value: [] })
    expect(opened.transmitter.authorization.asked).toHaveLength(2)
    opened.transmitter.faults.management = { status: 401, times: 9 }
    expect(await list(opened)).toMatchObject({ ok: false, status: 401 })
    expect(opened.transmitter.authorization.asked).toHaveLength(3)
  })

  test('is asked for with the scopes that the resource names, for that resource (RFC 9728) [CI §2.7.2 ci-scopes-prm]', async () => {
    await using opened = await openTransmitter()
    await list(opened)
    expect(opened.transmitter.authorization.asked[0]).toMatchObject({
      scope: 'ssf.manage ssf.read',
      resource: `${opened.transmitter.issuer}/api/stream`,
    })
  })

  test('is asked for with less where the server knows fewer scopes', async () => {
    const faults = { noResourceMetadata: true, knownScopes: ['ssf.manage'] }
    await using opened = await openTransmitter({ faults })
    expect(await list(opened)).toMatchObject({ ok: true })
    expect(opened.transmitter.authorization.asked.map(({ scope }) => scope)).toEqual([
      'ssf.read ssf.manage',
      'ssf.manage',
    ])
    expect(opened.server?.foundIn).toContain('issuer')
  })

  test('that cannot be had is told with the words of the server, never with a secret', async () => {
    await using opened = await openTransmitter()
    opened.transmitter.authorization.client.secret = 'another'
    const refused = await list(opened)
    expect(refused).toMatchObject({
      ok: false,
      reason: expect.stringContaining('invalid_client: because invalid_client'),
    })
    expect(JSON.stringify(refused)).not.toContain('another')
    opened.transmitter.faults.tokenDown = true
    expect(await list(opened)).toMatchObject({ ok: false, retryAfterSeconds: 1 })
  })
})

test('the header that names a resource’s metadata is read in both of its forms', () => {
  const url = 'https://tr.example/.well-known/oauth-protected-resource/ssf'
  expect(readResourceMetadata(`Bearer resource_metadata="${url}"`)).toBe(url)
  expect(readResourceMetadata(`DPoP algs="ES256", resource_metadata=${url}, x="y"`)).toBe(url)
  expect(readResourceMetadata('Bearer realm="x"')).toBeUndefined()
  expect(readResourceMetadata('Bearer resource_metadata="javascript:1"')).toBeUndefined()
  expect(readResourceMetadata(undefined)).toBeUndefined()
})
