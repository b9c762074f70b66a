import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFilter, type Filter } from './filter.ts'
import { lookupsOf, matches } from './matches.ts'
import { patched } from './patch.ts'
import { readUser } from './resource.ts'

const filterOf = (text: string): Filter => {
  const parsed = parseFilter(text)
  if ('wrong' in parsed) throw new Error(parsed.wrong)
  return parsed.filter
}

describe('a filter', () => {
  const user = {
    userName: 'Ann@corp.example',
    externalId: 'A1',
    active: true,
    age: 3,
    emails: [
      { type: 'work', value: 'ann@corp.example' },
      { type: 'home', value: 'ann@home.example', primary: true },
    ],
  }

  test.each([
    ['userName eq "ann@CORP.example"', true],
    ['USERNAME Sw "ann"', true],
    ['externalId eq "a1"', false],
    ['externalId ne "a1"', true],
    ['nickName pr', false],
    ['nickName eq null', true],
    ['nickName ne "x"', true],
    ['active eq True', true],
    ['age ge 3 and age lt 4', true],
    ['age gt 3', false],
    ['emails co "home.example"', true],
    ['emails[type eq "work" and value co "home"]', false],
    ['emails[type eq "home"].value ew "home.example"', true],
    ['emails[type eq "home"].primary pr', true],
    ['not (active eq false) and userName pr', true],
    ['active eq false or userName pr and externalId pr', true],
    ['(active eq false or userName pr) and nickName pr', false],
    ['constructor pr', false],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName pr', true],
  ])('%s [RFC7643 §2.1 scim-attribute-names]', (text, expected) => {
    expect(matches(filterOf(text), user)).toBe(expected)
  })

  test('any text is read or refused, and soon', () => {
    const part = fc.constantFrom(
      ...[
        'userName',
        'eq',
        'and',
        'or',
        'not',
        '(',
        ')',
        '[',
        ']',
        '"',
        '\\',
        '"x"',
        '.',
        ' ',
        '\n',
      ],
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((all) => all.join('')),
        ),
        (text) => {
          const parsed = parseFilter(text)
          if ('filter' in parsed) matches(parsed.filter, user)
        },
      ),
    )
    for (const text of [`"${'\n'.repeat(1_990)}`, '('.repeat(1_999), 'a pr or '.repeat(240)])
      expect(parseFilter(text)).toHaveProperty('wrong')
  })

  test('any value comes through its quotation marks as it was', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (value) => {
        const filter = filterOf(`externalId eq ${JSON.stringify(value)}`)
        expect(filter).toMatchObject({ value })
        expect(matches(filter, { externalId: value })).toBe(true)
      }),
    )
  })

  const leaf = fc.record({
    is: fc.constant('compare' as const),
    path: fc.constantFrom(['userName'], ['externalId'], ['title'], ['emails', 'value']),
    op: fc.constantFrom('eq' as const, 'ne' as const, 'co' as const),
    value: fc.constantFrom('a', 'b'),
  })
  const tree = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.record({
        is: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ is: fc.constant('not' as const), part: tie('filter') }),
    ),
  })).filter
  const someone = fc.record({
    userName: fc.constantFrom('a', 'b', 'c'),
    externalId: fc.constantFrom('a', 'b', 'c'),
    title: fc.constantFrom('a', 'b', 'c'),
    emails: fc.array(fc.record({ value: fc.constantFrom('a', 'b', 'c') }), { maxLength: 2 }),
  })

  test('whomever it holds for, its look-ups find', () => {
    fc.assert(
      fc.property(tree, someone, (filter, one) => {
        const lookups = lookupsOf(filter)
        if (!lookups || !matches(filter, one)) return
        const isFound = lookups.some(({ by, value }) =>
          by === 'email'
            ? one.emails.some((email) => email.value === value)
            : by !== 'id' && one[by] === value,
        )
        expect(isFound).toBe(true)
      }),
    )
  })
})

describe('operations', () => {
  const user = { userName: 'a', emails: [{ type: 'work', value: 'x' }, { value: 'y' }] }
  const after = (...operations: Parameters<typeof patched>[1]) => patched(user, operations)

  test.each([
    [{ op: 'add', path: 'emails', value: [{ value: 'z' }] }, { emails: [{}, {}, { value: 'z' }] }],
    [{ op: 'add', path: 'emails', value: { value: 'y' } }, { emails: user.emails }],
    [{ op: 'replace', path: 'EMAILS', value: [{ value: 'z' }] }, { emails: [{ value: 'z' }] }],
    [{ op: 'remove', path: 'emails', value: [{ value: 'x' }] }, { emails: [{ value: 'y' }] }],
    [{ op: 'remove', path: 'emails[value eq "y"]' }, { emails: [{ value: 'x' }] }],
    [
      { op: 'add', path: 'emails[type eq "home"].value', value: 'h' },
      { emails: [{}, {}, { type: 'home', value: 'h' }] },
    ],
    [
      { op: 'add', path: 'emails.display', value: 'd' },
      { emails: [{ display: 'd' }, { display: 'd' }] },
    ],
    [{ op: 'add', path: 'name.givenName', value: 'g' }, { name: { givenName: 'g' } }],
    [{ op: 'add', value: { 'urn:x:y:2.0:User': { z: 1 } } }, { 'urn:x:y:2.0:User': { z: 1 } }],
    [{ op: 'add', path: 'urn:x:y:2.0:User:z', value: 1 }, { 'urn:x:y:2.0:User': { z: 1 } }],
  ] as const)('%j', (operation, expected) => {
    expect(after(operation)).toMatchObject({ attributes: expected })
  })

  test('an emptied list is none', () => {
    expect(after({ op: 'remove', path: 'emails[value pr]' })).toEqual({
      attributes: { userName: 'a' },
    })
  })

  const path = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'emails',
      'emails[type eq "work"].value',
      'name.x',
      '__proto__',
      'constructor.prototype',
      'emails[',
      'a.b.c',
    ),
  )
  const operation = fc.record(
    {
      op: fc.constantFrom('add' as const, 'replace' as const, 'remove' as const),
      path,
      value: fc.jsonValue(),
    },
    { requiredKeys: ['op'] },
  )

  test('whatever they are, they end in a user or a fault, and change nothing that was given', () => {
    const before = JSON.stringify(user)
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 5 }), (operations) => {
        const result = after(...operations)
        if ('attributes' in result) readUser(result.attributes)
        expect(JSON.stringify(user)).toBe(before)
        expect(Object.getPrototypeOf({})).not.toHaveProperty('x')
      }),
    )
  })

  test('setting an attribute twice is as once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('title', 'name.givenName', 'emails'),
        fc.oneof(fc.string(), fc.integer(), fc.boolean()),
        (where, value) => {
          const one = { op: 'replace' as const, path: where, value }
          expect(after(one, one)).toEqual(after(one))
        },
      ),
    )
  })
})
