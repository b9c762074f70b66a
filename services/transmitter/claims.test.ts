import { expect, test } from 'vitest'
import { SetClaims } from '../../schemas/set.ts'
import { writeClaims } from './claims.ts'

const TYPE = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
const event = {
  type: TYPE,
  subject: { format: 'opaque', id: 'u1' },
  payload: { event_timestamp: 1, x: { y: [null] } },
  txn: 'txn-1',
}
const issuedAt = new Date('2026-11-22T10:00:00.999Z')
const written = (audience: string[], { subject, payload, ...rest }: Partial<typeof event>) =>
  writeClaims(
    { type: TYPE, ...rest, subject: JSON.stringify(subject), payload: JSON.stringify(payload) },
    { iss: 'https://hub.example.com', audience },
    'jti-1',
    issuedAt,
  )
const told = (audience: string[], changes: Partial<typeof event> = {}) =>
  JSON.parse(written(audience, { ...event, ...changes })) as Record<string, unknown>

test('a SET says who tells whom what about whom, once', () => {
  expect(told(['https://app.example.com'])).toEqual({
    iss: 'https://hub.example.com',
    aud: 'https://app.example.com',
    jti: 'jti-1',
    iat: 1_795_341_600,
    txn: 'txn-1',
    sub_id: { format: 'opaque', id: 'u1' },
    events: { [TYPE]: { event_timestamp: 1, x: { y: [null] } } },
  })
})

test('several audiences are an array', () => {
  expect(told(['a', 'b'])['aud']).toEqual(['a', 'b'])
})

test('there is no sub, no exp, and no txn where there is none (SSF 1.0 §4.1)', () => {
  const { txn: _txn, ...without } = event
  const claims = JSON.parse(written(['a'], without)) as object
  expect(Object.keys(claims)).toEqual(['iss', 'aud', 'jti', 'iat', 'sub_id', 'events'])
})

test('our own SETs are such as we would take', () => {
  expect(SetClaims.parse(told(['https://app.example.com']))).toEqual(
    told(['https://app.example.com']),
  )
})

test('the same event, stream, jti and time give the same bytes', () => {
  expect(written(['a'], event)).toBe(written(['a'], event))
})
