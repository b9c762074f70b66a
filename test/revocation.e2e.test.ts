import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import { accessToken, discover, registerClient } from './support/oauth.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const readStreams = async (token: string) => (await hub.send('/ssf/streams', { token })).status

describe('RFC 7009, RFC 7662: a token', () => {
  test('is active until it is revoked, at once and everywhere', async () => {
    const client = await registerClient(hub)
    const token = await accessToken(hub, client, { scope: 'ssf.read' })
    const config = await discover(
      hub.url,
      client.clientId,
      oauth.ClientSecretBasic(client.clientSecret ?? ''),
    )
    expect(await oauth.tokenIntrospection(config, token)).toMatchObject({
      active: true,
      client_id: client.clientId,
      sub: client.clientId,
      scope: 'ssf.read',
      aud: hub.url,
      token_type: 'Bearer',
    })
    await oauth.tokenRevocation(config, token)
    await oauth.tokenRevocation(config, token) // RFC 7009 §2.2: an invalid token is no error
    expect(await oauth.tokenIntrospection(config, token)).toEqual({ active: false })
    expect(await readStreams(token)).toBe(401)
  })

  test('is nothing to other clients', async () => {
    const token = await accessToken(hub, await registerClient(hub))
    const { clientId, clientSecret = '' } = await registerClient(hub)
    const config = await discover(hub.url, clientId, oauth.ClientSecretBasic(clientSecret))
    expect(await oauth.tokenIntrospection(config, token)).toEqual({ active: false })
    await oauth.tokenRevocation(config, token)
    expect(await readStreams(token)).toBe(200)
    for (const odd of ['x', 'a.b.c', '%00', token.slice(0, -4)])
      expect(await oauth.tokenIntrospection(config, odd)).toEqual({ active: false })
  })
})
