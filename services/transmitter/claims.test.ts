import { expect, test } from 'vitest'
import { SetClaims } from '../../schemas/set.ts'
import { toClaims } from './claims.ts'

const TYPE = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
const event = {
  type: TYPE,
  subject: { format: 'opaque', id: 'u1' },
  payload: { event_timestamp: 1, x: { y: [null] } },
  txn: 'txn-1',
}
const issuedAt = new Date('2026-11-22T10:00:00.999Z')
const told = (audience: string[], changes: Partial<typeof event> = {}) =>
  toClaims(
    { ...event, ...changes },
    { iss: 'https://hub.example.com', audience },
    'jti-1',
    issuedAt,
  )

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
  expect(told(['a', 'b']).aud).toEqual(['a', 'b'])
})

test('there is no sub, no exp, and no txn where there is none (SSF 1.0 §4.1)', () => {
  const { txn: _txn, ...without } = event
  const claims = toClaims(
    without,
    { iss: 'https://hub.example.com', audience: ['a'] },
    'jti-1',
    issuedAt,
  )
  expect(Object.keys(claims)).toEqual(['iss', 'aud', 'jti', 'iat', 'sub_id', 'events'])
})

test('our own SETs are such as we would take', () => {
  expect(SetClaims.parse(told(['https://app.example.com']))).toEqual(
    told(['https://app.example.com']),
  )
})

test('the same event, stream, jti and time give the same bytes', () => {
  expect(JSON.stringify(told(['a']))).toBe(JSON.stringify(told(['a'])))
})
