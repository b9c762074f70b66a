import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  counted,
  faults,
  fetchJson,
  ingest,
  published,
  push,
  refusals,
  SET_TYPE,
  sign,
  stored,
} from './ingest.fixture.ts'
import { jwks, SESSION_REVOKED, VERIFICATION } from '../kernel/set/verify.fixture.ts'

describe('a SET', () => {
  test('is answered 202 with an empty body, stored, then published [RFC8935 §2 receive-persisted] [RFC8935 §2.2 receive-202]', async () => {
    const answer = await push()
    expect(answer.status).toBe(202)
    expect(answer.text).toBe('')
    expect([...stored]).toMatchObject([['peer set-1', { type: SESSION_REVOKED }]])
    expect(published).toEqual(['peer set-1'])
    expect(counted).toEqual([{ kind: 'ssf', fresh: 1, repeats: 0 }])
  })

  test('sent again is answered like the first time, and not published again [RFC8935 §2 receive-repeat]', async () => {
    await push()
    expect((await push()).status).toBe(202)
    expect(stored.size).toBe(1)
    expect(published).toHaveLength(1)
    expect(counted.at(-1)).toEqual({ kind: 'ssf', fresh: 0, repeats: 1 })
  })

  test.each(['application/secevent+jwt; charset=utf-8', 'Application/SecEvent+JWT'])(
    'may come as %s',
    async (type) => {
      const answer = await ingest()
        .post('/ingest/peer')
        .set({ 'Content-Type': type, Authorization: 'Bearer push-token' })
        .send(await sign())
      expect(answer.status).toBe(202)
    },
  )

  test('that verifies the stream is stored like any other', async () => {
    const jwt = await sign({
      sub_id: { format: 'opaque', id: 's1' },
      events: { [VERIFICATION]: { state: 'x' } },
    })
    expect((await push('peer', jwt)).status).toBe(202)
    expect([...stored.values()]).toMatchObject([
      { type: VERIFICATION, subject: { format: 'opaque', id: 's1' } },
    ])
  })

  test.each([
    ['no SET', 'invalidSetJwt', 'invalid_request'],
    ['of another issuer', { iss: 'https://evil.example/' }, 'invalid_issuer'],
    ['for another audience', { aud: 'other' }, 'invalid_audience'],
    ['without jti', { jti: undefined }, 'invalid_request'],
    [
      'of two event types',
      { events: { [SESSION_REVOKED]: {}, 'urn:example:b': {} } },
      'invalid_request',
    ],
  ])(
    '%s is answered 400 with its code in English, and nothing is stored [RFC8935 §2.3 receive-english]',
    async (_, what, err) => {
      const answer = await push('peer', typeof what === 'string' ? what : await sign(what))
      expect(answer.status).toBe(400)
      expect(answer.type).toBe('application/json')
      expect(answer.headers['content-language']).toBe('en')
      expect(Object.keys(answer.body as object)).toEqual(['err', 'description']) // supertest parsed it
      expect(answer.body).toMatchObject({ err })
      expect(stored.size).toBe(0)
      expect(refusals).toEqual([err])
    },
  )

  test('under another media type is answered 400 in the words of RFC 8935 [RFC8935 §2.3 receive-language] [RFC8935 §2.1 receive-content-type] [RFC8935 §2.4 receive-codes]', async () => {
    const answer = await ingest()
      .post('/ingest/peer')
      .set({ 'Content-Type': 'application/jwt', Authorization: 'Bearer push-token' })
      .send(await sign())
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ err: 'invalid_request' })
  })

  test('needs no Authorization where none was agreed', async () => {
    const answer = await ingest()
      .post('/ingest/open-peer')
      .set('Content-Type', SET_TYPE)
      .send(await sign())
    expect(answer.status).toBe(202)
  })

  test('is neither accepted nor refused while the issuer’s keys cannot be had', async () => {
    const answer = await push('far-peer')
    expect(answer.status).toBe(503)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(refusals).toEqual([])
    fetchJson.mockImplementation(() => Promise.resolve(jwks))
    expect((await push('far-peer')).status).toBe(202)
  })
})

describe('bodies that are not read', () => {
  test.each([SET_TYPE, 'application/json'])('too large, as %s: 413', async (type) => {
    const answer = await ingest()
      .post('/ingest/peer')
      .set({ 'Content-Type': type, Authorization: 'Bearer push-token' })
      .send('a'.repeat(10_001))
    expect(answer.status).toBe(413)
    expect(refusals).toEqual(['payload_too_large'])
  })

  test('compressed: 415, saying so', async () => {
    const answer = await ingest()
      .post('/ingest/peer')
      .set({ 'Content-Type': SET_TYPE, 'Content-Encoding': 'gzip' })
      .send(gzipSync('x'))
    expect(answer.status).toBe(415)
    expect(answer.text).toContain('Content-Encoding')
  })

  test('empty: 400', async () => {
    const answer = await ingest().post('/ingest/open-peer').set('Content-Type', SET_TYPE)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ err: 'invalid_request' })
  })
})

describe('when something of ours is down', () => {
  test('the database: 503 with Retry-After, nothing claimed, nothing explained', async () => {
    faults.database = true
    const answer = await push()
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
    expect(answer.text).not.toContain('connection terminated')
    expect(published).toEqual([])
  })

  test('the bus: 202 all the same, for the signal is stored and the sweep will find it [RFC8935 §2 receive-at-once]', async () => {
    faults.bus = true
    expect((await push()).status).toBe(202)
    expect(stored.size).toBe(1)
  })
})
