import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uriOf } from './events/index.ts'
import { lookedUp, mentionsOf, nameOf } from './identity.ts'
import { normalSubject } from './normal-subject.ts'
import type { LooseSubject } from './subject.ts'

const REVOKED = uriOf('session-revoked')
const email = (address: string) => ({ format: 'email', email: address }) as const
const issSub = (iss: string, sub: string) => ({ format: 'iss_sub', iss, sub }) as const
const keyOf = (subject: { format: string }, scope = '') => nameOf(subject, 'user', scope)?.key

describe('two spellings of one name are one name', () => {
  test.each([
    ['the domain of an address', email('jane@example.com'), email('jane@EXAMPLE.com')],
    ['the root’s dot', email('jane@example.com'), email('jane@example.com.')],
    [
      'a domain in its own script',
      email('jane@xn--bcher-kva.example'),
      email('jane@Bücher.example'),
    ],
    [
      'separators of a telephone number',
      { format: 'phone_number', phone_number: '+12065550123' },
      { format: 'phone_number', phone_number: '+1 (206) 555-0123' },
    ],
    [
      'scheme and host of an account',
      { format: 'account', uri: 'acct:jane@example.com' },
      { format: 'account', uri: 'ACCT:jane@Example.COM' },
    ],
    [
      'percent-encoding',
      { format: 'account', uri: 'acct:j%C3%A9ne%7e@example.com' },
      { format: 'account', uri: 'acct:j%c3%a9ne~@example.com' },
    ],
    [
      'scheme and host of a URI',
      { format: 'uri', uri: 'https://example.com/A' },
      { format: 'uri', uri: 'HTTPS://Example.COM/A' },
    ],
    ['members that the format does not define', email('a@b.c'), { ...email('a@b.c'), note: 1 }],
  ])('%s', (_name, one, other) => {
    expect(keyOf(one)).toBe(keyOf(other))
    expect(keyOf(one)).toBeDefined()
  })
})

describe('what no specification calls equal stays different', () => {
  test.each([
    ['the local part of an address', email('jane@example.com'), email('Jane@example.com')],
    ['a tag in an address', email('jane@example.com'), email('jane+x@example.com')],
    ['a dot in an address', email('jane.doe@gmail.com'), email('janedoe@gmail.com')],
    ['a slash of an issuer', issSub('https://a.example', '1'), issSub('https://a.example/', '1')],
    [
      'the path of a URI',
      { format: 'uri', uri: 'https://a.example/A' },
      { format: 'uri', uri: 'https://a.example/a' },
    ],
    ['issuer and subject in another cut', issSub('https://a', 'b c'), issSub('https://a b', 'c')],
    ['a DID', { format: 'did', url: 'did:example:A' }, { format: 'did', url: 'did:example:a' }],
    [
      'a token of another issuer',
      { format: 'jwt_id', iss: 'https://a', jti: '1' },
      { format: 'jwt_id', iss: 'https://b', jti: '1' },
    ],
  ])('%s', (_name, one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other))
  })

  test('one opaque id at two sources is two names, at one source one', () => {
    const id = { format: 'opaque', id: '42' }
    expect(keyOf(id, 'https://a')).not.toBe(keyOf(id, 'https://b'))
    expect(keyOf(id, 'https://a')).toBe(keyOf(id, 'https://a'))
    expect(nameOf(id, 'user', 'https://a')?.base).toBe(keyOf(id))
  })

  test('one id of a session and of a user', () => {
    const id = { format: 'opaque', id: '42' }
    expect(nameOf(id, 'user', '')?.key).not.toBe(nameOf(id, 'session', '')?.key)
    expect(nameOf(id, 'user', '')?.key).toBe(nameOf(id, 'service_account', '')?.key)
  })
})

test('addresses of networks identify nobody', () => {
  const address = { format: 'ip-addresses', 'ip-addresses': ['10.0.0.1'] }
  expect(nameOf(address, 'user', '')).toBeUndefined()
  expect(mentionsOf(REVOKED, address, '')).toEqual([])
  const both = { format: 'complex', user: email('a@b.c'), device: address }
  expect(mentionsOf(REVOKED, both, '').map(({ member }) => member)).toEqual(['user'])
})

describe('who a signal is about', () => {
  const members = (subject: LooseSubject, type: string = REVOKED) =>
    mentionsOf(type, subject, '').map(({ member, kind }) => `${member}:${kind}`)

  test('a complex subject names one for each member, the user first', () => {
    expect(
      members({
        format: 'complex',
        tenant: { format: 'opaque', id: 't' },
        application: issSub('https://a', 'app'),
        session: { format: 'opaque', id: 's' },
        user: email('a@b.c'),
        elsewhere: email('x@y.z'),
      }),
    ).toEqual(['user:user', 'session:session', 'application:integration', 'tenant:tenant'])
  })

  test.each([
    [uriOf('token-revoked'), { format: 'opaque', id: 't' }, ':token'],
    [REVOKED, { format: 'jwt_id', iss: 'https://a', jti: '1' }, ':token'],
    [uriOf('client-disabled'), issSub('https://a', 'drift'), ':integration'],
    [uriOf('device-compliance-change'), { format: 'opaque', id: 'd' }, ':device'],
    [uriOf('credential-compromise'), { format: 'uri', uri: 'https://g/1' }, ':token'],
    [REVOKED, email('a@b.c'), ':user'],
  ])('%s of a simple subject', (type, subject, expected) => {
    expect(members(subject, type)).toEqual([expected])
  })

  test('of aliases the one that changes least counts first, a source’s own name alone', () => {
    const aliases = { format: 'aliases', identifiers: [email('a@b.c'), issSub('https://idp', '1')] }
    const formats = (scope: string) =>
      lookedUp(mentionsOf(REVOKED, aliases, scope)[0]).map(({ subject }) => subject.format)
    expect(formats('https://elsewhere')).toEqual(['iss_sub', 'email'])
    expect(formats('https://idp')).toEqual(['iss_sub'])
  })
})

test('normalising twice changes nothing more, and never the local part', () => {
  const local = fc.stringMatching(/^[A-Za-z0-9.+_-]{1,20}$/)
  const domain = fc.domain()
  fc.assert(
    fc.property(local, domain, (name, host) => {
      const once = normalSubject(email(`${name}@${host.toUpperCase()}`))
      expect(normalSubject(once)).toEqual(once)
      expect(once['email']).toBe(`${name}@${host.toLowerCase()}`)
    }),
  )
})

test('normalising anything at all neither throws nor changes its format', () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
  const text = fc.string({ unit, maxLength: 64 })
  const format = fc.constantFrom('email', 'account', 'phone_number', 'uri', 'iss_sub', 'did', 'x')
  fc.assert(
    fc.property(format, text, (name, value) => {
      const subject = { email: value, uri: value, phone_number: value, format: name }
      const once = normalSubject(subject)
      expect(once.format).toBe(name)
      expect(normalSubject(once)).toEqual(once)
    }),
  )
})

test('equal subjects have equal keys whatever the order of their members', () => {
  fc.assert(
    fc.property(fc.webUrl(), fc.string({ minLength: 1 }), (iss, sub) => {
      expect(keyOf({ format: 'iss_sub', iss, sub } as { format: string })).toBe(
        keyOf({ sub, iss, format: 'iss_sub' } as { format: string }),
      )
    }),
  )
})
