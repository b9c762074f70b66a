import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { CompactSign, exportJWK, generateKeyPair, type CryptoKey } from 'jose'
import { describe, expect, test } from 'vitest'
import { HubError } from '../errors.ts'
import { readKeySet } from './key-set.ts'
import { verifySet, type Expected } from './verify.ts'

const ISSUER = 'https://idp.example.com/'
const AUDIENCE = 'https://hub.example.com/ingest/peer'
const NOW = new Date('2026-11-22T10:00:00Z')
const NOW_SECONDS = NOW.getTime() / 1000
const SESSION_REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
const VERIFICATION = 'https://schemas.openid.net/secevent/ssf/event-type/verification'

const rsa = await generateKeyPair('RS256', { modulusLength: 2048 })
const stranger = await generateKeyPair('RS256', { modulusLength: 2048 })
const ec = await generateKeyPair('ES256')
const ed = await generateKeyPair('EdDSA')
const jwks = {
  keys: [
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', use: 'sig' },
    { ...(await exportJWK(ec.publicKey)), kid: 'ec' },
    { ...(await exportJWK(ed.publicKey)), kid: 'ed' },
  ],
}
const keySet = readKeySet(jwks)
const expected: Expected = {
  issuer: ISSUER,
  audience: [AUDIENCE],
  keys: async (header) => (await keySet?.candidates(header)) ?? [],
  now: NOW,
}

const claims = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  iss: ISSUER,
  jti: 'set-1',
  iat: NOW_SECONDS,
  aud: AUDIENCE,
  txn: 'txn-1',
  sub_id: { format: 'email', email: 'user@example.com' },
  events: { [SESSION_REVOKED]: { event_timestamp: NOW_SECONDS } },
  ...changes,
})

type SignOptions = { header?: Record<string, unknown>; key?: CryptoKey }

/** Signs bytes as they are, so that headers and bodies can be wrong on purpose. */
async function sign(
  payload: unknown,
  { header = {}, key = rsa.privateKey }: SignOptions = {},
): Promise<string> {
  const bytes = new TextEncoder().encode(
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  )
  const protectedHeader = { alg: 'RS256', kid: 'rsa', typ: 'secevent+jwt', ...header }
  return new CompactSign(bytes).setProtectedHeader(protectedHeader).sign(key)
}

const verify = async (payload: unknown, options?: SignOptions) =>
  verifySet(await sign(payload, options), expected)
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const without = (name: string) =>
  Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name))

describe('a SET is accepted', () => {
  test('with its claims, its one event and its payload', async () => {
    const result = await verify(claims())
    expect(result).toMatchObject({
      ok: true,
      eventType: SESSION_REVOKED,
      payload: { event_timestamp: NOW_SECONDS },
      claims: { jti: 'set-1', sub_id: { format: 'email', email: 'user@example.com' } },
    })
  })

  test.each([
    ['ES256', ec.privateKey, 'ec'],
    ['EdDSA', ed.privateKey, 'ed'],
    ['PS256', undefined, undefined],
  ])('signed with %s', async (alg, key, kid) => {
    const psPair = key ? undefined : await generateKeyPair('PS256', { modulusLength: 2048 })
    const ps = psPair && readKeySet({ keys: [await exportJWK(psPair.publicKey)] })
    const jwt = await sign(claims(), {
      key: key ?? psPair?.privateKey ?? rsa.privateKey,
      header: { alg, kid },
    })
    const keys: Expected['keys'] = ps ? (header) => ps.candidates(header) : expected.keys
    expect(await verifySet(jwt, { ...expected, keys })).toMatchObject({ ok: true })
  })

  test.each(['application/secevent+jwt', 'SECEVENT+JWT', 'Application/SecEvent+JWT'])(
    'with typ %s',
    async (typ) => {
      expect(await verify(claims(), { header: { typ } })).toMatchObject({ ok: true })
    },
  )

  test('without kid, when one of several keys of that kind signed it', async () => {
    const others = readKeySet({
      keys: [await exportJWK(stranger.publicKey), await exportJWK(rsa.publicKey)],
    })
    const jwt = await sign(claims(), { header: { kid: undefined } })
    const result = await verifySet(jwt, {
      ...expected,
      keys: async (h) => (await others?.candidates(h)) ?? [],
    })
    expect(result).toMatchObject({ ok: true })
  })

  test('with a header that has odd white space, as RFC 8935 Figure 1 has', async () => {
    const header = Buffer.from('{ "typ":"secevent+jwt",\n"alg":"RS256","kid":"rsa" }\n').toString(
      'base64url',
    )
    const input = `${header}.${encode(claims())}`
    const signature = await crypto.subtle.sign(
      'RSASSA-PKCS1-v1_5',
      rsa.privateKey,
      Buffer.from(input),
    )
    const jwt = `${input}.${Buffer.from(signature).toString('base64url')}`
    expect(await verifySet(jwt, expected)).toMatchObject({ ok: true })
  })

  test.each([
    ['that is years old', { iat: 1_400_000_000 }],
    ['of a clock some hours ahead', { iat: NOW_SECONDS + 20_000 }],
    ['with several audiences', { aud: ['https://other.example', AUDIENCE] }],
    [
      'with a complex subject',
      { sub_id: { format: 'complex', user: { format: 'opaque', id: 'u' } } },
    ],
    ['with a subject format agreed elsewhere', { sub_id: { format: 'acme_badge', badge: 7 } }],
    ['with unknown claims', { 'https://example.com/claim': [1] }],
    [
      'that verifies a stream',
      { sub_id: { format: 'opaque', id: 's1' }, events: { [VERIFICATION]: { state: 'x' } } },
    ],
    ['of an unknown event type, kept as it is', { events: { 'urn:example:coffee': { cups: 3 } } }],
  ])('%s', async (_, changes) => {
    expect(await verify(claims(changes))).toMatchObject({ ok: true })
  })

  test('of an unknown event type, with its payload untouched', async () => {
    const result = await verify(
      claims({ events: { 'urn:example:coffee': { cups: 3, subject: { a: 1 } } } }),
    )
    expect(result).toMatchObject({
      eventType: 'urn:example:coffee',
      payload: { cups: 3, subject: { a: 1 } },
    })
  })
})

describe('a SET of an older draft gets its sub_id', () => {
  const legacy = (events: unknown, changes = {}) => ({ ...without('sub_id'), events, ...changes })

  test.each([
    [
      'from the event',
      { format: 'iss_sub', iss: ISSUER, sub: '1' },
      { format: 'iss_sub', iss: ISSUER, sub: '1' },
    ],
    [
      'with subject_type and a hyphen',
      { subject_type: 'iss-sub', iss: ISSUER, sub: '1' },
      { format: 'iss_sub', iss: ISSUER, sub: '1' },
    ],
    [
      'from ID token claims',
      { subject_type: 'id_token_claims', iss: ISSUER, sub: '1', email: 'a@b.c' },
      { format: 'iss_sub', email: 'a@b.c' },
    ],
    [
      'of several members',
      { user: { format: 'email', email: 'a@b.c' }, tenant: { format: 'opaque', id: 't' } },
      { format: 'complex', user: { format: 'email', email: 'a@b.c' }, tenant: { id: 't' } },
    ],
    [
      'of a user and nothing else',
      { user: { format: 'email', email: 'a@b.c' } },
      { format: 'email', email: 'a@b.c' },
    ],
  ])('%s', async (_, subject, lifted) => {
    const result = await verify(legacy({ [SESSION_REVOKED]: { subject } }))
    expect(result).toMatchObject({ ok: true, claims: { sub_id: lifted }, payload: { subject } })
  })

  test('as the issuer, when the stream that is verified goes unnamed', async () => {
    const result = await verify(legacy({ [VERIFICATION]: { state: 'x' } }))
    expect(result).toMatchObject({ ok: true, claims: { sub_id: { format: 'opaque', id: ISSUER } } })
  })

  test('as the client that aud names, when a client was disabled', async () => {
    const disabled = 'https://schemas.openid.net/secevent/oauth/event-type/client-disabled'
    const result = await verify(legacy({ [disabled]: {} }))
    expect(result).toMatchObject({
      claims: { sub_id: { format: 'oauth_client', client_id: AUDIENCE } },
    })
  })

  test('only from a subject that is one', async () => {
    const result = await verify(
      legacy({ [SESSION_REVOKED]: { subject: { subject_type: 'iss-sub', iss: ISSUER } } }),
    )
    expect(result).toMatchObject({ ok: false, err: 'invalid_request' })
  })
})

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

  test.each([
    ['typ is missing (§4.1.1)', { typ: undefined }],
    ['typ is that of an ID token (§4.1.1)', { typ: 'JWT' }],
    ['a critical extension is not understood', { crit: ['b64'], b64: true }],
  ])('%s', async (_, header) => {
    expect(await verify(claims(), { header })).toMatchObject({ ok: false, err: 'invalid_request' })
  })

  test.each([
    ['sub is present (§4.1.2)', { sub: 'x' }, '§4.1.2'],
    ['exp is present (§4.1.7)', { exp: NOW_SECONDS + 60 }, '§4.1.7'],
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
    ['the event type is no URI', { events: { 'session-revoked': {} } }, ''],
    ['jti is a number', { jti: 7 }, 'jti'],
    ['jti is empty', { jti: '' }, 'jti'],
    ['iat is a text', { iat: '1' }, 'iat'],
    ['iat is two days ahead', { iat: NOW_SECONDS + 2 * 86_400 }, 'future'],
    ['the subject is wrong for its format', { sub_id: { format: 'email', email: 'nobody' } }, ''],
    ['the subject has no format', { sub_id: { email: 'a@b.c' } }, ''],
    ['a verification is not about a stream (§8.1.4.1)', { events: { [VERIFICATION]: {} } }, ''],
    ['a text cannot be stored', { events: { 'urn:example:a': { note: '\u0000' } } }, 'U+0000'],
  ])('%s', async (_, changes, reason) => {
    const result = await verify(claims(changes))
    expect(result).toMatchObject({
      ok: false,
      err: 'invalid_request',
      description: expect.stringContaining(reason),
    })
  })

  test.each(['iss', 'jti', 'iat', 'events', 'sub_id'])('%s is missing', async (name) => {
    expect(await verify(without(name))).toMatchObject({ ok: false, err: 'invalid_request' })
  })
})

describe('a SET is refused as invalid_issuer', () => {
  test('when another issuer made it, before any key is looked up', async () => {
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
    ['names another', { aud: 'https://other.example' }],
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
    ['alg is none', { alg: 'none' }, ''],
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

  test('another key signed it under our kid', async () => {
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

describe('whatever comes', () => {
  test('verifySet answers and does not throw', async () => {
    const part = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    )
    const header = fc.record({
      alg: fc.constantFrom('RS256', 'ES256', 7, null),
      typ: fc.constant('secevent+jwt'),
      kid: fc.jsonValue(),
    })
    const anything = fc.oneof(
      fc.string(),
      fc.tuple(part, part, part).map((parts) => parts.join('.')),
      fc
        .tuple(header, fc.dictionary(fc.string(), fc.jsonValue()), part)
        .map(([h, c, s]) => `${encode(h)}.${encode({ iss: ISSUER, ...c })}.${s}`),
    )
    await fc.assert(
      fc.asyncProperty(anything, async (jwt) => {
        expect(await verifySet(jwt, expected)).toMatchObject({ ok: false })
      }),
      { numRuns: 500 },
    )
  })

  test('verifySet answers and does not throw on any signed claims', async () => {
    const value = fc.oneof(fc.jsonValue(), fc.constant(null))
    const changes = fc.record(
      { sub_id: value, events: value, jti: value, iat: value, txn: value, sub: value },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        expect(
          await verify(claims(changed), {
            key: ed.privateKey,
            header: { alg: 'EdDSA', kid: 'ed' },
          }),
        ).toHaveProperty('ok')
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    ['RS256', rsa.privateKey, 'rsa'],
    ['EdDSA', ed.privateKey, 'ed'],
  ])('one changed character of a valid SET (%s) has it refused', async (alg, key, kid) => {
    const jwt = await sign(claims(), { key, header: { alg, kid } })
    const character = fc.oneof(
      fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    )
    // The last characters carry unused bits, where lenient decoders see no difference.
    const position = fc.oneof(
      fc.nat(jwt.length - 1),
      fc.constantFrom(1, 2).map((back) => jwt.length - back),
    )
    await fc.assert(
      fc.asyncProperty(position, character, async (at, other) => {
        fc.pre(jwt[at] !== other)
        const changed = jwt.slice(0, at) + other + jwt.slice(at + 1)
        expect(await verifySet(changed, expected)).toMatchObject({ ok: false })
      }),
      { numRuns: 300 },
    )
  })
})
