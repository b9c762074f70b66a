import { describe, expect, test } from 'vitest'
import { Policy, PolicyDocument } from '../../../schemas/policy.ts'
import { compile, faultsOf, tellFault } from './compile.ts'
import { differences } from './differences.ts'
import { READY_POLICIES } from './library.ts'

const document = (changes: Record<string, unknown> = {}): PolicyDocument =>
  PolicyDocument.parse({
    name: 'P',
    when: {},
    then: [{ emit: 'session-revoked' }],
    reason: 'because',
    ...changes,
  })

test('what comes with the hub fits its schema, compiles, and has ids of its own', () => {
  for (const { document: ready } of READY_POLICIES) {
    expect(PolicyDocument.parse(ready)).toEqual(ready)
    expect(faultsOf(ready)).toEqual([])
    expect(ready.description).toBeTruthy()
  }
  expect(new Set(READY_POLICIES.map(({ id }) => id)).size).toBe(READY_POLICIES.length)
})

describe('a policy is refused with the place and the reason', () => {
  test.each([
    [
      'a condition that does not compile',
      { when: { condition: 'signal.type ==\n  * 2' } },
      'when.condition, line 2, column 3: Unexpected token: MULTIPLY',
    ],
    [
      'a condition of a history’s step',
      {
        history: {
          within: '5m',
          all: [{ types: ['opt-in'] }, { types: ['opt-in'], condition: 'x' }],
        },
      },
      'history.all.1.condition, line 1, column 1: Unknown variable: x',
    ],
    [
      'a history without event types',
      { history: { within: '5m', count: { atLeast: 2 } } },
      'history.count.of: a history needs event types: name them here or in when.types',
    ],
    [
      'an event that no receiver would take',
      { then: [{ emit: 'credential-change' }] },
      expect.stringMatching(/^then\.0: credential-change: credential_type/),
    ],
    [
      'an approval of nothing',
      { then: [{ approval: '1h' }] },
      'then: an approval needs something to emit',
    ],
    [
      'streams for nothing',
      { then: [{ incident: 'low' }], to: { tags: ['a'] } },
      'to: only what is emitted goes to streams',
    ],
  ])('%s', (_name, changes, told) => {
    expect(faultsOf(document(changes)).map(tellFault)).toEqual([told])
  })
})

describe('a document is refused by its schema', () => {
  test.each([
    ['an unknown member', { when: { typos: ['opt-in'] } }],
    ['an unknown event type', { when: { types: ['session-revokd'] } }],
    ['no action', { then: [] }],
    ['an unknown action', { then: [{ explode: true }] }],
    ['a duration of no unit', { suppress: '10' }],
    ['a duration of no length', { suppress: '0m' }],
    ['a window without end', { history: { within: '99d', count: { atLeast: 2 } } }],
    ['two histories', { history: { within: '1m', count: { atLeast: 2 }, all: [{}, {}] } }],
    ['a history of nothing', { history: { within: '1m' } }],
    ['a tag that is none', { to: { tags: ['A b'] } }],
  ])('%s', (_name, changes) => {
    expect(() => document(changes)).toThrow()
  })
})

test('a policy of an unknown event type compiles: it is opaque', () => {
  const policy = document({
    when: { types: ['https://example.com/made-up'] },
    then: [{ emit: 'same' }],
  })
  expect(compile(Policy.parse({ id: 'p', version: 1, mode: 'on', ...policy })).ok).toBe(true)
})

test('versions differ member by member, lists as a whole', () => {
  const one = document({ when: { types: ['opt-in'], condition: 'true' } })
  const other = document({ when: { types: ['opt-in', 'opt-out-effective'] }, reason: 'why' })
  expect(differences(one, other)).toEqual([
    { path: 'when.types', from: ['opt-in'], to: ['opt-in', 'opt-out-effective'] },
    { path: 'when.condition', from: 'true' },
    { path: 'reason', from: 'because', to: 'why' },
  ])
  expect(differences(one, structuredClone(one))).toEqual([])
})
