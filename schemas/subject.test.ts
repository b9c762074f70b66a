import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { MAX_JSON_DEPTH } from './json.ts'
import { parseSet } from './set.ts'
import { LooseSubject, Subject } from './subject.ts'

const FORMATS = ['email', 'iss_sub', 'aliases', 'complex', 'ip-addresses', 'opaque', 'badge']

/** JSON that resembles a subject often enough to reach the inner branches. */
const nearlySubject = fc.letrec<{ subject: unknown }>((tie) => ({
  subject: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue(),
    fc.record(
      {
        format: fc.oneof(fc.constantFrom(...FORMATS), fc.jsonValue()),
        email: fc.oneof(fc.emailAddress(), fc.jsonValue()),
        iss: fc.oneof(fc.webUrl(), fc.jsonValue()),
        sub: fc.string(),
        id: fc.string(),
        identifiers: fc.oneof(fc.array(tie('subject')), fc.jsonValue()),
        user: tie('subject'),
        'ip-addresses': fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())),
        ['__proto__']: fc.jsonValue(),
      },
      { requiredKeys: ['format'] },
    ),
  ),
})).subject

describe('whatever JSON comes in', () => {
  test.each([
    ['Subject', Subject],
    ['LooseSubject', LooseSubject],
  ])('%s accepts it or throws a ZodError, nothing else', (_name, schema) => {
    fc.assert(
      fc.property(nearlySubject, (input) => {
        try {
          schema.parse(input)
        } catch (error) {
          expect(error).toBeInstanceOf(z.ZodError)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('what Subject accepts, LooseSubject accepts as it is', () => {
    fc.assert(
      fc.property(nearlySubject, (input) => {
        const strict = Subject.safeParse(input)
        fc.pre(strict.success)
        expect(LooseSubject.parse(input)).toEqual(strict.data)
      }),
    )
  })
})

describe('whatever JSON comes in as a SET', () => {
  test('parseSet gives a verdict, with a reason of bounded length', () => {
    fc.assert(
      fc.property(fc.jsonValue(), nearlySubject, fc.jsonValue(), (whole, subject, events) => {
        for (const claims of [
          whole,
          { iss: 'a', jti: 'b', iat: 1, aud: 'c', sub_id: subject, events },
          { iss: 'a', jti: 'b', iat: 1, aud: 'c', sub_id: subject, events: { 'urn:x': events } },
        ]) {
          const verdict = parseSet(claims)
          if (!verdict.ok) expect(verdict.reason.length).toBeLessThan(2000)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('depth is bounded', () => {
  const nested = (depth: number): unknown =>
    JSON.parse('{"x":'.repeat(depth) + '1' + '}'.repeat(depth))

  test.each([[MAX_JSON_DEPTH - 1, true] as const, [MAX_JSON_DEPTH, false] as const])(
    'a proprietary subject with %i levels inside: %s',
    (depth, accepted) => {
      const subject = { format: 'badge', x: nested(depth) }
      expect(LooseSubject.safeParse(subject).success).toBe(accepted)
    },
  )

  test('a hundred thousand levels are refused, not fatal', () => {
    const payload = nested(100_000)
    const claims = { iss: 'a', jti: 'b', iat: 1, aud: 'c', sub_id: { format: 'opaque', id: '1' } }
    expect(parseSet({ ...claims, events: { 'urn:x': payload } })).toMatchObject({
      ok: false,
      reason: `nested deeper than ${String(MAX_JSON_DEPTH)} levels`,
    })
    expect(LooseSubject.safeParse({ format: 'badge', x: payload }).success).toBe(false)
  })
})

test('a member called __proto__ changes no prototype', () => {
  const input: unknown = JSON.parse('{"format":"badge","__proto__":{"polluted":true}}')
  const subject = LooseSubject.parse(input)
  expect(Object.getPrototypeOf(subject)).toBe(Object.prototype)
  expect('polluted' in subject).toBe(false)
})

test('a very long member name does not become a very long reason', () => {
  const name = 'x'.repeat(100_000)
  const parsed = parseSet({
    iss: 'a',
    jti: 'b',
    iat: 1,
    aud: 'c',
    sub_id: { format: 'complex', [name]: { format: 'email' } },
    events: { 'urn:x': {} },
  })
  expect(parsed.ok ? '' : parsed.reason).toMatch(/^sub_id › x{80}: email/)
})
