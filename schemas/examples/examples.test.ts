import { describe, expect, test } from 'vitest'
import { EVENT_TYPES } from '../events/index.ts'
import { isObject } from '../json.ts'
import { CHECKS, examples } from './load.ts'

const valid = examples('valid')
const invalid = examples('invalid')

describe('a valid example is accepted', () => {
  test.each(valid)('$name: $title', ({ schema, value }) => {
    expect(CHECKS[schema](value)).toMatchObject({ ok: true })
  })
})

test('every near miss says why', () => {
  expect(invalid.filter(({ reason }) => reason === undefined)).toEqual([])
})

describe('a near miss is refused with the reason', () => {
  test.each(invalid)('$name: $title', ({ schema, value, reason }) => {
    const verdict = CHECKS[schema](value)
    expect(verdict.ok ? 'accepted' : verdict.reason).toContain(reason)
  })
})

const eventTypesIn = (list: typeof valid): Set<string> =>
  new Set(
    list.flatMap(({ value }) =>
      isObject(value) && isObject(value['events']) ? Object.keys(value['events']) : [],
    ),
  )

test('every event type has a valid example', () => {
  const shown = eventTypesIn(valid)
  expect(Object.keys(EVENT_TYPES).filter((uri) => !shown.has(uri))).toEqual([])
})

test('every subject format has a valid example and a near miss', () => {
  const formats = (list: typeof valid): (string | undefined)[] =>
    list.flatMap(({ schema, value }) =>
      schema === 'subject' && isObject(value) && typeof value['format'] === 'string'
        ? [value['format']]
        : [],
    )
  const all = [
    'account',
    'email',
    'iss_sub',
    'opaque',
    'phone_number',
    'did',
    'uri',
    'aliases',
    'jwt_id',
    'saml_assertion_id',
    'ip-addresses',
    'complex',
  ]
  expect(formats(valid)).toEqual(expect.arrayContaining(all))
  expect(formats(invalid)).toEqual(expect.arrayContaining(all))
})
