import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PolicyDocument } from '../../../schemas/policy.ts'
import { BUDGET_MS } from './budget.ts'
import { compileCondition } from './cel.ts'
import { compile, faultsOf, tellFault } from './compile.ts'
import { decide } from './decide.ts'
import { READY_POLICIES } from './library.ts'
import { facts, signal } from './policy.fixture.ts'

// Whatever somebody sends as a policy: it is refused with a reason, or it works; it never crashes and never hangs.

const RUNS = { numRuns: 300 }

/** What conditions are made of, in any order: some are ones, most are not. */
const CEL = fc
  .array(
    fc.constantFrom(
      ...['signal', '.payload', '.subject', '.email', '.?x', '[0]', '(', ')', '"a"', '1', '0.5'],
      ...[' == ', ' && ', ' || ', ' + ', ' in ', '!', '?', ':', ',', '[', ']', '{', '}', '\n'],
      ...[
        '.exists(s, s == 1)',
        '.all(',
        '.map(x, x)',
        '.matches("(a+)+$")',
        '.matches("(")',
        'has(',
      ],
      ...[
        'principal.kind',
        'incident.isNew',
        'signals',
        'duration("1h")',
        'true',
        'null',
        '\u0000',
      ],
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))
const FINE = fc.constantFrom(
  'signal.type == "x"',
  'signal.payload.a > 1',
  'has(signal.payload.a) && signal.payload.a.exists(s, s == 1)',
  'true',
)
const CONDITION = fc.oneof(
  CEL,
  FINE,
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'grapheme' }),
)

const TYPE = fc.oneof(
  {
    weight: 19,
    arbitrary: fc.constantFrom('session-revoked', 'account-disabled', 'https://example.com/event'),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
)
const TYPES = fc.array(TYPE, { minLength: 1, maxLength: 3 })
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 })
const DURATION = fc.constantFrom('1s', '10m', '1h', '7d', '8d')
const STEP = fc.record({ types: maybe(TYPES), condition: maybe(CONDITION) })

/** Near to a policy: of the right shape mostly, and of any content. */
const DOCUMENT = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 20 }),
    when: fc.record({
      types: maybe(TYPES),
      condition: maybe(CONDITION),
      certainty: maybe(fc.constant(['hint'])),
      principals: maybe(fc.constant(['user'])),
    }),
    history: maybe(
      fc
        .tuple(
          fc.oneof(
            fc.record({
              count: fc.record({ atLeast: fc.integer({ min: 1, max: 9 }), of: maybe(STEP) }),
            }),
            fc.record({ all: fc.array(STEP, { minLength: 1, maxLength: 4 }) }),
            fc.record({ sequence: fc.array(STEP, { minLength: 1, maxLength: 4 }) }),
          ),
          fc.record({ within: DURATION, condition: maybe(CONDITION) }),
        )
        .map(([one, more]) => ({ ...one, ...more })),
    ),
    then: fc.array(
      fc.oneof(
        fc.record({ emit: fc.oneof(TYPE, fc.constant('same')) }),
        fc.record({ emit: TYPE, payload: fc.dictionary(fc.string(), fc.jsonValue()) }),
        fc.record({ incident: fc.constantFrom('high', 'low') }),
        fc.record({ approval: DURATION }),
        fc.record({ notify: fc.string({ minLength: 1 }) }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    suppress: maybe(DURATION),
    reason: fc.string({ minLength: 1, maxLength: 50 }),
  })
  .map((document) => JSON.parse(JSON.stringify(document)) as unknown)

const SIGNAL = fc
  .record({
    payload: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }),
    certainty: fc.constantFrom('proven', 'hint'),
  })
  .map(signal)

describe('any JSON as a policy', () => {
  test('is read or refused, never a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        const { data } = PolicyDocument.safeParse(json)
        if (data) faultsOf(data)
      }),
      RUNS,
    )
  })

  test('that has its shape compiles, or has faults each of which a person can find', () => {
    let [reads, faults] = [0, 0]
    fc.assert(
      fc.property(DOCUMENT, (json) => {
        const { data } = PolicyDocument.safeParse(json)
        if (!data) return
        reads += 1
        for (const fault of faultsOf(data)) {
          faults += 1
          expect(fault.path).toMatch(/^(when|history|then|to)/)
          expect(fault.reason).not.toBe('')
          if (fault.path.endsWith('.condition')) {
            expect(fault.line).toBeGreaterThanOrEqual(1)
            expect(fault.column).toBeGreaterThanOrEqual(1)
          }
          expect(tellFault(fault)).toContain(fault.reason)
        }
      }),
      RUNS,
    )
    expect(reads).toBeGreaterThan(RUNS.numRuns / 3)
    expect(faults).toBeGreaterThan(RUNS.numRuns / 10)
  })

  test('that compiles decides on any signal, and says why', () => {
    let works = 0
    fc.assert(
      fc.property(DOCUMENT, SIGNAL, fc.array(SIGNAL, { maxLength: 5 }), (json, one, history) => {
        const { data } = PolicyDocument.safeParse(json)
        const result = data && compile({ id: 'any', version: 1, mode: 'on', ...data })
        if (!result?.ok) return
        works += 1
        const policies = [result.compiled]
        const { decisions } = decide(facts(one, { history }), { policies, isStopped: false })
        for (const decision of decisions)
          if ('because' in decision) expect(decision.because).not.toBe('')
      }),
      RUNS,
    )
    expect(works).toBeGreaterThan(RUNS.numRuns / 10)
  })

  test.each(READY_POLICIES.map(({ id, document }) => [id, document] as const))(
    '%s, with any one member replaced by any JSON, too',
    (_id, document) => {
      fc.assert(
        fc.property(fc.constantFrom(...Object.keys(document)), fc.jsonValue(), (name, value) => {
          const { data } = PolicyDocument.safeParse({ ...document, [name]: value })
          if (data) faultsOf(data)
        }),
        { numRuns: 50 },
      )
    },
  )
})

describe('a condition', () => {
  test('of any text compiles or is refused with its line and column', () => {
    fc.assert(
      fc.property(
        CONDITION,
        fc.constantFrom('signal' as const, 'history' as const),
        (text, scope) => {
          const result = compileCondition(text, scope)
          if (result.ok) return
          const lines = text.split('\n')
          expect(result.fault.line).toBeLessThanOrEqual(lines.length)
          expect(result.fault.column).toBeLessThanOrEqual(text.length + 1)
          expect(result.fault.reason).not.toBe('')
        },
      ),
      RUNS,
    )
  })

  const NESTED = fc
    .tuple(
      fc.constantFrom('all', 'exists', 'exists_one'),
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([macro, depth, lines]) => {
      const names = ['a', 'b', 'c', 'd'].slice(0, depth)
      const inner = `${names.join(' + ')} ${macro === 'all' ? '>=' : '<'} 0.0`
      const loop = names.reduceRight(
        (body, name) => `signal.payload.xs.${macro}(${name}, ${body})`,
        inner,
      )
      return { text: `${'\n'.repeat(lines)}${loop}`, line: lines + 1 }
    })

  test('that loops for ever is cut off by its budget, and its line is named', () => {
    const xs = Array.from({ length: 20_000 }, (_, index) => index)
    fc.assert(
      fc.property(NESTED, ({ text, line }) => {
        const result = compileCondition(text, 'signal')
        if (!result.ok) throw new Error(result.fault.reason)
        const of = facts(signal({ payload: { xs } }))
        const verdict = result.condition({
          signal: { payload: of.signal.payload },
          principal: { id: '', kind: '' },
          incident: { severity: 'info', isNew: false },
        })
        expect(verdict).toEqual({
          ok: false,
          because: `it took longer than ${String(BUDGET_MS)} ms and was cut off (line ${String(line)}, column 1)`,
        })
      }),
      { numRuns: 20 },
    )
  })
})
