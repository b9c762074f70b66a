import { describe, expect, test } from 'vitest'
import { compileCondition, type CompiledCondition } from './cel.ts'

const needs = (payload: Record<string, unknown> = {}) => ({
  signal: {
    id: 'i',
    type: 'risk-level-change',
    uri: 'https://schemas.openid.net/secevent/caep/event-type/risk-level-change',
    vendorType: '',
    source: 'okta-prod',
    certainty: 'proven',
    tenant: 'default',
    txn: 't',
    occurredAt: new Date('2026-11-24T10:00:00Z'),
    receivedAt: new Date('2026-11-24T10:00:01Z'),
    subject: { format: 'email', email: 'ann@example.com' },
    payload,
  },
  principal: { id: 'p', kind: 'user' },
  incident: { severity: 'high', isNew: true },
})

function compiled(text: string): CompiledCondition {
  const result = compileCondition(text, 'signal')
  if (!result.ok) throw new Error(result.fault.reason)
  return result.condition
}

test.each([
  ['signal.payload.current_level == "HIGH"', { current_level: 'HIGH' }, true],
  ['signal.payload.score >= 70 && signal.type == "risk-level-change"', { score: 70.5 }, true],
  ['signal.payload.score == 3', { score: 3 }, true],
  ['has(signal.payload.score) && signal.payload.score > 1', {}, false],
  ['signal.?payload.?nested.?level.orValue("none") == "none"', {}, true],
  ['signal.subject.email.endsWith("@example.com")', {}, true],
  ['signal.subject.email.matches("^ann@.*[.]com$")', {}, true],
  ['(signal.source).matches("^x") || signal.source.matches("^okta-")', {}, true],
  ['signal.occurredAt < signal.receivedAt', {}, true],
  ['signal.receivedAt - signal.occurredAt <= duration("10s")', {}, true],
  ['principal.kind in ["user", "service_account"] && incident.severity == "high"', {}, true],
  ['signal.payload.ips.exists(ip, ip.startsWith("10."))', { ips: ['8.8.8.8', '10.0.0.1'] }, true],
] as const)('%s', (text, payload, holds) => {
  expect(compiled(text)(needs(payload))).toEqual({ ok: true, holds })
})

describe('a condition is refused with its line, column and reason', () => {
  test.each([
    [
      'a syntax error',
      'signal.type ==\n  * 2',
      { line: 2, column: 3, reason: 'Unexpected token: MULTIPLY' },
    ],
    [
      'an unknown variable',
      'true &&\nuser.id == "x"',
      { line: 2, column: 1, reason: 'Unknown variable: user' },
    ],
    ['an unknown member', 'signal.nope == 1', { line: 1, column: 8, reason: 'No such key: nope' }],
    [
      'types that do not fit',
      'signal.type + 1',
      { line: 1, column: 1, reason: 'no such overload: string + int' },
    ],
    [
      'no truth value',
      '"yes"',
      { line: 1, column: 1, reason: expect.stringContaining('of type string') },
    ],
    [
      'a pattern that is none',
      'signal.type.matches("(")',
      { line: 1, column: 1, reason: expect.stringContaining('RE2') },
    ],
    [
      'a pattern from outside',
      'signal.type.matches(signal.source)',
      { reason: expect.stringContaining('in quotes') },
    ],
    [
      'too much text',
      `signal.type in [${'"a",'.repeat(501)}"a"]`,
      { reason: expect.stringMatching(/exceed|limit/i) },
    ],
    [
      'too deep',
      `${'('.repeat(100)}true${')'.repeat(100)}`,
      { reason: expect.stringMatching(/exceed|depth|limit/i) },
    ],
  ])('%s', (_name, text, fault) => {
    expect(compileCondition(text, 'signal')).toMatchObject({ ok: false, fault })
  })
})

describe('what cannot be evaluated says why, and does not hold', () => {
  test('a member that is not there', () => {
    expect(compiled('signal.payload.missing == 1')(needs())).toEqual({
      ok: false,
      because: 'No such key: missing (line 1, column 16)',
    })
  })

  test('a value of another type than the condition is', () => {
    expect(compiled('signal.payload.flag')(needs({ flag: 'x' }))).toMatchObject({ ok: false })
  })

  test('a loop over what a stranger sent is cut off', () => {
    const long = Array.from({ length: 20_000 }, (_, index) => index)
    const verdict = compiled(
      'true &&\n  signal.payload.xs.all(a, signal.payload.xs.all(b, a + b >= 0.0))',
    )(needs({ xs: long }))
    expect(verdict).toEqual({
      ok: false,
      because: 'it took longer than 5 ms and was cut off (line 2, column 3)',
    })
  })

  test('no regular expression takes exponential time', () => {
    const text = `${'a'.repeat(5_000)}!`
    expect(compiled('signal.payload.text.matches("(a+)+$")')(needs({ text }))).toEqual({
      ok: true,
      holds: false,
    })
  })
})

test('over a history, the signals are a list', () => {
  const result = compileCondition(
    'signals.all(s, s.subject == signals[0].subject) && signals.size() == 2',
    'history',
  )
  if (!result.ok) throw new Error(result.fault.reason)
  const one = { subject: { format: 'opaque', id: 'x' } }
  expect(result.condition({ signals: [one, structuredClone(one)] })).toEqual({
    ok: true,
    holds: true,
  })
  expect(result.condition({ signals: [one, { subject: { format: 'opaque', id: 'y' } }] })).toEqual({
    ok: true,
    holds: false,
  })
})
