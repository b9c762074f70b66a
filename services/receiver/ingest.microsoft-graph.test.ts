import {
  constants,
  createCipheriv,
  createHmac,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import type { SourceSettings } from '../../schemas/vendor-sources.ts'
import type { Claims } from './adapters/adapter.ts'
import { ingest, origins, post, reasons, register, stored, vendorKeys } from './ingest.fixture.ts'
import type { Source } from './source.ts'

describe('Microsoft Graph', () => {
  const directory = '84bd8158-6d4d-4958-8b9f-9d6445542f95'
  const appId = '11111111-2222-4333-8444-555555555555'
  const graph = (settings: SourceSettings = {}, changes: Partial<Source> = {}) =>
    register(
      'microsoft-graph',
      { directories: [directory], appId, ...settings },
      { secrets: ['client-state'], ...changes },
    )
  const notification = (changes: object = {}) => ({
    subscriptionId: 's-1',
    tenantId: directory,
    clientState: 'client-state',
    changeType: 'deleted',
    resource: 'Users/u-1',
    resourceData: { '@odata.type': '#Microsoft.Graph.User', id: 'u-1' },
    ...changes,
  })
  const rightClaims = {
    iss: `https://sts.windows.net/${directory}/`,
    appid: '0bf30f3b-4a52-48df-9a82-234910c4a086',
  }
  const tokens = (claims: Claims | undefined) =>
    vi.spyOn(vendorKeys, 'jwt').mockImplementation(() => Promise.resolve(claims))

  test('asks whether the URL is ours, and hears its own words as plain text', async () => {
    graph()
    const answer = await ingest().post('/ingest/it?validationToken=Validation%3A+%3Cscript%3E')
    expect(answer).toMatchObject({ status: 200, type: 'text/plain', text: 'Validation: <script>' })
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect((await ingest().post('/ingest/nobody?validationToken=x')).status).toBe(401)
  })

  test('gives hints by its secret alone', async () => {
    graph()
    expect((await post({ value: [notification()] })).status).toBe(204)
    expect(origins).toMatchObject([{ certainty: 'hint' }])
    expect(stored.size).toBe(1)
  })

  test('is proven where Microsoft vouches for the directory', async () => {
    graph()
    tokens(rightClaims)
    expect((await post({ value: [notification()], validationTokens: ['t'] })).status).toBe(204)
    expect(origins).toMatchObject([{ certainty: 'proven' }])
  })

  test.each([
    ['a wrong clientState', { value: [notification({ clientState: 'guess' })] }],
    [
      'one wrong clientState among right ones',
      { value: [notification(), notification({ clientState: 'x' })] },
    ],
    [
      'another directory',
      { value: [notification({ tenantId: '00000000-0000-4000-8000-000000000000' })] },
    ],
    ['tokens that are not right', { value: [notification()], validationTokens: ['t'] }],
    ['no list', { value: 'x' }],
  ])('is refused with %s', async (_, body) => {
    graph()
    expect((await post(body)).status).toBe(401)
    expect(stored.size).toBe(0)
  })

  test('is refused where the token is another application’s', async () => {
    graph()
    tokens({ ...rightClaims, appid: '00000000-0000-4000-8000-000000000000' })
    expect((await post({ value: [notification()], validationTokens: ['t'] })).status).toBe(401)
  })

  describe('with resource data encrypted for us', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    const credentials = { decryptionKeys: [{ id: 'cert-1', key }] }
    function encrypted(data: object) {
      const secret = randomBytes(32)
      const cipher = createCipheriv('aes-256-cbc', secret, secret.subarray(0, 16))
      const bytes = Buffer.concat([cipher.update(JSON.stringify(data)), cipher.final()])
      const padding = {
        key: publicKey,
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash: 'sha1',
      }
      return {
        data: bytes.toString('base64'),
        dataKey: publicEncrypt(padding, secret).toString('base64'),
        dataSignature: createHmac('sha256', secret).update(bytes).digest('base64'),
        encryptionCertificateId: 'cert-1',
      }
    }
    const user = { '@odata.type': '#Microsoft.Graph.User', id: 'u-9' }
    const rich = (changes: object = {}) =>
      notification({ resourceData: null, encryptedContent: { ...encrypted(user), ...changes } })

    test('opens it', async () => {
      graph({}, { credentials })
      tokens(rightClaims)
      expect((await post({ value: [rich()], validationTokens: ['t'] })).status).toBe(204)
      expect([...stored.values()]).toMatchObject([{ subject: { sub: 'u-9' } }])
    })

    test.each([
      ['whose data was changed', { data: randomBytes(64).toString('base64') }],
      ['for another certificate', { encryptionCertificateId: 'cert-2' }],
      ['whose key is none', { dataKey: 'AAAA' }],
      ['whose signature is too short', { dataSignature: 'AAAA' }],
    ])('refuses data %s', async (_, changes) => {
      graph({}, { credentials })
      tokens(rightClaims)
      expect((await post({ value: [rich(changes)], validationTokens: ['t'] })).status).toBe(401)
      expect(reasons[0]).toContain('cannot be decrypted')
    })

    test('refuses it where nobody vouches for it', async () => {
      graph({}, { credentials })
      expect((await post({ value: [rich()] })).status).toBe(401)
    })
  })
})
