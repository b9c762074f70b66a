import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAuthorization } from './authorization-header.ts'

describe('an Authorization header', () => {
  test.each([
    ['Bearer abc', 'Bearer', 'abc'],
    ['bearer   abc', 'Bearer', 'abc'],
    ['DPOP a.b-c_d~e+f/g==', 'DPoP', 'a.b-c_d~e+f/g=='],
    [' Bearer abc ', 'Bearer', 'abc'],
  ])('%j brings a token', (header, scheme, token) => {
    expect(readAuthorization(header)).toEqual({ kind: 'token', scheme, token })
  })

  test.each([
    'Bearer',
    'Bearer ',
    'DPoP',
    'Bearer a b',
    'Bearer a,b',
    'Bearer "a"',
    'Bearer =',
    'Bearer a=b',
  ])('%j is malformed', (header) => {
    expect(readAuthorization(header)).toEqual({ kind: 'malformed' })
  })

  test.each([undefined, '', ' ', 'Basic dTpw', 'Bearerabc', 'Bearer\tabc', 'Bearer\u00a0a'])(
    '%j brings none of ours',
    (header) => {
      expect(readAuthorization(header).kind).not.toBe('token')
    },
  )

  test('is read whatever it holds, and only a b64token comes out', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => `Bearer ${rest}`),
        ),
        (header) => {
          const read = readAuthorization(header)
          if (read.kind === 'token') expect(read.token).toMatch(/^[A-Za-z0-9\-._~+/]+=*$/)
        },
      ),
    )
  })
})
