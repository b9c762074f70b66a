import { exportJWK, generateKeyPair } from 'jose'
import { describe, expect, test } from 'vitest'
import { readKeySet } from './key-set.ts'
import { verifySet, type Expected } from './verify.ts'
import {
  AUDIENCE,
  claims,
  ec,
  ed,
  encode,
  expected,
  NOW_SECONDS,
  rsa,
  SESSION_REVOKED,
  sign,
  stranger,
  VERIFICATION,
  verify,
} from './verify.fixture.ts'

describe('a SET is accepted', () => {
  test('with its claims, its one event and its payload [CI §2.6 ci-receive-rs256] [CI2 §2.6 ci2-receive-rs256]', async () => {
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
      'with a complex subject [SSF §3.6 receive-all-members]',
      { sub_id: { format: 'complex', user: { format: 'opaque', id: 'u' } } },
    ],
    ['with a subject format agreed elsewhere', { sub_id: { format: 'acme_badge', badge: 7 } }],
    ['with unknown claims [SSF §4.2.3 additional-fields]', { 'https://example.com/claim': [1] }],
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
