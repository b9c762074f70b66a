import { describe, expect, test } from 'vitest'
import {
  AUDIENCE,
  ISSUER,
  SESSION_REVOKED,
  VERIFICATION,
  verify,
  without,
} from './verify.fixture.ts'

describe('a SET of an older draft gets its sub_id', () => {
  const legacy = (events: unknown, changes = {}) => ({ ...without('sub_id'), events, ...changes })

  test.each([
    [
      'from the event',
      { format: 'iss_sub', iss: ISSUER, sub: '1' },
      { format: 'iss_sub', iss: ISSUER, sub: '1' },
    ],
    [
      'with subject_type and a hyphen',
      { subject_type: 'iss-sub', iss: ISSUER, sub: '1' },
      { format: 'iss_sub', iss: ISSUER, sub: '1' },
    ],
    [
      'from ID token claims',
      { subject_type: 'id_token_claims', iss: ISSUER, sub: '1', email: 'a@b.c' },
      { format: 'iss_sub', email: 'a@b.c' },
    ],
    [
      'of several members',
      { user: { format: 'email', email: 'a@b.c' }, tenant: { format: 'opaque', id: 't' } },
      { format: 'complex', user: { format: 'email', email: 'a@b.c' }, tenant: { id: 't' } },
    ],
    [
      'of a user and nothing else',
      { user: { format: 'email', email: 'a@b.c' } },
      { format: 'email', email: 'a@b.c' },
    ],
  ])('%s', async (_, subject, lifted) => {
    const result = await verify(legacy({ [SESSION_REVOKED]: { subject } }))
    expect(result).toMatchObject({ ok: true, claims: { sub_id: lifted }, payload: { subject } })
  })

  test('as the issuer, when the stream that is verified goes unnamed', async () => {
    const result = await verify(legacy({ [VERIFICATION]: { state: 'x' } }))
    expect(result).toMatchObject({ ok: true, claims: { sub_id: { format: 'opaque', id: ISSUER } } })
  })

  test('as the client that aud names, when a client was disabled', async () => {
    const disabled = 'https://schemas.openid.net/secevent/oauth/event-type/client-disabled'
    const result = await verify(legacy({ [disabled]: {} }))
    expect(result).toMatchObject({
      claims: { sub_id: { format: 'oauth_client', client_id: AUDIENCE } },
    })
  })

  test('only from a subject that is one', async () => {
    const result = await verify(
      legacy({ [SESSION_REVOKED]: { subject: { subject_type: 'iss-sub', iss: ISSUER } } }),
    )
    expect(result).toMatchObject({ ok: false, err: 'invalid_request' })
  })
})
