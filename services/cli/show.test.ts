import { expect, test } from 'vitest'
import { plain, shortType, since, table } from './show.ts'

const PIPE = { isTerminal: false }
const now = new Date('2026-01-02T00:00:00Z')

test('columns stand under their heads, whatever the width of the script', () => {
  expect(
    table(
      PIPE,
      ['name', 'state'],
      [
        ['日本', 'a'],
        ['Jane', ['bad', 'b']],
      ],
    ),
  ).toBe('name  state\n日本  a\nJane  b')
})

test('what a vendor wrote moves no cursor and colours nothing', () => {
  const shown = table({ isTerminal: true }, ['name'], [['\u001b[31mred\u001b[0m\r\n\u0007']])
  expect(shown.split('\n').at(-1)).not.toContain('\u001b[31m')
  expect(plain('a\u001b[2Jb\u009bc')).toBe('a [2Jb c')
})

test.each([
  [new Date('2026-01-01T23:59:58Z'), '2 s ago'],
  [new Date('2026-01-01T23:57:00Z'), '3 min ago'],
  ['2025-12-30T00:00:00Z', '3 d ago'],
  [new Date('2026-01-02T02:00:00Z'), 'in 2 h'],
  [undefined, ''],
])('%s is %s', (at, text) => {
  expect(since(at, now)).toBe(text)
})

test('an event type goes by the last part of its name', () => {
  expect(shortType('https://schemas.openid.net/secevent/caep/event-type/session-revoked')).toBe(
    'session-revoked',
  )
  expect(shortType('urn:ietf:params:scim:event:prov:create')).toBe('create')
})
