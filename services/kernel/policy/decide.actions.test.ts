import { describe, expect, test } from 'vitest'
import { uriOf } from '../../../schemas/events/index.ts'
import { decide as decideOn } from './decide.ts'
import type { Facts } from './facts.ts'
import { compiled, decide, facts, policy, signal, typesOf } from './policy.fixture.ts'

test('a policy that is about another type of event says nothing', () => {
  expect(decide(signal(), [policy({ when: { types: ['opt-in'] } })]).decisions).toEqual([])
  expect(decide(signal(), [policy({ when: { vendorTypes: ['x'] } })]).decisions).toEqual([])
})

describe('a policy applies only where', () => {
  const user = { id: 'u', kind: 'user' as const }
  const whom = (kind: 'user' | 'integration') => ({
    principals: { primary: { ...user, kind }, members: {} },
  })
  test.each([
    [
      'its source is not left out',
      { notSources: ['okta-prod'] },
      {},
      'leaves out source okta-prod',
    ],
    ['the tenant is one of its', { tenants: ['acme'] }, {}, 'not for tenant default'],
    ['the principal is of a kind', { principals: ['integration'] }, whom('user'), 'this is user'],
    ['somebody is known', { principals: ['integration'] }, {}, 'nobody known'],
    ['its condition holds', { condition: 'signal.payload.reason == "x"' }, {}, 'does not hold'],
  ])('%s', (_name, when, changes, because) => {
    expect(decide(signal(), [policy({ when })], changes)).toMatchObject({
      events: [],
      decisions: [{ decision: 'skip', because: expect.stringContaining(because) }],
    })
  })

  test('and then it does', () => {
    const when = {
      types: ['account-disabled'],
      sources: ['okta-prod'],
      principals: ['integration'],
      tenants: ['default'],
      certainty: ['proven'],
      condition: 'signal.payload.reason == "hijacking" && principal.kind == "integration"',
    }
    const given = decide(signal(), [policy({ when })], whom('integration'))
    expect(typesOf(given)).toEqual([uriOf('session-revoked')])
  })
})

test('a condition that cannot be evaluated counts as "does not apply", and is told as an error', () => {
  const broken = policy({ when: { condition: 'signal.payload.nope > 3' } })
  expect(decide(signal(), [broken])).toMatchObject({
    events: [],
    decisions: [
      { decision: 'error', because: 'its condition failed: No such key: nope (line 1, column 16)' },
    ],
  })
})

test('a policy in shadow says what it would have done, and nothing happens', () => {
  const then = [
    { emit: 'session-revoked' },
    { incident: 'high' },
    { approval: '1h' },
    { notify: 'soc' },
  ]
  expect(decide(signal(), [policy({ mode: 'shadow', then })])).toMatchObject({
    events: [],
    asks: [],
    notices: [],
    raise: [],
    decisions: [
      { decision: 'shadow', type: uriOf('session-revoked'), because: 'it would have: because' },
    ],
  })
})

test('an incident is raised and a channel is told', () => {
  const then = [{ incident: 'critical' }, { notify: 'soc' }]
  expect(decide(signal(), [policy({ then })])).toMatchObject({
    raise: ['critical'],
    notices: [
      {
        channel: 'soc',
        policyId: 'p1',
        policyVersion: 3,
        text: 'P1: because (account-disabled from okta-prod)',
        suppressSeconds: 0,
      },
    ],
  })
})

describe('what is emitted waits', () => {
  test('for an approval, where its policy asks for one', () => {
    const asking = policy({ then: [{ emit: 'session-revoked' }, { approval: '4h' }] })
    const { events, asks, decisions } = decide(signal(), [asking])
    expect(asks).toMatchObject([{ policyId: 'p1', seconds: 14_400 }])
    expect(events).toMatchObject([{ heldFor: `approval:${asks[0]?.id ?? ''}` }])
    expect(decisions).toMatchObject([{ heldFor: events[0]?.heldFor }])
  })

  test('but not where another policy wants the same without asking', () => {
    const asking = policy({ id: 'p0', then: [{ emit: 'session-revoked' }, { approval: '4h' }] })
    expect(decide(signal(), [asking, policy()]).events).toMatchObject([
      { type: uriOf('session-revoked') },
    ])
    expect(decide(signal(), [asking, policy()]).events[0]).not.toHaveProperty('heldFor')
  })

  test('while the stop switch is on', () => {
    const context = { policies: [compiled(policy())], isStopped: true }
    expect(decideOn(facts(signal()), context)).toMatchObject({
      events: [{ heldFor: 'stop' }],
      decisions: [{ heldFor: 'stop' }],
    })
  })
})

test('an event for tagged streams of one policy and for others of another is for both', () => {
  const tagged = (tags: string[]) => policy({ id: tags[0], to: { tags } })
  expect(decide(signal(), [tagged(['a']), tagged(['b'])]).events).toMatchObject([
    { tags: ['a', 'b'] },
  ])
  expect(decide(signal(), [tagged(['a']), policy()]).events[0]).not.toHaveProperty('tags')
})

test('the same about the same principal has one key, whatever name it came by', () => {
  const keyOf = (changes: Partial<Facts>, of = signal()) =>
    decide(of, [policy({ suppress: '5m' })], changes).events[0]?.suppress
  const known = { principals: { primary: { id: 'u', kind: 'user' as const }, members: {} } }
  const other = signal({ subject: { format: 'opaque', id: 'ann' } })
  expect(keyOf(known)).toEqual({ key: `${uriOf('session-revoked')} u`, seconds: 300 })
  expect(keyOf(known, other)).toEqual(keyOf(known))
  expect(keyOf({})).not.toEqual(keyOf({}, other))
})

test('related principals are told about one by one, each event about its own subject', () => {
  const about = policy({ then: [{ emit: 'session-revoked', about: { related: 'user' } }] })
  const related = ['u1', 'u2'].map((id) => ({
    id,
    kind: 'user' as const,
    subject: { format: 'opaque', id },
  }))
  const device = { id: 'd', kind: 'device' as const, subject: { format: 'opaque', id: 'd' } }
  const { events } = decide(signal(), [about], {
    related: [...related, device] as Facts['related'],
  })
  expect(events.map(({ subject }) => subject)).toEqual(related.map(({ subject }) => subject))
  expect(new Set(events.map(({ id }) => id)).size).toBe(2)
})
