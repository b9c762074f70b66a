import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import type { Claims } from './adapters/adapter.ts'
import { origins, post, register, stored, vendorKeys, visited } from './ingest.fixture.ts'

// How vendors without a plain shared secret prove themselves, through the door.

describe('Google Workspace', () => {
  const settings = { audience: 'us', serviceAccount: 'push@acme.example' }
  const alert = { type: 'User suspended', data: { email: 'ann@acme.example' } }
  const body = {
    message: { messageId: 'm-1', data: Buffer.from(JSON.stringify(alert)).toString('base64') },
  }
  const send = (claims: Claims | undefined, headers = { authorization: 'Bearer a.b.c' }) => {
    register('google-workspace', settings)
    vi.spyOn(vendorKeys, 'jwt').mockImplementation(() => Promise.resolve(claims))
    return post(body, headers)
  }
  const right = { email: 'push@acme.example', email_verified: true }

  test('is believed by the token of our service account', async () => {
    expect((await send(right)).status).toBe(204)
    expect(origins).toMatchObject([{ certainty: 'proven' }])
  })

  test.each([
    ['of another account', { ...right, email: 'push@evil.example' }],
    ['of an account nobody verified', { ...right, email_verified: false }],
    ['that is not right', undefined],
  ])('is refused with a token %s', async (_, claims) => {
    expect((await send(claims)).status).toBe(401)
  })

  test('is refused without a token', async () => {
    expect((await send(right, { authorization: 'Basic abc' })).status).toBe(401)
  })
})

describe('GitHub secret scanning', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const body = '[{ "token":"s3cret-token", "type":"acme_token", "url":"https://github.com/x" }]'
  const signature = sign('sha256', Buffer.from(body), privateKey).toString('base64')
  const headers = (id = 'k1', by = signature) => ({
    'github-public-key-identifier': id,
    'github-public-key-signature': by,
  })

  test('is believed by a key that GitHub publishes, and the token itself is nowhere', async () => {
    register('github-secret-scanning', {})
    vi.spyOn(vendorKeys, 'githubKey').mockImplementation((id) =>
      Promise.resolve(id === 'k1' ? publicKey : undefined),
    )
    expect((await post(body, headers())).status).toBe(204)
    expect(stored.size).toBe(2)
    expect(JSON.stringify([...stored])).not.toContain('s3cret-token')
    expect((await post(body, headers('k2'))).status).toBe(401)
  })

  test('is believed by pinned keys alone, where there are any', async () => {
    register('github-secret-scanning', { publicKeys: [{ id: 'pinned', key }] })
    vi.spyOn(vendorKeys, 'githubKey').mockImplementation(() => Promise.resolve(publicKey))
    expect((await post(body, headers('pinned'))).status).toBe(204)
    expect((await post(body, headers('k1'))).status).toBe(401)
  })

  test.each([
    ['broken DER', 'MEUCIQD/////'],
    ['a signature of nothing', ''],
    ['another body’s signature', sign('sha256', Buffer.from('x'), privateKey).toString('base64')],
  ])('is refused with %s', async (_, by) => {
    register('github-secret-scanning', { publicKeys: [{ id: 'k1', key }] })
    expect((await post(body, headers('k1', by))).status).toBe(401)
  })
})

test('the subscription of an SNS topic is confirmed by visiting AWS, and nowhere else', async () => {
  // Authenticity is the published vectors' business; what follows from it is this test's.
  const { awsSns } = await import('./adapters/aws-sns.ts')
  vi.spyOn(awsSns, 'authenticate').mockResolvedValue(true)
  const topic = 'arn:aws:sns:eu-west-1:123456789012:security'
  register('aws-sns', { topics: [topic] })
  const message = (SubscribeURL: string) => ({
    Type: 'SubscriptionConfirmation',
    MessageId: 'm-1',
    TopicArn: topic,
    Message: 'x',
    Timestamp: '2026-03-26T21:05:40.000Z',
    SignatureVersion: '2',
    Signature: 'AAAA',
    SubscribeURL,
  })
  const query = `?Action=ConfirmSubscription&TopicArn=${topic}&Token=t`
  const right = `https://sns.eu-west-1.amazonaws.com/${query}`
  expect((await post(message(right))).status).toBe(204)
  expect(visited).toEqual([right])
  for (const wrong of [
    `https://sns.eu-west-1.amazonaws.com.evil.example/${query}`,
    `https://evil.example/${query}`,
    `http://sns.eu-west-1.amazonaws.com/${query}`,
    `https://sns.us-east-1.amazonaws.com/${query}`,
    `https://user@sns.eu-west-1.amazonaws.com/${query}`,
    `https://sns.eu-west-1.amazonaws.com:8443/${query}`,
    `https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic&TopicArn=${topic}`,
  ])
    expect((await post(message(wrong))).status).toBe(400)
  expect(visited).toEqual([right])
  vi.restoreAllMocks()
})
