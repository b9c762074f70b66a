import { randomUUID } from 'node:crypto'
import type { AttemptRecord, Cursor, ExceptionRecord } from './deliveries.ts'

// For tests: what a flush of outcomes writes.

export const NOW = new Date('2026-11-22T10:00:00Z')
export const cursor = (
  streamId: string,
  ackedSeq: number,
  changes: Partial<Cursor> = {},
): Cursor => ({
  streamId,
  ackedSeq,
  ackedAt: NOW,
  ahead: [],
  nextAt: null,
  failSince: null,
  fails: 0,
  lastFailure: null,
  ...changes,
})
export const attempt = (
  streamId: string,
  seq: number | null,
  changes: Partial<AttemptRecord> = {},
): AttemptRecord => ({
  streamId,
  seq,
  jti: `jti-${String(seq)}`,
  kid: null,
  outcome: 'accepted',
  httpStatus: 202,
  err: null,
  description: null,
  durationMs: 5,
  reused: null,
  remote: null,
  response: null,
  phases: null,
  at: NOW,
  ...changes,
})
export const exception = (
  streamId: string,
  seq: number,
  state: 'retry' | 'dead',
  jws = 'a.b.c',
): ExceptionRecord => ({
  streamId,
  seq,
  eventId: randomUUID(),
  jti: `jti-${String(seq)}`,
  state,
  jws,
  kid: 'k',
  err: 'e',
  description: 'd',
})
