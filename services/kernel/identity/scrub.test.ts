import { expect, test } from 'vitest'
import { createScrubber } from './scrub.ts'

const alice = createScrubber(
  [
    { format: 'email', email: 'alice@example.com' },
    { format: 'iss_sub', iss: 'https://idp.example.com/', sub: '00u-alice' },
    { format: 'phone_number', phone_number: '+12065550100' },
    { format: 'account', uri: 'acct:alice@corp.example' },
    { format: 'opaque', id: '42' },
  ],
  'Alice Ängström',
  'p1',
)

test.each([
  ['to alice@example.com.', 'to p1@expunged.invalid.'],
  ['To ALICE@Example.com', 'To p1@expunged.invalid'],
  ['{"email":"alice@example.com"}', '{"email":"p1@expunged.invalid"}'],
  ['?user=alice%40example.com&x=1', '?user=p1@expunged.invalid&x=1'],
  [JSON.stringify('seen:\nalice@example.com'), JSON.stringify('seen:\np1@expunged.invalid')],
  ['0:alice@example.com-1', '0:p1@expunged.invalid-1'],
  ['user 00u-alice', 'user expunged:p1'],
  ['call +12065550100', 'call expunged:p1'],
  ['acct:alice@corp.example', 'p1@expunged.invalid'],
  ['says Alice Ängström', 'says expunged:p1'],
  [
    'user=={"format":"email","email":"alice@example.com"}',
    'user=={"format":"email","email":"p1@expunged.invalid"}',
  ],
])('%s → %s', (text, cleaned) => {
  expect(alice.clean(text)).toBe(cleaned)
  const bare = alice.patterns.map((like) => like.slice(1, -1).replaceAll('\\', ''))
  expect(bare.some((name) => text.toLowerCase().includes(name))).toBe(true)
})

test.each([
  [
    'a longer address',
    'malice@example.com, alice@example.com.au, x.alice@example.com, alice@example.com-a.org',
  ],
  ['a longer id', '00u-alice2 and x00u-alice'],
  ['an issuer', 'https://idp.example.com/'],
  ['what is too short to be told apart', 'room 42'],
  ['a first name', 'Alice Springs'],
])('%s stays', (_what, text) => {
  expect(alice.clean(text)).toBe(text)
})

test('what means something to like or to a regular expression is taken as it stands', () => {
  const odd = createScrubber([{ format: 'opaque', id: '50%_off.*(x)' }], undefined, 'p1')
  expect(odd.clean('a 50%_off.*(x) b')).toBe('a expunged:p1 b')
  expect(odd.patterns).toContain(String.raw`%50\%\_off.*(x)%`)
})

test('who has no name that can be told apart changes nothing', () => {
  const nobody = createScrubber([{ format: 'opaque', id: '1' }], 'Kim', 'p1')
  expect([nobody.patterns, nobody.clean('1 Kim')]).toEqual([[], '1 Kim'])
})
