import { generateKeyPairSync } from 'node:crypto'
import { CompactSign } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, SESSION_REVOKED, SET_HEADERS, type TestPeer } from './support/peer.ts'

let hub: TestHub
let peer: TestPeer
let database: pg.Client
beforeAll(async () => {
  hub = await startHub()
  peer = await createPeer()
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
  await hub.admin.createSource({
    id: 'guarded',
    kind: 'ssf',
    issuer,
    audience: [audience],
    jwks,
    pushAuthorization: 'Bearer agreed-with-peer',
  })
  database = new pg.Client(hub.databaseUrl)
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await hub[Symbol.asyncDispose]()
})

const push = (body: string, headers: Record<string, string> = SET_HEADERS, source = 'peer') =>
  hub.send(`/ingest/${source}`, { body, headers })
const stored = async (): Promise<number> =>
  Number((await database.query<{ n: string }>('select count(*) as n from signal_key')).rows[0]?.n)
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const event = { [SESSION_REVOKED]: { event_timestamp: 1_700_000_000 } }

test('a proper SET is taken: 202 and nothing else [CI §2.4.1 ci-receive-push]', async () => {
  const before = await stored()
  const reply = await push(await peer.sign())
  expect(reply).toMatchObject({ status: 202, text: '' })
  expect(await stored()).toBe(before + 1)
})

describe('a SET is refused, and nothing of it stored, when', () => {
  const cases: [string, string, () => Promise<string> | string][] = [
    ['it is no JWS', 'invalid_request', () => 'not-a-jws'],
    [
      'it is not signed (alg none)',
      'invalid_key',
      () => `${encode({ alg: 'none', typ: 'secevent+jwt' })}.${encode(peer.claims())}.`,
    ],
    ['it is signed with a shared secret (HS256)', 'invalid_key', () => hs256()],
    ['its kid is unknown', 'invalid_key', () => peer.sign(peer.claims(), { kid: 'unknown' })],
    ['somebody else signed it', 'invalid_key', () => signedByStranger()],
    ['one character of it was changed', 'invalid_key', async () => changed(await peer.sign())],
    [
      'it is of another type of JWT',
      'invalid_request',
      () => peer.sign(peer.claims(), { typ: 'JWT' }),
    ],
    [
      'iss is another issuer',
      'invalid_issuer',
      () => peer.sign(peer.claims({ iss: 'https://evil.example' })),
    ],
    ['iss is missing', 'invalid_request', () => peer.sign(peer.claims({ iss: undefined }))],
    [
      'aud is somebody else',
      'invalid_audience',
      () => peer.sign(peer.claims({ aud: 'https://somebody.example' })),
    ],
    ['aud is missing', 'invalid_audience', () => peer.sign(peer.claims({ aud: undefined }))],
    ['jti is missing', 'invalid_request', () => peer.sign(peer.claims({ jti: undefined }))],
    ['iat is missing', 'invalid_request', () => peer.sign(peer.claims({ iat: undefined }))],
    ['it has a sub', 'invalid_request', () => peer.sign(peer.claims({ sub: 'jane' }))],
    ['it has an exp', 'invalid_request', () => peer.sign(peer.claims({ exp: 4_000_000_000 }))],
    [
      'it has two events',
      'invalid_request',
      () => peer.sign(peer.claims({ events: { ...event, 'https://example.com/other': {} } })),
    ],
    ['it has no event', 'invalid_request', () => peer.sign(peer.claims({ events: {} }))],
    ['it has no subject', 'invalid_request', () => peer.sign(peer.claims({ sub_id: undefined }))],
  ]
  test.each(cases)('%s: %s', async (_why, err, make) => {
    const before = await stored()
    const reply = await push(await make())
    expect(reply).toMatchObject({
      status: 400,
      json: { err, description: expect.any(String) as string },
    })
    expect(Object.keys(reply.json).toSorted()).toEqual(['description', 'err'])
    expect(reply.headers.get('content-type')).toContain('application/json')
    expect(reply.headers.get('content-language')).toBe('en')
    expect(reply.text).not.toMatch(/\.ts:|node_modules/)
    expect(await stored()).toBe(before)
  })

  test('the credential of the push is wrong or missing: authentication_failed [RFC8935 §2.3 receive-400]', async () => {
    const jws = await peer.sign()
    for (const headers of [SET_HEADERS, { ...SET_HEADERS, authorization: 'Bearer guessed' }])
      expect(await push(jws, headers, 'guarded')).toMatchObject({
        status: 400,
        json: { err: 'authentication_failed' },
      })
    const right = { ...SET_HEADERS, authorization: 'Bearer agreed-with-peer' }
    expect((await push(jws, right, 'guarded')).status).toBe(202)
  })

  test('this issuer may not say such things: access_denied [RFC8935 §2 receive-willing]', async () => {
    const path = '/admin/sources/guarded'
    const settings = { allowedEvents: [SESSION_REVOKED] }
    await hub.send(path, { method: 'PATCH', token: hub.admin.token, body: { settings } })
    const right = { ...SET_HEADERS, authorization: 'Bearer agreed-with-peer' }
    const disabled = 'https://schemas.openid.net/secevent/risc/event-type/account-disabled'
    const jws = await peer.sign(peer.claims({ events: { [disabled]: {} } }))
    expect(await push(jws, right, 'guarded')).toMatchObject({
      status: 400,
      json: { err: 'access_denied', description: expect.stringContaining(disabled) as string },
    })
    expect((await push(await peer.sign(), right, 'guarded')).status).toBe(202)
    const verification = 'https://schemas.openid.net/secevent/ssf/event-type/verification'
    const stream = { sub_id: { format: 'opaque', id: 'stream' }, events: { [verification]: {} } }
    expect((await push(await peer.sign(peer.claims(stream)), right, 'guarded')).status).toBe(202)
  })

  test('its content type says that it is something else', async () => {
    const reply = await push(await peer.sign(), { 'content-type': 'application/json' })
    expect(reply).toMatchObject({ status: 400, json: { err: 'invalid_request' } })
  })

  test('it is larger than the hub takes: 413', async () => {
    const before = await stored()
    expect((await push('x'.repeat(300_000))).status).toBe(413)
    expect(await stored()).toBe(before)
  })

  test('nobody is called like that: as if the credential were wrong', async () => {
    expect(await push(await peer.sign(), SET_HEADERS, 'nobody')).toMatchObject({
      status: 400,
      json: { err: 'authentication_failed' },
    })
  })
})

test('the same jti again is taken and stored once', async () => {
  const before = await stored()
  const jws = await peer.sign()
  for (let time = 0; time < 3; time++) expect((await push(jws)).status).toBe(202)
  expect(await stored()).toBe(before + 1)
})

/** Signed with the public key as if it were a shared secret. */
function hs256(): Promise<string> {
  const secret = Buffer.from(JSON.stringify(peer.jwks.keys[0]))
  return new CompactSign(Buffer.from(JSON.stringify(peer.claims())))
    .setProtectedHeader({ alg: 'HS256', typ: 'secevent+jwt', kid: peer.jwks.keys[0]?.kid ?? '' })
    .sign(secret)
}

function signedByStranger(): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kid = peer.jwks.keys[0]?.kid ?? ''
  return new CompactSign(Buffer.from(JSON.stringify(peer.claims())))
    .setProtectedHeader({ alg: 'ES256', typ: 'secevent+jwt', kid })
    .sign(privateKey)
}

function changed(jws: string): string {
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object // what the peer signed
  return [header, encode({ ...claims, txn: 'slipped in' }), signature].join('.')
}
