import { expect, test } from 'vitest'
import { RevocationRequest } from '../../schemas/admin.ts'
import { parseEvent, uriOf } from '../../schemas/events/index.ts'
import { NormalisedSignal } from '../../schemas/signal.ts'
import { toSignals } from './revocations.ts'

const NOW = new Date('2026-11-22T10:00:00.900Z')
const request = (changes: Record<string, unknown> = {}): RevocationRequest =>
  RevocationRequest.parse({
    subject: { format: 'email', email: 'ann@example.com' },
    kind: 'both',
    reasonAdmin: 'Laptop stolen',
    ...changes,
  })
const typesOf = (kind: string) => toSignals(request({ kind }), NOW).signals.map(({ type }) => type)

test('what is revoked decides which events there are', () => {
  expect(typesOf('sessions')).toEqual([uriOf('session-revoked')])
  expect(typesOf('tokens')).toEqual([uriOf('tokens-revoked')])
  expect(typesOf('both')).toEqual([uriOf('session-revoked'), uriOf('tokens-revoked')])
})

test('several are ended in an order of their own, each once; what is said fits its schema', () => {
  const { signals } = toSignals(
    request({ kind: ['account', 'sessions', 'credentials', 'sessions'] }),
    NOW,
  )
  expect(signals.map(({ type }) => type)).toEqual([
    uriOf('session-revoked'),
    uriOf('credential-change'),
    uriOf('account-disabled'),
  ])
  for (const { type, payload } of signals) expect(parseEvent(type, payload).ok).toBe(true)
})

test('an event says when, who and why, and fits its own schema', () => {
  const { signals, txn } = toSignals(
    request({ reasonUser: { de: 'Gerät verloren', en: 'Device lost' } }),
    NOW,
  )
  for (const signal of signals) {
    expect(signal).toMatchObject({ subject: { format: 'email', email: 'ann@example.com' }, txn })
    expect(signal.payload).toEqual({
      event_timestamp: 1_795_341_600,
      initiating_entity: 'admin',
      reason_admin: { en: 'Laptop stolen' },
      reason_user: { de: 'Gerät verloren', en: 'Device lost' },
    })
    expect(parseEvent(signal.type, signal.payload).ok).toBe(true)
    expect(NormalisedSignal.parse(signal)).toEqual(signal)
  }
})

test('signals of one revocation share its txn and have keys of their own', () => {
  const { signals, txn } = toSignals(request(), NOW)
  expect(txn).toMatch(/^console-[0-9a-f]{32}$/)
  expect(new Set(signals.map(({ dedupeKey }) => dedupeKey)).size).toBe(2)
})

test('a revocation that is done about an incident is told by its txn, and is one of its own all the same', () => {
  const [own, about] = [undefined, 'the incident'].map((cause) =>
    toSignals(request(), NOW, 'key-1', cause),
  )
  expect(about).toMatchObject({ txn: 'the incident', key: own?.key })
  expect(about?.signals.map(({ txn }) => txn)).toEqual(['the incident', 'the incident'])
  expect(about?.signals.map(({ dedupeKey }) => dedupeKey)).toEqual(
    own?.signals.map(({ dedupeKey }) => dedupeKey),
  )
})

test('without an idempotency key every request is a new one', () => {
  const [one, two] = [toSignals(request(), NOW), toSignals(request(), NOW)]
  expect(one.txn).not.toBe(two.txn)
  expect(one.signals[0]?.dedupeKey).not.toBe(two.signals[0]?.dedupeKey)
})

test('the same request under the same key is the same revocation, also later', () => {
  const one = toSignals(request(), NOW, 'key-1')
  const two = toSignals(request(), new Date('2026-11-23T00:00:00Z'), 'key-1')
  expect(two.txn).toBe(one.txn)
  expect(two.fingerprint).toBe(one.fingerprint)
  expect(two.signals.map(({ dedupeKey }) => dedupeKey)).toEqual(
    one.signals.map(({ dedupeKey }) => dedupeKey),
  )
})

test.each([
  ['another subject', { subject: { format: 'email', email: 'bob@example.com' } }],
  ['another kind', { kind: 'sessions' }],
  ['another reason', { reasonAdmin: 'Other' }],
])(
  '%s under the same key has another fingerprint and meets the first one’s keys',
  (_name, changes) => {
    const one = toSignals(request(), NOW, 'key-1')
    const two = toSignals(request(changes), NOW, 'key-1')
    expect(two.fingerprint).not.toBe(one.fingerprint)
    expect(two.signals[0]?.dedupeKey).toBe(one.signals[0]?.dedupeKey)
  },
)

test('the key of one request does not collide with that of another', () => {
  const keys = ['a', '0:a', '1:a', 'a:0'].flatMap((key) =>
    toSignals(request(), NOW, key).signals.map(({ dedupeKey }) => dedupeKey),
  )
  expect(new Set(keys).size).toBe(8)
})
