import { describe, expect, test } from 'vitest'
import { parseSet, type SetClaims } from '../../schemas/set.ts'
import { liftLegacySubject } from '../kernel/set/legacy-subject.ts'
import { signalFromSet } from './from-set.ts'

const BASE = 'https://schemas.openid.net/secevent'
const SESSION_REVOKED = `${BASE}/caep/event-type/session-revoked`
const email = { format: 'email', email: 'user@example.com' }

function signal(type: string, payload: Record<string, unknown>, claims: Partial<SetClaims> = {}) {
  const parsed = parseSet(
    liftLegacySubject({
      iss: 'https://idp.example.com/',
      jti: 'set-1',
      iat: 1_700_000_000,
      aud: 'hub',
      events: { [type]: payload },
      ...claims,
    }),
  )
  if (!parsed.ok) throw new Error(parsed.reason)
  return signalFromSet({
    ok: true,
    claims: parsed.claims,
    eventType: parsed.type,
    payload: parsed.payload,
  })
}

describe('a verified SET as a signal', () => {
  test('keeps type, subject, payload and transaction, and is known by its jti', () => {
    const payload = { event_timestamp: 1_700_000_001, reason_admin: { en: 'x' }, extra: [1] }
    expect(signal(SESSION_REVOKED, payload, { sub_id: email, txn: 'txn-1' })).toEqual({
      dedupeKey: 'set-1',
      type: SESSION_REVOKED,
      subject: email,
      payload,
      txn: 'txn-1',
      occurredAt: new Date(1_700_000_001_000),
    })
  })

  test('happened when the SET was made, where the event does not say', () => {
    expect(signal(SESSION_REVOKED, {}, { sub_id: email }).occurredAt).toEqual(
      new Date(1_700_000_000_000),
    )
  })

  test('has seconds where Okta sends milliseconds', () => {
    const { payload, occurredAt } = signal(
      SESSION_REVOKED,
      { event_timestamp: 1615304991643 },
      { sub_id: email },
    )
    expect(payload).toEqual({ event_timestamp: 1615304991 })
    expect(occurredAt).toEqual(new Date(1615304991643))
  })

  test('names its subject once', () => {
    expect(signal(SESSION_REVOKED, { subject: email })).toMatchObject({
      subject: email,
      payload: {},
    })
    const both = signal(
      SESSION_REVOKED,
      { subject: { subject_type: 'email', email: email.email } },
      { sub_id: email },
    )
    expect(both.payload).toEqual({})
  })

  test('keeps a subject inside the event that says more than sub_id', () => {
    const token = {
      subject_type: 'oauth_token',
      token_type: 'refresh_token',
      token_identifier_alg: 'prefix',
      token: 'abc',
    }
    const { payload } = signal(
      `${BASE}/oauth/event-type/token-revoked`,
      { subject: token },
      { sub_id: email },
    )
    expect(payload).toMatchObject({ subject: { format: 'oauth_token', token: 'abc' } })
  })

  test('never holds a token itself, only its hash', () => {
    const token = {
      subject_type: 'oauth_token',
      token_type: 'access_token',
      token_identifier_alg: 'plain',
      token: 's3cret-token',
    }
    const type = `${BASE}/oauth/event-type/token-issued`
    for (const made of [
      signal(type, { subject: token }),
      signal(type, { subject: token }, { sub_id: email }),
    ]) {
      expect(JSON.stringify(made)).not.toContain('s3cret-token')
      expect(JSON.stringify(made)).toContain('hash_base64url_sha256')
    }
  })

  test('of Google’s verification is an SSF verification', () => {
    const made = signal(`${BASE}/risc/event-type/verification`, { state: 'abc' })
    expect(made).toMatchObject({
      type: `${BASE}/ssf/event-type/verification`,
      payload: { state: 'abc' },
    })
  })

  test('of an unknown type is kept untouched', () => {
    const payload = { subject: { anything: 1 }, event_timestamp: 1615304991643 }
    expect(signal('urn:example:coffee', payload, { sub_id: email }).payload).toEqual(payload)
  })
})
