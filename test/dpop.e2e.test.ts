import { createHash, randomUUID } from 'node:crypto'
import { generateKeyPair, type JWK } from 'jose'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import {
  accessToken,
  discover,
  keyPair,
  registerClient,
  signed,
  type KeyPair,
} from './support/oauth.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const configOf = async (wanted: object = {}, subscriber: object = {}) => {
  const client = await registerClient(hub, wanted, subscriber)
  const auth = oauth.ClientSecretBasic(client.clientSecret ?? '')
  return { client, config: await discover(hub.url, client.clientId, auth) }
}

test('RFC 9449: a client with DPoP gets a bound token and calls the API with it', async () => {
  const { config } = await configOf({ requireDpop: true })
  const pair = await generateKeyPair('ES256', { extractable: true })
  const DPoP = oauth.getDPoPHandle(config, pair)
  const granted = await oauth.clientCredentialsGrant(config, {}, { DPoP })
  expect(granted.token_type).toBe('dpop')
  const url = new URL(`${hub.url}/ssf/streams`)
  const call = (method: string, body?: string) =>
    oauth.fetchProtectedResource(config, granted.access_token, url, method, body, undefined, {
      DPoP,
    })
  expect((await call('GET')).status).toBe(200)
  expect((await call('POST', '{}')).status).toBe(201)
  expect(await oauth.tokenIntrospection(config, granted.access_token)).toMatchObject({
    active: true,
    token_type: 'DPoP',
    cnf: { jkt: await DPoP.calculateThumbprint() },
  })
})

test('a client that must use DPoP gets no token without', async () => {
  const { client } = await configOf({ requireDpop: true })
  await expect(accessToken(hub, client)).rejects.toThrow()
})

test('a subscriber that must use DPoP gets no token without, and its static token does not work', async () => {
  const { client, config } = await configOf({}, { requireDpop: true })
  await expect(accessToken(hub, client)).rejects.toThrow()
  const { status, headers } = await hub.send('/ssf/streams', { token: client.staticToken })
  expect(status).toBe(401)
  expect(headers.get('www-authenticate')).toMatch(/DPoP .*error="invalid_token"/)
  const pair = await generateKeyPair('ES256', { extractable: true })
  const DPoP = oauth.getDPoPHandle(config, pair)
  expect((await oauth.clientCredentialsGrant(config, {}, { DPoP })).token_type).toBe('dpop')
})

describe('a bound token', () => {
  let key: KeyPair
  let publicJwk: JWK
  let token = ''
  beforeAll(async () => {
    key = await keyPair('ES256')
    const { kty, crv, x, y } = key.jwk
    publicJwk = { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' }
    const { client } = await configOf()
    const form = new URLSearchParams({ grant_type: 'client_credentials' })
    const auth = Buffer.from(`${client.clientId}:${client.clientSecret ?? ''}`).toString('base64')
    const reply = await hub.send<{ access_token: string }>('/oauth/token', {
      body: form.toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${auth}`,
        dpop: await proof({ htm: 'POST', htu: `${hub.url}/oauth/token`, ath: undefined }),
      },
    })
    token = reply.json.access_token
  })

  /** A proof that is in order but for what is changed. */
  const proof = (
    changed: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
    by = key,
  ) =>
    signed(
      {
        htm: 'GET',
        htu: `${hub.url}/ssf/streams`,
        jti: randomUUID(),
        iat: Math.floor(Date.now() / 1000),
        ath: createHash('sha256').update(token).digest('base64url'),
        ...changed,
      },
      by,
      { typ: 'dpop+jwt', jwk: publicJwk, ...header },
    )
  const call = (dpop: string | undefined, scheme = 'DPoP') =>
    hub.send('/ssf/streams', {
      headers: { authorization: `${scheme} ${token}`, ...(dpop === undefined ? {} : { dpop }) },
    })

  test('works with a proof in order; query and fragment of htu do not matter', async () => {
    expect((await call(await proof())).status).toBe(200)
    const htu = `${hub.url}/ssf/streams?stream_id=x#y`
    expect((await call(await proof({ htu }))).status).toBe(200)
    expect((await call(await proof(), 'dpop')).status).toBe(200)
  })

  const now = () => Math.floor(Date.now() / 1000)
  test.each<[string, () => Promise<string | undefined>]>([
    ['is missing', async () => undefined],
    ['is for another method', () => proof({ htm: 'POST' })],
    ['is for another URL', () => proof({ htu: `${hub.url}/ssf/status` })],
    ['is for another host', () => proof({ htu: 'https://evil.example/ssf/streams' })],
    [
      'is for another token',
      () => proof({ ath: createHash('sha256').update('x').digest('base64url') }),
    ],
    ['is for no token', () => proof({ ath: undefined })],
    ['is too old', () => proof({ iat: now() - 3_600 })],
    ['is of the future', () => proof({ iat: now() + 3_600 })],
    ['has no iat', () => proof({ iat: undefined })],
    ['has no jti', () => proof({ jti: undefined })],
    ['is another kind of JWT', () => proof({}, { typ: 'JWT' })],
    [
      'shows its private key',
      () => proof({}, { jwk: key.jwk.d ? key.jwk : { ...publicJwk, d: 'AAAA' } }),
    ],
    ['is signed by another key than it shows', async () => proof({}, {}, await keyPair('ES256'))],
    ['comes twice in one request', async () => `${await proof()}, ${await proof()}`],
    ['is nonsense', async () => 'nonsense'],
  ])('does not when the proof %s', async (_why, make) => {
    const { status, headers } = await call(await make())
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toContain('error="invalid_dpop_proof"')
  })

  test('does not when the proof was used before, here or at the token endpoint', async () => {
    const once = await proof()
    expect([(await call(once)).status, (await call(once)).status]).toEqual([200, 401])
    const raced = await proof()
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => (await call(raced)).status),
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  })

  test('does not with a proof of another key', async () => {
    const other = await keyPair('ES256')
    const { kty, crv, x, y } = other.jwk
    const reply = await call(await proof({}, { jwk: { kty, crv, x, y } }, other))
    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  test('does not as a bearer token, and a bearer token does not as a bound one', async () => {
    const bearer = await call(await proof(), 'Bearer')
    expect(bearer.status).toBe(401)
    expect(bearer.headers.get('www-authenticate')).toContain('error="invalid_token"')
    const { client } = await configOf()
    const unbound = await accessToken(hub, client)
    const headers = { authorization: `DPoP ${unbound}`, dpop: await proof() }
    expect((await hub.send('/ssf/streams', { headers })).status).toBe(401)
  })
})
