import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startTransmitter } from './support/transmitter/index.ts'
import { connect, connectedOf, secretOf, type UpstreamShown } from './support/upstream.ts'

const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const ask = (id: string, what: string, body: object = {}) =>
  hub.send(`/admin/sources/${id}/upstream/${what}`, {
    method: 'POST',
    token: hub.admin.token,
    body,
  })

describe('what an operator changes', () => {
  test('is done at the transmitter: another delivery, other events, none at all', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    const { id } = transmitter.stream()
    expect((await source.patch({ delivery: 'push', events: [REVOKED] })).status).toBe(200)
    await eventually(() => {
      expect(transmitter.stream()).toMatchObject({
        id,
        events_requested: [REVOKED],
        delivery: {
          method: 'urn:ietf:rfc:8935',
          authorization_header: expect.stringMatching(/^Bearer ssf_push_/),
        },
      })
    })
    await ask(source.id, 'verification')
    await eventually(() => {
      expect(transmitter.stream().pushed).toContain(202)
    })
    await source.healthy()
    await source.patch({ enabled: false })
    await source.healthy('off')
    expect(transmitter.streams.size).toBe(0)
    await source.patch({ enabled: true, events: null, delivery: 'poll' })
    await source.healthy()
    expect(transmitter.stream().events_requested.length).toBeGreaterThan(20)
    expect((await source.patch({ verifyEverySeconds: 1 })).status).toBe(400)
    expect((await source.patch({ unknown: 1 })).status).toBe(400)
  })

  test('to other credentials is used at once', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    transmitter.authorization.client.secret = 'rotated-secret'
    transmitter.authorization.revokeAll()
    await ask(source.id, 'verification')
    const failing = await source.healthy('failing')
    expect(failing.problem).toContain('invalid_client')
    await source.patch({ authorization: secretOf(transmitter) })
    await source.healthy()
  })
})

describe('credentials', () => {
  test('by private_key_jwt: the hub makes the key, and shows its public half', async () => {
    await using transmitter = await startTransmitter()
    const authorization = { method: 'private_key_jwt', clientId: 'hub', dpop: true }
    const source = await connect(hub, transmitter, { upstream: { authorization } })
    const { publicKey } = (await source.shown()).authorization
    expect(publicKey).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256' })
    expect(publicKey).not.toHaveProperty('d')
    transmitter.authorization.client.jwk = publicKey ?? {}
    await source.healthy()
    expect(transmitter.seen.at(-1)?.authorization).toMatch(/^DPoP /)
    expect((await source.shown()).tokenExpiresAt).toBeDefined()
  })

  test.each([
    [
      'a key that is none',
      { method: 'private_key_jwt', clientId: 'hub', privateKey: { kty: 'EC', d: 'x' } },
    ],
    ['a method that there is not', { method: 'tls_client_auth', clientId: 'hub' }],
    ['a token with a space', { method: 'token', token: 'a b' }],
    ['a member that there is not', { method: 'token', token: 'a', scope: 'x' }],
  ])('are refused: %s', async (_what, authorization) => {
    const source = {
      id: 'bad',
      kind: 'ssf',
      issuer: 'https://tr.example',
      upstream: { authorization },
    }
    expect((await hub.admin.post('/admin/sources', source)).status).toBe(400)
  })
})

test('a stream for another audience than expected is not used [SSF §8.1.1.1.1 create-aud-checked]', async () => {
  await using transmitter = await startTransmitter()
  const source = await connect(hub, transmitter, { audience: ['https://us.example'] })
  await eventually(async () => {
    expect((await source.shown()).problem).toContain('expected was')
  })
  transmitter.faults.aud = transmitter.faults.streamAud = [
    'https://else.example',
    'https://us.example',
  ]
  await source.healthy()
})

test('the dialect of a stream stays; which of its events are taken may change', async () => {
  await using transmitter = await startTransmitter()
  const source = await connect(hub, transmitter)
  const change = (settings: object) =>
    hub.send(`/admin/sources/${source.id}`, {
      method: 'PATCH',
      token: hub.admin.token,
      body: { settings },
    })
  expect(await change({ dialect: 'okta' })).toMatchObject({ status: 400 })
  expect(await change({ allowedEvents: ['no URI'] })).toMatchObject({ status: 400 })
  expect(await change({ allowedEvents: [REVOKED] })).toMatchObject({
    status: 200,
    json: { settings: { allowedEvents: [REVOKED] } },
  })
})

test('all of them are listed, in pages', async () => {
  await using transmitter = await startTransmitter()
  await connect(hub, transmitter, { id: 'zz-1' })
  await connect(hub, transmitter, { id: 'zz-2' })
  type Page = { items: UpstreamShown[]; next?: string }
  const page = (await hub.admin.get<Page>('/admin/upstreams?limit=1&after=zz-0')).json
  expect(page.items.map(({ sourceId }) => sourceId)).toEqual(['zz-1'])
  const next = (await hub.admin.get<Page>(`/admin/upstreams?after=${page.next ?? ''}`)).json
  expect(next.items.map(({ sourceId }) => sourceId)).toEqual(['zz-2'])
  await connectedOf(hub, 'zz-2').healthy()
})
