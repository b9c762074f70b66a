import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalSubjectKey } from './subject-key.ts'
import { LooseSubject, Subject } from './subject.ts'

const id = fc.oneof(fc.constantFrom('a', 'b', '1'), fc.string({ minLength: 1, maxLength: 8 }))
const host = fc.constantFrom('https://a.example', 'https://b.example')
const format = <const Name extends string>(name: Name) => fc.constant(name)

const identifier = fc.oneof(
  fc.record({ format: format('email'), email: fc.constantFrom('a@x.example', 'A@x.example') }),
  fc.record({ format: format('iss_sub'), iss: host, sub: id }),
  fc.record({ format: format('jwt_id'), iss: host, jti: id }),
  fc.record({ format: format('opaque'), id }),
  fc.record({ format: format('account'), uri: fc.constantFrom('acct:a@x.example', 'acct:b@x') }),
  fc.record({ format: format('uri'), uri: fc.constantFrom('urn:a', 'urn:b', 'acct:a@x.example') }),
  fc.record({ format: format('did'), url: fc.constantFrom('did:web:a', 'did:web:b') }),
  fc.record({
    format: format('phone_number'),
    phone_number: fc.constantFrom('+12065550100', '+12065550101'),
  }),
  fc.record({ format: format('saml_assertion_id'), issuer: host, assertion_id: id }),
  fc.record({
    format: format('ip-addresses'),
    'ip-addresses': fc.array(fc.ipV4(), { minLength: 1, maxLength: 2 }),
  }),
)

const simple = fc.oneof(
  { weight: 4, arbitrary: identifier },
  {
    weight: 1,
    arbitrary: fc.record({
      format: format('aliases'),
      identifiers: fc.array(identifier, { minLength: 1, maxLength: 3 }),
    }),
  },
)

const complex = fc
  .record(
    { user: simple, device: simple, tenant: simple, workload: simple },
    { requiredKeys: ['user'] },
  )
  .map((members) => ({ format: 'complex' as const, ...members }))

const proprietary = fc.record({
  format: fc.constantFrom('badge', 'catalog_item'),
  id,
  colour: fc.oneof(fc.integer(), fc.array(id, { maxLength: 2 })),
  owner: fc.record({ id, team: id }),
})

const subject = fc.oneof(simple, complex, proprietary).map((value) => LooseSubject.parse(value))

/** The same JSON with the members of every object in another order. */
function shuffled<Value>(value: Value, turn: number): Value {
  const reorder = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(reorder)
    if (typeof part !== 'object' || part === null) return part
    const members = Object.entries(part).map(([name, member]) => [name, reorder(member)])
    const at = turn % Math.max(1, members.length)
    return Object.fromEntries([...members.slice(at), ...members.slice(0, at)].toReversed())
  }
  return reorder(value) as Value // the members are the same, only their order is not
}

describe('the key of a subject', () => {
  test('does not depend on the order of members', () => {
    fc.assert(
      fc.property(subject, fc.nat(5), (one, turn) => {
        // not parsed again: parsing puts the members that it knows in its own order
        expect(canonicalSubjectKey(shuffled(one, turn))).toBe(canonicalSubjectKey(one))
      }),
      { numRuns: 1000 },
    )
  })

  test('differs between different subjects', () => {
    fc.assert(
      fc.property(subject, subject, (one, other) => {
        expect(canonicalSubjectKey(one) === canonicalSubjectKey(other)).toBe(
          isDeepStrictEqual(one, other),
        )
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the key of a subject, case by case:', () => {
  test('fits an index entry, however long the subject', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 2048 }), (long) => {
        const key = canonicalSubjectKey({ format: 'opaque', id: long.padEnd(2000, '€') })
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(512)
      }),
    )
    const [one, other] = ['1', '2'].map((end) =>
      canonicalSubjectKey({ format: 'opaque', id: 'x'.repeat(2000) + end }),
    )
    expect(one).not.toBe(other)
  })

  test.each([
    [
      'the case of an e-mail address',
      { email: 'Dana@acme.example' },
      { email: 'dana@acme.example' },
    ],
    ['the case of its domain', { email: 'dana@Acme.example' }, { email: 'dana@acme.example' }],
  ])('keeps %s [RFC9493 §3.2.2.1 subject-email-canonical]', (_what, one, other) => {
    const key = (email: object): string =>
      canonicalSubjectKey(Subject.parse({ format: 'email', ...email }))
    expect(key(one)).not.toBe(key(other))
  })

  test('ignores members that the format does not define', () => {
    const plain = Subject.parse({ format: 'opaque', id: '1' })
    const more = Subject.parse({ format: 'opaque', id: '1', note: 'x' })
    expect(canonicalSubjectKey(more)).toBe(canonicalSubjectKey(plain))
  })

  test('of an array is not that of a subject that reads alike', () => {
    const array = LooseSubject.parse({ format: 'badge', x: ['opaque', '1'] })
    const object = LooseSubject.parse({ format: 'badge', x: { format: 'opaque', id: '1' } })
    expect(canonicalSubjectKey(array)).not.toBe(canonicalSubjectKey(object))
  })
})
