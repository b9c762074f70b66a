import { expect, test } from 'vitest'
import { EventTrace } from '../../schemas/admin.ts'
import { DeliveryState } from '../../schemas/delivery.ts'
import { HubEvent } from '../../schemas/event.ts'
import type { AttemptRecord } from '../kernel/store/deliveries.ts'
import type { PastStream, TracedDelivery } from '../kernel/store/trace.ts'
import { toTrace } from './trace.ts'

const AT = new Date('2026-11-22T10:00:00Z')
const LATER = new Date('2026-11-22T10:00:05Z')
const APP = 'b1a0d0fe-0000-4000-8000-000000000001'

const event = HubEvent.parse({
  id: '019a0000-0000-7000-8000-000000000001',
  signalId: '019a0000-0000-7000-8000-000000000000',
  type: 'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
  subject: { format: 'opaque', id: 'u1' },
  payload: {},
  txn: 'txn-1',
  tenantId: 'default',
  acceptedAt: AT,
  becauseOf: { policyId: 'relay', policyVersion: 1, rule: 'relay', reason: 'as it is' },
})

const attempt = (changes: Partial<AttemptRecord> = {}): AttemptRecord => ({
  streamId: 'stream-1',
  seq: 1,
  jti: 'jti-1',
  kid: 'k',
  outcome: 'accepted',
  httpStatus: 202,
  err: null,
  description: null,
  durationMs: 5,
  reused: true,
  response: null,
  phases: null,
  remote: '192.0.2.1',
  at: LATER,
  ...changes,
})
const delivery = (changes: Partial<TracedDelivery> = {}): TracedDelivery => ({
  streamId: 'stream-1',
  subscriberId: APP,
  jti: 'jti-1',
  owedAt: AT,
  isSettled: false,
  isHeld: false,
  isHandedOut: false,
  isDeleted: false,
  expiredAt: null,
  nextAt: null,
  dead: undefined,
  attempts: [],
  ...changes,
})
const trace = (deliveries: TracedDelivery[], passedBy: PastStream[] = []) =>
  toTrace({ event, fannedOutAt: AT, deliveries, passedBy, names: new Map([[APP, 'App']]) })
const stateOf = (changes: Partial<TracedDelivery>) =>
  trace([delivery(changes)]).deliveries[0]?.state

const failed = attempt({
  outcome: 'retry',
  httpStatus: 503,
  err: 'http_503',
  description: 'HTTP 503',
})
const dead = { err: 'invalid_request', description: 'no', at: LATER }

test.each<[string, Partial<TracedDelivery>, DeliveryState]>([
  ['owed and not tried yet', {}, { status: 'pending', attempts: 0, nextAttemptAt: AT }],
  [
    'failing',
    { attempts: [failed], nextAt: LATER },
    { status: 'pending', attempts: 1, nextAttemptAt: LATER },
  ],
  [
    'held by a pause',
    { isHeld: true, attempts: [failed] },
    { status: 'held', attempts: 1, because: 'paused' },
  ],
  [
    'delivered',
    { isSettled: true, attempts: [failed, attempt()] },
    { status: 'delivered', attempts: 2, deliveredAt: LATER },
  ],
  [
    'delivered, ahead of one that is stuck',
    { attempts: [attempt()] },
    { status: 'delivered', attempts: 1, deliveredAt: LATER },
  ],
  [
    'delivered before its stream was paused',
    { isHeld: true, attempts: [attempt()] },
    { status: 'delivered', attempts: 1, deliveredAt: LATER },
  ],
  [
    'delivered before its stream was deleted',
    { isDeleted: true, attempts: [attempt()] },
    { status: 'delivered', attempts: 1, deliveredAt: LATER },
  ],
  [
    'refused',
    { isSettled: true, dead, attempts: [failed] },
    {
      status: 'rejected',
      attempts: 1,
      rejectedAt: LATER,
      err: 'invalid_request',
      description: 'no',
    },
  ],
  [
    'dropped with its stream',
    { isDeleted: true },
    { status: 'dropped', attempts: 0, droppedAt: AT, because: 'stream-deleted' },
  ],
  [
    'dropped by disabling',
    { isSettled: true },
    { status: 'dropped', attempts: 0, droppedAt: AT, because: 'disabled' },
  ],
])('a delivery that is %s', (_name, changes, state) => {
  expect(stateOf(changes)).toEqual(state)
  expect(DeliveryState.parse(stateOf(changes))).toEqual(state)
})

test('each attempt tells its answer, or why there was none', () => {
  const attempts = [
    attempt({
      outcome: 'retry',
      httpStatus: null,
      err: 'timeout',
      description: 'nothing for 15 s',
      remote: null,
    }),
    failed,
    attempt({
      outcome: 'rejected',
      httpStatus: 400,
      err: 'invalid_request',
      description: null,
      response: '{"err":"invalid_request"}',
    }),
    attempt({ phases: { firstByteMs: 3.2, bodyMs: 0 } }),
  ]
  expect(trace([delivery({ attempts })]).deliveries[0]?.attempts).toEqual([
    {
      outcome: 'failed',
      at: LATER,
      durationMs: 5,
      reason: 'timeout',
      description: 'nothing for 15 s',
      fault: 'between',
    },
    {
      outcome: 'retry',
      at: LATER,
      durationMs: 5,
      remoteAddress: '192.0.2.1',
      httpStatus: 503,
      err: 'http_503',
      reusedConnection: true,
      description: 'HTTP 503',
      fault: 'receiver',
    },
    {
      outcome: 'rejected',
      at: LATER,
      durationMs: 5,
      remoteAddress: '192.0.2.1',
      httpStatus: 400,
      reusedConnection: true,
      err: 'invalid_request',
      response: '{"err":"invalid_request"}',
      fault: 'hub',
    },
    {
      outcome: 'accepted',
      at: LATER,
      durationMs: 5,
      remoteAddress: '192.0.2.1',
      phases: { firstByteMs: 3.2, bodyMs: 0 },
      httpStatus: 202,
      reusedConnection: true,
    },
  ])
})

test('streams that were passed by say why', () => {
  const past = { subscriberId: APP, eventsDelivered: [], isMeant: true, isSuppressed: false }
  const { notDelivered } = trace(
    [],
    [
      { ...past, streamId: 's-1', status: 'disabled' },
      { ...past, streamId: 's-2', status: 'enabled' },
      { ...past, streamId: 's-3', status: 'paused' },
    ],
  )
  expect(notDelivered.map(({ streamId, because }) => [streamId, because])).toEqual([
    ['s-1', 'disabled'],
    ['s-2', 'not-requested'],
    ['s-3', 'not-requested'],
  ])
})

test('a subscriber that is gone is shown by its id', () => {
  const gone = 'b1a0d0fe-0000-4000-8000-00000000dead'
  expect(trace([delivery({ subscriberId: gone })]).deliveries[0]?.subscriber).toEqual({
    id: gone,
    name: '(deleted)',
  })
})

test('a trace fits its schema', () => {
  const past = {
    streamId: 's-1',
    subscriberId: APP,
    status: 'disabled',
    eventsDelivered: [],
    isMeant: true,
    isSuppressed: false,
  }
  const made = trace(
    [delivery({ attempts: [failed, attempt()] }), delivery({ dead, isSettled: true })],
    [past],
  )
  expect(EventTrace.parse(made)).toEqual(made)
})
