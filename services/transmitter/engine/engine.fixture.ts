import type { AttemptRecord, Cursor, LogPart, Owed } from '../../kernel/store/deliveries.ts'
import type { OwedEvent } from '../../kernel/store/owed-events.ts'
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
  tellFormats: [],
  tellIssuers: [],
  status: 'enabled',
  statusReason: null,
  alg: 'RS256',
  pushWindow: 4,
  pushRate: null,
  pushOrder: 'principal',
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
  ahead: [],
  nextAt: null,
  failSince: null,
  fails: 0,
  lastFailure: null,
  ...changes,
})

export const owed = (seq: number, about = `subject-${String(seq)}`): Owed => ({
  seq,
  at: new Date(NOW.getTime() + seq),
  event: event(seq, about),
  isUrgent: false,
  issuedAt: new Date(NOW.getTime() + seq),
  kept: null,
})

/** As the log gives them, with nothing behind them. */
export const part = (...rows: Owed[]): LogPart => ({
  owed: rows,
  after: (rows[0]?.seq ?? 1) - 1,
  upTo: rows.at(-1)?.seq ?? 0,
  isFull: false,
})

const event = (seq: number, about: string): OwedEvent => ({
  id: `019a0000-0000-7000-8000-${String(seq).padStart(12, '0')}`,
  type: 'https://schemas.openid.net/secevent/caep/event-type/credential-change',
  orderKey: about,
  txn: 'txn-1',
  subject: JSON.stringify({ format: 'opaque', id: about }),
  payload: '{}',
  acceptedAt: NOW,
  names: null,
})

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
  response: null,
  phases: null,
  at: NOW,
  ...changes,
})
