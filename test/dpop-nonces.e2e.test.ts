import { createHash, randomUUID } from 'node:crypto'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import { discover, keyPair, registerClient, signed } from './support/oauth.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ DPOP_NONCES: 'required' })
})
afterAll(() => hub[Symbol.asyncDispose]())

const register = async () => {
  const client = await registerClient(hub)
  const auth = oauth.ClientSecretBasic(client.clientSecret ?? '')
  return { client, config: await discover(hub.url, client.clientId, auth) }
}
const nonceOf = ({ headers }: { headers: Headers }) => headers.get('dpop-nonce') ?? ''

test('an independent client learns the nonces of both servers and gets through (RFC 9449 §8, §9)', async () => {
  const { config } = await register()
  const DPoP = oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair('ES256'))
  const granted = await oauth.clientCredentialsGrant(config, {}, { DPoP })
  expect(granted.token_type).toBe('dpop')
  const url = new URL(`${hub.url}/ssf/streams`)
  for (let count = 0; count < 3; count++) {
    const reply = await oauth.fetchProtectedResource(
      config,
      granted.access_token,
      url,
      'GET',
      undefined,
      undefined,
      { DPoP },
    )
    expect(reply.status).toBe(200)
  }
})

test('proof by proof: asked for, used, told ahead, refused when it is another’s', async () => {
  const { client } = await register()
  const key = await keyPair('ES256')
  const { kty, crv, x, y } = key.jwk
  const proof = (claims: object, age = 0) =>
    signed({ jti: randomUUID(), iat: Math.floor(Date.now() / 1000) - age, ...claims }, key, {
      typ: 'dpop+jwt',
      jwk: { kty, crv, x, y },
    })
  const basic = Buffer.from(`${client.clientId}:${client.clientSecret ?? ''}`).toString('base64')
  const ask = (dpop: string) =>
    hub.send<{ access_token?: string; error?: string }>('/oauth/token', {
      body: 'grant_type=client_credentials',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${basic}`,
        dpop,
      },
    })
  const atToken = { htm: 'POST', htu: `${hub.url}/oauth/token` }
  const first = await ask(await proof(atToken))
  expect([first.status, first.json.error]).toEqual([400, 'use_dpop_nonce'])
  expect(nonceOf(first)).not.toBe('')
  const second = await ask(await proof({ ...atToken, nonce: nonceOf(first) }))
  expect(second.status).toBe(200)

  const token = second.json.access_token ?? ''
  const call = (dpop: string) =>
    hub.send('/ssf/streams', { headers: { authorization: `DPoP ${token}`, dpop } })
  const atApi = {
    htm: 'GET',
    htu: `${hub.url}/ssf/streams`,
    ath: createHash('sha256').update(token).digest('base64url'),
  }
  const asked = await call(await proof(atApi))
  expect(asked.status).toBe(401)
  const [bearer, dpop] = (asked.headers.get('www-authenticate') ?? '').split(/, (?=DPoP )/)
  expect(bearer).toMatch(/^Bearer /)
  expect(bearer).not.toContain('error=')
  expect(dpop).toMatch(/^DPoP .*error="use_dpop_nonce"/)
  const nonce = nonceOf(asked)
  // Another server's nonce is no use here, and the other way round.
  expect((await call(await proof({ ...atApi, nonce: nonceOf(first) }))).status).toBe(401)
  expect((await ask(await proof({ ...atToken, nonce }))).json.error).toBe('use_dpop_nonce')
  // A client whose clock is an hour slow gets through all the same.
  const through = await call(await proof({ ...atApi, nonce }, 3_600))
  expect(through.status).toBe(200)
  expect(nonceOf(through)).not.toBe('')
  const once = await proof({ ...atApi, nonce })
  expect([(await call(once)).status, (await call(once)).status]).toEqual([200, 401])
})

test('tokens that are not bound need no nonce', async () => {
  const { client, config } = await register()
  const { access_token: token } = await oauth.clientCredentialsGrant(config, {})
  for (const one of [token, client.staticToken]) {
    const reply = await hub.send('/ssf/streams', { token: one })
    expect([reply.status, nonceOf(reply)]).toEqual([200, ''])
  }
})
