import { expect, test } from 'vitest'
import { HubEvent } from '../../../schemas/event.ts'
import { uriOf } from '../../../schemas/events/index.ts'
import { Decision, Policy } from '../../../schemas/policy.ts'
import type { Signal } from '../../../schemas/signal.ts'
import { DEFAULT_POLICIES, decide, policy, signal, typesOf, RECEIVED } from './policy.fixture.ts'

test('relay passes an event on unchanged in meaning', () => {
  const given = signal({
    type: uriOf('credential-change'),
    payload: { change_type: 'revoke', credential_type: 'pin', extra: [1] },
  })
  const { events } = decide(given, DEFAULT_POLICIES)
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({
    signalId: given.id,
    type: given.type,
    subject: given.subject,
    payload: given.payload,
    txn: 'txn-1',
    tenantId: 'default',
    acceptedAt: RECEIVED,
    becauseOf: { policyId: 'relay', rule: 'relay' },
  })
})

test('an event may lead to another one, which tells when, who and why', () => {
  const { events } = decide(signal(), DEFAULT_POLICIES)
  expect(events.map(({ type }) => type)).toEqual([
    uriOf('account-disabled'),
    uriOf('session-revoked'),
    uriOf('tokens-revoked'),
  ])
  expect(events[1]).toMatchObject({
    subject: { format: 'email', email: 'ann@example.com' },
    txn: 'txn-1',
    tenantId: 'default',
    payload: { event_timestamp: 1_795_341_597, initiating_entity: 'policy' },
    becauseOf: { policyId: 'leaver', rule: `emit ${uriOf('session-revoked')}` },
  })
  expect(events[1]?.payload).toHaveProperty(
    'reason_admin.en',
    expect.stringContaining('account-disabled from okta-prod'),
  )
})

test('the deprecated sessions-revoked of RISC goes out as session-revoked of CAEP alone', () => {
  expect(typesOf(decide(signal({ type: uriOf('sessions-revoked') }), DEFAULT_POLICIES))).toEqual([
    uriOf('session-revoked'),
  ])
})

test('a policy’s own payload comes over the derived one', () => {
  const own = policy({
    then: [{ emit: uriOf('session-revoked'), payload: { initiating_entity: 'admin', note: 'x' } }],
  })
  expect(decide(signal(), [own]).events[0]?.payload).toMatchObject({
    initiating_entity: 'admin',
    note: 'x',
  })
})

test('a lockout that an outsider can cause ends nobody’s session', () => {
  const decided = decide(signal({ vendorType: 'user.account.lock' }), DEFAULT_POLICIES)
  expect(decided.events).toEqual([])
  expect(decided.decisions).toMatchObject([
    { decision: 'skip', policyId: 'relay', because: 'it leaves out user.account.lock' },
    { decision: 'skip', policyId: 'leaver', because: 'it leaves out user.account.lock' },
    { decision: 'incident', policyId: 'account-lock-held-back', severity: 'medium' },
    { decision: 'skip', policyId: 'hint-held-back' },
    { decision: 'skip', policyId: 'two-sources-agree' },
    { decision: 'skip', policyId: 'breached-integration' },
  ])
})

test.each([['sources', { sources: ['github'] }, 'it does not listen to source okta-prod']])(
  'a policy whose %s do not fit says so',
  (_name, when, because) => {
    const decided = decide(signal(), [policy({ when })])
    expect(decided).toMatchObject({
      events: [],
      decisions: [{ decision: 'skip', policyId: 'p1', policyVersion: 3, because }],
    })
  },
)

test('two policies that want the same event make it once, and both say so', () => {
  const decided = decide(signal(), [policy(), policy({ id: 'p2' })])
  expect(decided.events).toHaveLength(1)
  expect(decided.events[0]?.becauseOf.policyId).toBe('p1')
  expect(decided.decisions.map((one) => one.decision === 'emit' && one.eventId)).toEqual([
    decided.events[0]?.id,
    decided.events[0]?.id,
  ])
})

test('relaying a type and emitting it by name are the same event', () => {
  const both = policy({ then: [{ emit: 'same' }, { emit: uriOf('account-disabled') }] })
  const { events } = decide(signal(), [both])
  expect(events).toHaveLength(1)
  expect(events[0]?.payload).toEqual({ reason: 'hijacking', 'x-vendor': 1 })
})

test('deciding again makes the same events; another signal makes others', () => {
  const given = signal()
  const ids = (of: Signal) => decide(of, DEFAULT_POLICIES).events.map(({ id }) => id)
  expect(ids(given)).toEqual(ids(given))
  expect(ids(given).toSorted()).toEqual(
    decide(given, DEFAULT_POLICIES.toReversed())
      .events.map(({ id }) => id)
      .toSorted(),
  )
  expect(ids(signal())).not.toEqual(ids(given))
})

test('what is decided fits its schemas', () => {
  const { events, decisions } = decide(signal(), [
    ...DEFAULT_POLICIES,
    policy({ when: { sources: ['github'] } }),
  ])
  expect(events.map((event) => HubEvent.parse(event))).toEqual(events)
  expect(decisions.map((decision) => Decision.parse(decision))).toEqual(decisions)
})

test('the default policies fit their schema and know only registered event types', () => {
  expect(DEFAULT_POLICIES.map((one) => Policy.parse(one))).toEqual(DEFAULT_POLICIES)
})

test('with no policy nothing is told', () => {
  expect(decide(signal(), [])).toMatchObject({ events: [], decisions: [] })
})

test.each([uriOf('session-revoked'), uriOf('credential-change')])(
  'a relayed %s always has a reason for an administrator (CAEP interoperability profile §3)',
  (type) => {
    const told = (payload: object) =>
      decide(signal({ type, payload }), DEFAULT_POLICIES).events[0]?.payload
    const [required, theirs] = [{ change_type: 'update', credential_type: 'pin' }, { en: 'theirs' }]
    expect(told(required)).toEqual({
      ...required,
      reason_admin: { en: expect.stringContaining('from okta-prod') },
    })
    expect(told({ ...required, reason_admin: theirs })).toEqual({
      ...required,
      reason_admin: theirs,
    })
  },
)

test('a hint ends nobody’s access by itself, raises an incident, and the decision says why', () => {
  const { events, decisions } = decide(signal({ certainty: 'hint' }), DEFAULT_POLICIES)
  expect(events).toEqual([])
  expect(decisions).toContainEqual(
    expect.objectContaining({ decision: 'incident', policyId: 'hint-held-back' }),
  )
  const acting = ['two-sources-agree', 'hint-held-back']
  const told = decisions.filter((one) => 'policyId' in one && !acting.includes(one.policyId))
  expect(told.map((one) => 'policyId' in one && one.policyId)).toEqual(
    expect.arrayContaining(['relay', 'leaver']),
  )
  for (const decision of told)
    expect(decision).toMatchObject({
      decision: 'skip',
      because: expect.stringContaining('okta-prod gives a hint only'),
    })
})

test('what the operator trusts is told like what is proven', () => {
  expect(typesOf(decide(signal({ certainty: 'trusted' }), DEFAULT_POLICIES))).toEqual(
    typesOf(decide(signal(), DEFAULT_POLICIES)),
  )
})
