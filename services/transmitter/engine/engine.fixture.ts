import type { HubEvent } from '../../../schemas/event.ts'
import type { AttemptRecord, Cursor, Owed } from '../../kernel/store/deliveries.ts'
import type { StreamRecord } from '../../kernel/store/streams.ts'

// For tests: a stream and what it is owed.

export const NOW = new Date('2026-11-22T10:00:00Z')

export const stream = (changes: Partial<StreamRecord> = {}): StreamRecord => ({
  id: 'stream-1',
  subscriberId: 'b1a0d0fe-0000-4000-8000-000000000001',
  tenantId: 'default',
  issuer: null,
  defaultSubjects: 'ALL',
  audience: ['https://app.example.com'],
  method: 'urn:ietf:rfc:8935',
  endpointUrl: 'https://app.example.com/events',
  authorizationHeader: null,
  eventsRequested: [],
  eventsDelivered: [],
  description: null,
  subjectFormats: [],
  formats: [],
  status: 'enabled',
  statusReason: null,
  alg: 'RS256',
  encryption: null,
  activeAt: NOW,
  createdAt: NOW,
  updatedAt: NOW,
  ...changes,
})

export const cursor = (changes: Partial<Cursor> = {}): Cursor => ({
  streamId: 'stream-1',
  ackedSeq: 0,
  ackedAt: NOW,
  nextAt: null,
  failSince: null,
  fails: 0,
  lastFailure: null,
  ...changes,
})

export const owed = (seq: number, subject = `subject-${String(seq)}`): Owed => ({
  streamId: 'stream-1',
  seq,
  at: new Date(NOW.getTime() + seq),
  event: event(seq, subject),
  orderKey: subject,
  kept: null,
})

const event = (seq: number, subject: string): HubEvent =>
  ({
    id: `019a0000-0000-7000-8000-${String(seq).padStart(12, '0')}`,
    signalId: '019a0000-0000-7000-8000-000000000000',
    type: 'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
    subject: { format: 'opaque', id: subject },
    payload: {},
    txn: 'txn-1',
    tenantId: 'default',
    acceptedAt: NOW,
    becauseOf: { policyId: 'relay', policyVersion: 1, rule: 'relay', reason: 'as it is' },
  }) as HubEvent // ids are branded by their schemas

export const attempt = (changes: Partial<AttemptRecord> = {}): AttemptRecord => ({
  streamId: 'stream-1',
  seq: 1,
  jti: 'jti-1',
  kid: 'kid-1',
  outcome: 'accepted',
  httpStatus: 202,
  err: null,
  description: null,
  durationMs: 5,
  reused: false,
  remote: '127.0.0.1',
  at: NOW,
  ...changes,
})
