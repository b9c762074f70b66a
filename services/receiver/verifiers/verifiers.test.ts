import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ed25519Key, verifyByKeyId, verifySignature } from './asymmetric.ts'
import { verifyHmac, type SignedRequest } from './hmac.ts'
import * as layouts from './layouts.ts'
import { SnsMessage, verifySns } from './sns.ts'
import { verifyStandardWebhook } from './standard-webhooks.ts'
import { verifyStaticSecret } from './static-secret.ts'
import { isTimely, verifyTimedHmac } from './timed-hmac.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const SECONDS = NOW.getTime() / 1_000
const body = Buffer.from('{"a":1}')
const hmac = (secret: string, data: string) => createHmac('sha256', secret).update(data)

describe('HMAC over the body', () => {
  const mac = hmac('new', '{"a":1}').digest('hex')
  const verify = (value: string, secrets = ['old', 'new']) =>
    verifyHmac({ headers: { 'x-pagerduty-signature': value }, body }, layouts.PAGERDUTY, secrets)

  test.each([
    ['by the second of two secrets', `v1=${mac}`, true],
    ['in a list, with a space', `v1=${'0'.repeat(64)}, v1=${mac}`, true],
    ['under another label', `v2=${mac}`, false],
    ['without its label', mac, false],
    ['in capitals', `v1=${mac.toUpperCase()}`, false],
    ['cut short', `v1=${mac.slice(0, 63)}`, false],
    ['with more behind', `v1=${mac}0`, false],
    ['that is empty', 'v1=', false],
    ['after more than any vendor sends', `${'v1=0,'.repeat(20)}v1=${mac}`, false],
  ])('a signature %s: %#', (_, value, fits) => {
    expect(verify(value)).toBe(fits)
  })

  test('without secrets, or with an empty one, nothing fits', () => {
    expect(verify(`v1=${hmac('nobody', '{"a":1}').digest('hex')}`, [])).toBe(false)
    expect(verify(`v1=${hmac('', '{"a":1}').digest('hex')}`, [''])).toBe(false)
  })
})

describe('HMAC over time and body', () => {
  const at = (sentAt: string, layout: keyof typeof layouts.CROWDSTRIKE = 'body-time-base64') => {
    const { encoding } = layouts.CROWDSTRIKE[layout]
    const data = encoding === 'hex' ? `${sentAt}{"a":1}` : `{"a":1}${sentAt}`
    const headers = {
      'x-cs-delivery-timestamp': sentAt,
      'x-cs-primary-signature': hmac('secret', data).digest(encoding),
    }
    return (chosen: keyof typeof layouts.CROWDSTRIKE) =>
      verifyTimedHmac({ headers, body }, layouts.CROWDSTRIKE[chosen], ['secret'], NOW)
  }

  test('each of the two layouts takes its own alone', () => {
    const sentAt = NOW.toISOString()
    expect(at(sentAt, 'body-time-base64')('body-time-base64')).toBe(true)
    expect(at(sentAt, 'body-time-base64')('time-body-hex')).toBe(false)
    expect(at(sentAt, 'time-body-hex')('time-body-hex')).toBe(true)
    expect(at(sentAt, 'time-body-hex')('body-time-base64')).toBe(false)
  })

  test('a right signature of another time is refused', () => {
    expect(at(String(SECONDS - 300))('body-time-base64')).toBe(true)
    expect(at(String(SECONDS - 301))('body-time-base64')).toBe(false)
  })

  test.each([
    ['300 s ago', String(SECONDS - 300), true, true],
    ['301 s ago', String(SECONDS - 301), false, false],
    ['in 300 s', String(SECONDS + 300), true, true],
    ['in 301 s', String(SECONDS + 301), false, true],
    ['in milliseconds', String(NOW.getTime()), true, true],
    ['in ISO 8601', '2026-03-01T05:00:00-07:00', true, true],
    ['in ISO 8601 without a zone', '2026-03-01T12:00:00', false, false],
    ['Infinity', 'Infinity', false, false],
    ['negative', `-${SECONDS}`, false, false],
    ['hexadecimal', `0x${SECONDS.toString(16)}`, false, false],
    ['empty', '', false, false],
    ['a text', 'hello', false, false],
  ])('a time %s', (_, header, bothWays, pastOnly) => {
    const windowSeconds = 300
    expect(isTimely(header, { windowSeconds, limits: 'past and future' }, NOW)).toBe(bothWays)
    expect(isTimely(header, { windowSeconds, limits: 'past' }, NOW)).toBe(pastOnly)
  })
})

describe('a Standard Webhook', () => {
  const request = (key: Buffer, brand = 'webhook'): SignedRequest => {
    const mac = createHmac('sha256', key).update(`m1.${SECONDS}.{"a":1}`).digest('base64')
    const headers = {
      [`${brand}-id`]: 'm1',
      [`${brand}-timestamp`]: String(SECONDS),
      [`${brand}-signature`]: `v1,${mac}`,
    }
    return { headers, body }
  }

  test('is not signed by a secret without a key in it', () => {
    for (const secret of ['whsec_', 'whsec_====', '%%%%%%%%', 'whpk_', 'whpk_AAAA'])
      expect(verifyStandardWebhook(request(Buffer.alloc(0)), [secret], NOW)).toBe(false)
  })

  test('keeps to one brand of headers', () => {
    const key = Buffer.from('0123456789abcdef0123456789abcdef')
    const secrets = [`whsec_${key.toString('base64')}`]
    const { headers } = request(key)
    expect(verifyStandardWebhook(request(key, 'svix'), secrets, NOW)).toBe(true)
    const { 'webhook-id': id, ...rest } = headers
    expect(verifyStandardWebhook({ headers: { ...rest, 'svix-id': id }, body }, secrets, NOW)).toBe(
      false,
    )
  })
})

describe('an asymmetric signature', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = (key: typeof ec.publicKey) => key.export({ type: 'spki', format: 'pem' }).toString()
  const der = sign('sha256', body, ec.privateKey).toString('base64')

  test('fits its key and algorithm alone', () => {
    expect(verifySignature('ecdsa-sha256-der', pem(ec.publicKey), body, der)).toBe(true)
    expect(verifySignature('rsa-sha256', pem(ec.publicKey), body, der)).toBe(false)
    expect(verifySignature('ecdsa-sha256-der', pem(rsa.publicKey), body, der)).toBe(false)
    const bySha256 = sign('sha256', body, rsa.privateKey).toString('base64')
    expect(verifySignature('rsa-sha256', pem(rsa.publicKey), body, bySha256)).toBe(true)
    expect(verifySignature('rsa-sha1', pem(rsa.publicKey), body, bySha256)).toBe(false)
  })

  test.each([
    ['broken DER', pem(ec.publicKey), `N${der.slice(1)}`],
    ['DER cut short', pem(ec.publicKey), der.slice(0, 40)],
    ['nothing', pem(ec.publicKey), ''],
    ['no key', 'no key', der],
    ['an empty key', '', der],
  ])('%s is a refusal', (_, key, signature) => {
    expect(verifySignature('ecdsa-sha256-der', key, body, signature)).toBe(false)
  })

  test('by a key that we do not hold is refused, whatever its name', () => {
    const { keyIdHeader, signatureHeader } = layouts.GITHUB_SECRET_SCANNING
    const keys = new Map([['k1', pem(ec.publicKey)]])
    const by = (id: string) =>
      verifyByKeyId(
        { headers: { [keyIdHeader]: id, [signatureHeader]: der }, body },
        layouts.GITHUB_SECRET_SCANNING,
        keys,
      )
    expect(by('k1')).toBe(true)
    for (const id of ['k2', '', '__proto__', 'constructor']) expect(by(id)).toBe(false)
  })

  test('needs 32 bytes for an Ed25519 key', () => {
    for (const text of ['', 'AAAA', '!', 'A'.repeat(64)]) expect(ed25519Key(text)).toBeUndefined()
  })
})

test('a static secret is compared whole', () => {
  const verify = (authorization?: string) =>
    verifyStaticSecret({ headers: { authorization }, body }, 'authorization', ['one', 'two'])
  expect([verify('two'), verify('tw'), verify(''), verify()]).toEqual([true, false, false, false])
})

test('whatever comes, a verifier answers no', () => {
  const names = Object.values(layouts).flatMap(
    (layout) => JSON.stringify(layout).match(/[a-z0-9-]{5,}/g) ?? [],
  )
  const value = fc.oneof(fc.string(), fc.constantFrom(String(SECONDS), 'v1,', 'v1a,AAAA', 'v0='))
  const headers = fc.dictionary(fc.constantFrom(...new Set(names)), value)
  const secret = fc.oneof(fc.string(), fc.constantFrom('whsec_', 'whpk_AAAA', 'secret'))
  const bytes = fc.uint8Array({ maxLength: 200 })
  fc.assert(
    fc.property(headers, bytes, fc.array(secret, { maxLength: 2 }), (some, data, secrets) => {
      const request = { headers: some, body: Buffer.from(data) }
      const { GITHUB, ATLASSIAN, PAGERDUTY, SLACK, ZOOM, BOX, CROWDSTRIKE } = layouts
      for (const layout of [GITHUB, ATLASSIAN, PAGERDUTY])
        expect(verifyHmac(request, layout, secrets)).toBe(false)
      for (const layout of [SLACK, ZOOM, BOX, ...Object.values(CROWDSTRIKE)])
        expect(verifyTimedHmac(request, layout, secrets, NOW)).toBe(false)
      expect(verifyStandardWebhook(request, secrets, NOW)).toBe(false)
      const keys = new Map(secrets.map((text) => [text, text]))
      expect(verifyByKeyId(request, layouts.GITHUB_SECRET_SCANNING, keys)).toBe(false)
      expect(verifyStaticSecret(request, 'authorization', secrets)).toBe(false)
    }),
  )
})

test('an SNS message with any certificate, address and signature is refused, never an exception', () => {
  const text = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.constant('https://sns.us-east-1.amazonaws.com/a.pem'),
  )
  const message = fc.record({
    Type: fc.constantFrom('Notification', 'UnsubscribeConfirmation'),
    MessageId: text,
    TopicArn: text,
    Message: text,
    Timestamp: text,
    SignatureVersion: fc.constantFrom('1', '2'),
    Signature: text,
    SigningCertURL: text,
  })
  fc.assert(
    fc.property(message, text, (some, pem) => {
      expect(verifySns(SnsMessage.parse(some), [pem])).toBe(false)
    }),
  )
})
