import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isObject } from '../../../schemas/json.ts'
import { LooseSubject } from '../../../schemas/subject.ts'
import { noIdentifier, tellable, translate } from './subject-formats.ts'

const id = fc.stringMatching(/^[a-z0-9]{1,8}$/)
const identifier = fc.oneof(
  id.map((value) => ({ format: 'opaque' as const, id: value })),
  id.map((value) => ({ format: 'email' as const, email: `${value}@example.com` })),
  fc.tuple(id, id).map(([iss, sub]) => ({ format: 'iss_sub' as const, iss, sub })),
  id.map((value) => ({ format: 'account' as const, uri: `acct:${value}@example.com` })),
  fc.nat(9_999).map((number) => ({
    format: 'phone_number' as const,
    phone_number: `+1206555${String(number).padStart(4, '0')}`,
  })),
)
const aliases = fc
  .array(identifier, { minLength: 1, maxLength: 4 })
  .map((identifiers) => ({ format: 'aliases' as const, identifiers }))
const simple = fc.oneof(identifier, aliases)
const member = fc.constantFrom('user', 'device', 'session', 'tenant', 'group', 'x_of_their_own')
const complex = fc
  .dictionary(member, simple, { minKeys: 1, maxKeys: 4, noNullPrototype: true })
  .map((members) => ({ ...members, format: 'complex' as const }))
const anySubject: fc.Arbitrary<LooseSubject> = fc.oneof(simple, complex)
const formatName = fc.constantFrom(
  'opaque',
  'email',
  'iss_sub',
  'account',
  'phone_number',
  'aliases',
)
const formats = fc.uniqueArray(formatName, { maxLength: 4 })
const someFormats = fc.uniqueArray(formatName, { minLength: 1, maxLength: 4 })

const membersOf = (subject: object) =>
  Object.entries(subject).flatMap(
    ([name, value]): [string, LooseSubject][] =>
      isObject(value) ? [[name, value as LooseSubject]] : [], // members of a complex subject of ours
  )
const parts = (subject: LooseSubject): LooseSubject[] =>
  subject.format === 'complex' ? membersOf(subject).map(([, one]) => one) : [subject]
const isKnownAs = (part: LooseSubject): unknown[] =>
  part.format === 'aliases' ? [part, ...(part['identifiers'] as unknown[])] : [part] // ours, above

describe('a subject that is translated', () => {
  test('without a list of formats is as it is', () => {
    fc.assert(fc.property(anySubject, (subject) => translate(subject, []) === subject))
  })

  test('is a valid subject whose every identifier has a listed format, and was one of those it had [SSF §3.1.4 one-principal] [RFC9493 §3.2.8 subject-aliases-same]', () => {
    fc.assert(
      fc.property(anySubject, someFormats, (subject, listed) => {
        const translated = translate(subject, listed)
        if (!translated) return
        expect(LooseSubject.safeParse(translated).success).toBe(true)
        const before = parts(subject)
        parts(translated).forEach((part, index) => {
          expect(listed).toContain(part.format)
          expect(isKnownAs(before[index] ?? part)).toContainEqual(part)
        })
      }),
    )
  })

  test('has all members that it had, or is none: what is revoked is never widened [SSF §3.3.1 complex-one-principal]', () => {
    fc.assert(
      fc.property(complex, someFormats, (subject, listed) => {
        const translated = translate(subject, listed)
        const each = membersOf(subject).map(([, one]) => translate(one, listed))
        expect(translated === undefined).toBe(each.includes(undefined))
        if (translated) expect(Object.keys(translated)).toEqual(Object.keys(subject))
      }),
    )
  })

  test('stays where its format is listed', () => {
    fc.assert(
      fc.property(simple, formats, (subject, listed) => {
        expect(translate(subject, [...listed, subject.format])).toEqual(subject)
      }),
    )
  })

  test('of several identifiers is the one that is liked best [RFC9493 §6.1 subject-correlation]', () => {
    fc.assert(
      fc.property(aliases, someFormats, (subject, listed) => {
        fc.pre(!listed.includes('aliases'))
        const best = listed.find((format) =>
          subject.identifiers.some((one) => one.format === format),
        )
        expect(translate(subject, listed)?.format).toBe(best)
      }),
    )
  })

  test('is in its best form: translating again changes nothing', () => {
    fc.assert(
      fc.property(anySubject, someFormats, (subject, listed) => {
        const translated = translate(subject, listed)
        expect(translated && translate(translated, listed)).toEqual(translated)
      }),
    )
  })

  test('can be said with more formats wherever it can with fewer', () => {
    fc.assert(
      fc.property(anySubject, someFormats, formatName, (subject, listed, more) => {
        if (translate(subject, listed)) expect(translate(subject, [...listed, more])).toBeDefined()
      }),
    )
  })

  test('is not changed itself', () => {
    fc.assert(
      fc.property(anySubject, someFormats, (subject, listed) => {
        const before = structuredClone(subject)
        translate(subject, listed)
        expect(subject).toEqual(before)
      }),
    )
  })
})

test('a format agreed between the parties can be listed like any other', () => {
  const subject = { format: 'x_badge', badge: '7' }
  expect(translate(subject, ['email', 'x_badge'])).toBe(subject)
  expect(translate(subject, ['email'])).toBeUndefined()
})

test('members beside the subjects of a complex subject stay, and one called __proto__ is a member', () => {
  const text =
    '{"format":"complex","note":"x","user":{"format":"aliases","identifiers":[{"format":"opaque","id":"1"},{"format":"email","email":"a@b.c"}]},"__proto__":{"format":"opaque","id":"2"}}'
  const subject = LooseSubject.parse(JSON.parse(text))
  expect(translate(subject, ['email', 'opaque'])).toMatchObject({
    note: 'x',
    user: { format: 'email', email: 'a@b.c' },
  })
  expect(translate(subject, ['email'])?.format).toBe(
    Object.hasOwn(subject, '__proto__') ? undefined : 'complex',
  )
})

test('why an event was not told is said in words', () => {
  expect(noIdentifier(['email', 'iss_sub'])).toEqual({
    err: 'no_identifier',
    description: 'the hub knows no identifier of the subject in: email, iss_sub',
  })
})

describe('names that were not said', () => {
  const address = { format: 'email', email: 'a@b.example' }
  const [own, foreign] = ['https://a.example', 'https://b.example'].map((iss) => ({
    format: 'iss_sub',
    iss,
    sub: '1',
  }))
  const others = [{ member: '', subjects: [address, own ?? address, foreign ?? address] }]

  test('count where none that was said is understood', () => {
    const subject = { format: 'opaque', id: '1' }
    expect(translate(subject, ['email'], others)).toEqual(address)
    expect(translate(subject, ['opaque', 'email'], others)).toEqual(subject)
    expect(translate(subject, ['phone_number'], others)).toBeUndefined()
  })

  test('are told only as far as the subscriber may hear them', () => {
    const told = (tellFormats: string[], tellIssuers: string[]) =>
      tellable(others, { tellFormats, tellIssuers })[0]?.subjects
    expect(told([], [])).toEqual([])
    expect(told(['email', 'iss_sub'], [])).toEqual([address])
    expect(told([], ['https://a.example'])).toEqual([own])
  })
})
