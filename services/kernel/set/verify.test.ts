import { createHmac } from 'node:crypto'
import { exportJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { HubError } from '../errors.ts'
import { verifySet } from './verify.ts'
import {
  AUDIENCE,
  claims,
  encode,
  expected,
  jwks,
  NOW_SECONDS,
  SESSION_REVOKED,
  sign,
  stranger,
  VERIFICATION,
  verify,
  without,
} from './verify.fixture.ts'

describe('a SET is refused as invalid_request when', () => {
  test.each([
    ['it is not three parts', 'invalidSetJwt'],
    ['it is empty', ''],
    ['it has five parts', 'a.b.c.d.e'],
    ['its header is no JSON', `${Buffer.from('nope').toString('base64url')}.e30.AA`],
    ['its header is no object', `${encode([1])}.e30.AA`],
    [
      'its claims are no object',
      `${encode({ alg: 'RS256', typ: 'secevent+jwt' })}.${encode(7)}.AA`,
    ],
    ['it is not base64url', `${encode({ alg: 'RS256' })}.e30.A+/=`],
    ['its header has no alg', `${encode({ typ: 'secevent+jwt' })}.${encode({})}.AA`],
  ])('%s', async (_, jwt) => {
    expect(await verifySet(jwt, expected)).toMatchObject({ ok: false, err: 'invalid_request' })
  })

  test('something follows its third part', async () => {
    const jwt = await sign(claims())
    expect(await verifySet(`${jwt}.`, expected)).toMatchObject({ err: 'invalid_request' })
    expect(await verifySet(`${jwt}.AA`, expected)).toMatchObject({ err: 'invalid_request' })
  })

  test.each([
    ['typ is missing (§4.1.1) [SSF §4.1.1 receive-typ]', { typ: undefined }],
    ['typ is that of an ID token (§4.1.1) [SSF §4.1.1 receive-typ]', { typ: 'JWT' }],
    ['a critical extension is not understood', { crit: ['b64'], b64: true }],
  ])('%s', async (_, header) => {
    expect(await verify(claims(), { header })).toMatchObject({ ok: false, err: 'invalid_request' })
  })

  test.each([
    [
      'sub is present (§4.1.2) [SSF §4.1.2 receive-no-sub] [RFC9493 §4.1 receive-sub-and-sub-id]',
      { sub: 'x' },
      '§4.1.2',
    ],
    ['exp is present (§4.1.7) [SSF §4.1.7 receive-no-exp]', { exp: NOW_SECONDS + 60 }, '§4.1.7'],
    [
      'there are two events (§4.2.1)',
      { events: { [SESSION_REVOKED]: {}, 'urn:example:b': {} } },
      '§4.2.1',
    ],
    ['there is no event', { events: {} }, '§4.2.1'],
    ['events is an array', { events: [SESSION_REVOKED] }, 'events'],
    ['the event is null', { events: { [SESSION_REVOKED]: null } }, ''],
    [
      'the event breaks its own schema',
      { events: { [SESSION_REVOKED]: { initiating_entity: 'cat' } } },
      '',
    ],
    [
      'the event type is no URI [RFC8417 §1.2 set-event-uri]',
      { events: { 'session-revoked': {} } },
      '',
    ],
    ['jti is a number', { jti: 7 }, 'jti'],
    ['jti is empty', { jti: '' }, 'jti'],
    ['iat is a text', { iat: '1' }, 'iat'],
    ['iat is two days ahead', { iat: NOW_SECONDS + 2 * 86_400 }, 'future'],
    ['the subject is wrong for its format', { sub_id: { format: 'email', email: 'nobody' } }, ''],
    ['the subject has no format', { sub_id: { email: 'a@b.c' } }, ''],
    [
      'a verification is not about a stream (§8.1.4.1) [SSF §8.1.4.1 receive-verify-sub-id]',
      { events: { [VERIFICATION]: {} } },
      '',
    ],
    ['a text cannot be stored', { events: { 'urn:example:a': { note: '\u0000' } } }, 'U+0000'],
  ])('%s', async (_, changes, reason) => {
    const result = await verify(claims(changes))
    expect(result).toMatchObject({ ok: false, err: 'invalid_request' })
    expect(result).toHaveProperty('description', expect.stringContaining(reason))
  })

  test.each(['iss', 'jti', 'iat', 'events', 'sub_id'])(
    '%s is missing [SSF §3.1 receive-sub-id] [RFC8417 §2.2 receive-required]',
    async (name) => {
      expect(await verify(without(name))).toMatchObject({ ok: false, err: 'invalid_request' })
    },
  )
})

describe('a SET is refused as invalid_issuer', () => {
  test('when another issuer made it, before any key is looked up [SSF §4.1.6 receive-iss] [RFC8935 §2 receive-validate] [RFC8935 §5.4 receive-dos]', async () => {
    const keys = () => Promise.reject(new Error('must not be asked'))
    const result = await verifySet(await sign(claims({ iss: 'https://idp.example.com' })), {
      ...expected,
      keys,
    })
    expect(result).toMatchObject({ ok: false, err: 'invalid_issuer' })
  })
})

describe('a SET is refused as invalid_audience when aud', () => {
  test.each([
    ['names another [RFC8935 §2 receive-validate]', { aud: 'https://other.example' }],
    ['is missing', { aud: undefined }],
    ['is empty', { aud: [] }],
    ['only begins like ours', { aud: `${AUDIENCE}/more` }],
  ])('%s', async (_, changes) => {
    expect(await verify(claims(changes))).toMatchObject({ ok: false, err: 'invalid_audience' })
  })

  test('is right, but no audience is configured', async () => {
    const result = await verifySet(await sign(claims()), { ...expected, audience: [] })
    expect(result).toMatchObject({ ok: false, err: 'invalid_audience' })
  })
})

describe('a SET is refused as invalid_key when', () => {
  test.each([
    ['alg is none [RFC8417 §2.4 receive-unsecured]', { alg: 'none' }, ''],
    ['alg is none in other letters', { alg: 'NoNe' }, ''],
    ['alg is HS256 with the public key as secret', { alg: 'HS256' }, undefined],
  ])('%s', async (_, header, signature) => {
    const input = `${encode({ ...header, typ: 'secevent+jwt', kid: 'rsa' })}.${encode(claims())}`
    const hmac = createHmac('sha256', JSON.stringify(jwks.keys[0]))
      .update(input)
      .digest('base64url')
    expect(await verifySet(`${input}.${signature ?? hmac}`, expected)).toMatchObject({
      err: 'invalid_key',
    })
  })

  test('its kid is unknown', async () => {
    expect(await verify(claims(), { header: { kid: 'new' } })).toMatchObject({ err: 'invalid_key' })
  })

  test('another key signed it under our kid [RFC8935 §2 receive-validate]', async () => {
    expect(await verify(claims(), { key: stranger.privateKey })).toMatchObject({
      err: 'invalid_key',
    })
  })

  test('it brings its own key or says where one is', async () => {
    const header = {
      kid: undefined,
      jwk: await exportJWK(stranger.publicKey),
      jku: 'https://evil.example/jwks',
    }
    expect(await verify(claims(), { key: stranger.privateKey, header })).toMatchObject({
      err: 'invalid_key',
    })
  })
})

test('keys that cannot be had are an outage and never the SET’s fault', async () => {
  const outage = new HubError('unavailable', 'no keys now')
  const jwt = await sign(claims())
  await expect(verifySet(jwt, { ...expected, keys: () => Promise.reject(outage) })).rejects.toBe(
    outage,
  )
})
