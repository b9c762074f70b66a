import { describe, expect, test } from 'vitest'
import { parseSet, type SetClaims } from '../../schemas/set.ts'
import type { Dialect } from '../../schemas/vendor-sources.ts'
import { liftLegacySubject } from '../kernel/set/legacy-subject.ts'
import { signalFromSet } from './from-set.ts'

const BASE = 'https://schemas.openid.net/secevent'
const SESSION_REVOKED = `${BASE}/caep/event-type/session-revoked`
const email = { format: 'email', email: 'user@example.com' }

function signal(
  type: string,
  payload: Record<string, unknown>,
  claims: Partial<SetClaims> = {},
  dialect?: Dialect,
) {
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
  const { claims: lifted, type: eventType, payload: event } = parsed
  return signalFromSet({ ok: true, claims: lifted, eventType, payload: event }, dialect)
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

  test('of the first draft is about the stream as SSF has it', () => {
    const sse = `${BASE}/sse/event-type`
    const issuer = { format: 'opaque', id: 'https://idp.example.com/' }
    expect(signal(`${sse}/verification`, { state: 'abc' })).toMatchObject({
      type: `${BASE}/ssf/event-type/verification`,
      subject: issuer,
      payload: { state: 'abc' },
    })
    const stream = { format: 'opaque', id: 'stream-1' }
    expect(signal(`${sse}/stream-updated`, { status: 'paused', subject: stream })).toMatchObject({
      type: `${BASE}/ssf/event-type/stream-updated`,
      subject: stream,
      payload: { status: 'paused' },
    })
  })

  test('of the first draft about one subject’s part of the stream stays as it came', () => {
    const type = `${BASE}/sse/event-type/stream-updated`
    const subject = { tenant: { format: 'iss_sub', iss: 'http://example.com/idp1', sub: '1234' } }
    const payload = { status: 'paused', reason: 'License is not valid', subject }
    expect(signal(type, payload)).toMatchObject({
      type,
      subject: { format: 'complex', tenant: { sub: '1234' } },
      payload,
    })
  })

  test('with the early spelling of a changed claim has today’s', () => {
    const payload = { claims: { role: 'admin' } }
    const early = `${BASE}/caep/event-type/token-claims-changed`
    const today = `${BASE}/caep/event-type/token-claims-change`
    expect(signal(early, payload, { sub_id: email }).type).toBe(today)
    expect(signal(early, { role: 'admin' }, { sub_id: email }).type).toBe(early)
  })

  test('of an unknown type is kept untouched', () => {
    const payload = { subject: { anything: 1 }, event_timestamp: 1615304991643 }
    expect(signal('urn:example:coffee', payload, { sub_id: email }).payload).toEqual(payload)
  })
})

describe('a SET of Google’s dialect', () => {
  const risc = `${BASE}/risc/event-type`
  const user = { subject_type: 'iss-sub', iss: 'https://accounts.google.com/', sub: '7375' }
  const google = (type: string, payload: Record<string, unknown>) =>
    signal(type, payload, {}, 'google')

  test('calls CAEP’s session-revoked by the name that RISC gave up', () => {
    expect(google(`${risc}/sessions-revoked`, { subject: user })).toMatchObject({
      type: SESSION_REVOKED,
      subject: { format: 'iss_sub', iss: 'https://accounts.google.com/', sub: '7375' },
      payload: {},
    })
  })

  test('is kept as it came where CAEP would not have it, and where nobody said that it is Google’s', () => {
    const odd = { subject: user, event_timestamp: 'yesterday' }
    expect(google(`${risc}/sessions-revoked`, odd).type).toBe(`${risc}/sessions-revoked`)
    const type = `${risc}/sessions-revoked`
    expect(signal(type, { subject: user }).type).toBe(type)
  })

  test('keeps the reason of a disabled account', () => {
    expect(
      google(`${risc}/account-disabled`, { subject: user, reason: 'hijacking' }),
    ).toMatchObject({ type: `${risc}/account-disabled`, payload: { reason: 'hijacking' } })
  })

  test('names a user by the claims of an ID token', () => {
    const subject = { ...user, subject_type: 'id_token_claims', email: 'user@example.com' }
    expect(google(`${risc}/account-enabled`, { subject }).subject).toEqual({
      format: 'iss_sub',
      iss: 'https://accounts.google.com/',
      sub: '7375',
      email: 'user@example.com',
    })
  })

  test.each([
    ['prefix', '1//0aBcDeFgHiJkL'],
    ['hash_base64_sha512_sha512', Buffer.alloc(64).toString('base64')],
  ])('names a refresh token by its %s, which is kept as it is', (algorithm, token) => {
    const subject = {
      subject_type: 'oauth_token',
      token_type: 'refresh_token',
      token_identifier_alg: algorithm,
      token,
    }
    expect(google(`${BASE}/oauth/event-type/token-revoked`, { subject })).toMatchObject({
      subject: { format: 'oauth_token', token_identifier_alg: algorithm, token },
      payload: {},
    })
  })

  test('verifies a stream by RISC’s URI', () => {
    expect(google(`${risc}/verification`, { state: 'abc' })).toMatchObject({
      type: `${BASE}/ssf/event-type/verification`,
      payload: { state: 'abc' },
    })
  })
})

describe('a SET of Okta’s dialect', () => {
  test.each([
    ['FIDO_WEBAUTHN', 'fido2-roaming'],
    ['SMS_FACTOR', 'phone-sms'],
    ['OKTA_VERIFY_PUSH', 'OKTA_VERIFY_PUSH'],
  ])('calls a credential %s, which is %s', (theirs, ours) => {
    const payload = { subject: email, credential_type: theirs, change_type: 'create' }
    const type = `${BASE}/caep/event-type/credential-change`
    expect(signal(type, payload, {}, 'okta').payload).toMatchObject({ credential_type: ours })
    expect(signal(type, payload).payload).toMatchObject({ credential_type: theirs })
  })
})
