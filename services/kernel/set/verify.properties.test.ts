import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifySet } from './verify.ts'
import { claims, ed, encode, expected, ISSUER, rsa, sign, verify } from './verify.fixture.ts'

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
      fc
        .base64String({ minLength: 4, maxLength: 4 })
        .map((text) => text.charAt(0).replace('+', '-').replace('/', '_')),
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
