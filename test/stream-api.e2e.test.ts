import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { emailOf } from './support/admin.ts'
import { PUSH, startHub, type TestHub } from './support/hub.ts'
import { SESSION_REVOKED } from './support/peer.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

type Configuration = {
  stream_id: string
  aud: string
  iss: string
  events_requested: string[]
  events_delivered: string[]
  delivery: Record<string, string>
  description?: string
}

const TOKENS_REVOKED = 'https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked'

let hub: TestHub
let receiver: Receiver
beforeAll(async () => {
  hub = await startHub()
  receiver = await startReceiver()
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

/** A subscriber with one stream, by the API alone. */
async function aStream() {
  const { id, token } = await hub.admin.createSubscriber({
    name: 'Mail',
    audience: ['https://mail.example'],
  })
  const body = {
    delivery: { method: PUSH, endpoint_url: receiver.url, authorization_header: 'Bearer abc' },
    events_requested: [SESSION_REVOKED, 'https://example.com/unknown'],
    description: 'mail',
  }
  const created = await hub.send<Configuration>('/ssf/streams', { token, body })
  const ask = <T = Configuration>(method: string, sent: object) =>
    hub.send<T>('/ssf/streams', {
      method,
      token,
      body: { stream_id: created.json.stream_id, ...sent },
    })
  return {
    token,
    created,
    ask,
    id: created.json.stream_id,
    [Symbol.asyncDispose]: async () => {
      await hub.admin.delete(`/admin/subscribers/${id}`)
    },
  }
}

test('discovery names every endpoint, and the keys verify', async () => {
  const { json } = await hub.send('/.well-known/ssf-configuration')
  expect(json).toMatchObject({
    spec_version: '1_0',
    issuer: hub.url,
    jwks_uri: `${hub.url}/jwks.json`,
    delivery_methods_supported: [PUSH, 'urn:ietf:rfc:8936'],
    default_subjects: 'ALL',
  })
  const { json: jwks } = await hub.send<{ keys: Record<string, unknown>[] }>('/jwks.json')
  expect(jwks.keys).toMatchObject([{ kty: 'RSA', alg: 'RS256', use: 'sig' }])
  expect(Object.keys(jwks.keys[0] ?? {})).not.toContain('d')
})

describe('a stream', () => {
  test('is created with what is understood of what was asked for, and read back', async () => {
    await using stream = await aStream()
    expect(stream.created).toMatchObject({
      status: 201,
      json: {
        iss: hub.url,
        aud: 'https://mail.example',
        events_requested: [SESSION_REVOKED, 'https://example.com/unknown'],
        events_delivered: [SESSION_REVOKED],
        delivery: { method: PUSH, endpoint_url: receiver.url },
      },
    })
    const one = await hub.send(`/ssf/streams?stream_id=${stream.id}`, { token: stream.token })
    expect(one.json).toEqual(stream.created.json)
    const all = await hub.send<unknown[]>('/ssf/streams', { token: stream.token })
    expect(all.json).toEqual([stream.created.json])
  })

  test('keeps by PATCH what is not named', async () => {
    await using stream = await aStream()
    const patched = await stream.ask('PATCH', { events_requested: [TOKENS_REVOKED] })
    expect(patched).toMatchObject({
      status: 200,
      json: {
        ...stream.created.json,
        events_requested: [TOKENS_REVOKED],
        events_delivered: [TOKENS_REVOKED],
      },
    })
  })

  test('loses by PUT what is not named', async () => {
    await using stream = await aStream()
    const delivery = { method: PUSH, endpoint_url: `${receiver.url}/2` }
    const { status, json } = await stream.ask('PUT', {
      delivery,
      events_requested: [SESSION_REVOKED],
    })
    expect(status).toBe(200)
    expect(json.delivery).toEqual(delivery)
    expect(json).not.toHaveProperty('description')
  })

  test('takes back what the hub supplied, if it is the same', async () => {
    await using stream = await aStream()
    expect((await stream.ask('PATCH', stream.created.json)).status).toBe(200)
    const refused = await stream.ask<{ detail: string }>('PATCH', {
      aud: 'https://somebody-else.example',
    })
    expect(refused).toMatchObject({
      status: 400,
      json: { detail: expect.stringContaining('aud') as string },
    })
  })

  test('is gone after DELETE, and nothing more is sent', async () => {
    await using stream = await aStream()
    const path = `/ssf/streams?stream_id=${stream.id}`
    expect((await hub.send(path, { method: 'DELETE', token: stream.token })).status).toBe(204)
    expect((await hub.send(path, { method: 'DELETE', token: stream.token })).status).toBe(404)
    expect((await hub.send(path, { token: stream.token })).status).toBe(404)
    const txn = await hub.admin.revoke('gone@example.com')
    await eventually(async () => {
      expect(await hub.admin.events(txn)).toHaveLength(1)
    })
    expect((await hub.admin.traceOf(txn)).deliveries).toEqual([])
  })

  test('that changes its endpoint gets what is owed there', async () => {
    await using old = await startReceiver()
    await using fresh = await startReceiver()
    await using stream = await hub.subscribe(old, { name: 'Mover' })
    fresh.trust({ issuer: hub.url, audience: stream.audience, authorizationHeader: 'Bearer new' })
    old.always(503)
    await hub.admin.revoke('moved@example.com')
    await eventually(() => {
      expect(old.pushes.length).toBeGreaterThan(0)
    })
    const delivery = { method: PUSH, endpoint_url: fresh.url, authorization_header: 'Bearer new' }
    await hub.send('/ssf/streams', {
      method: 'PATCH',
      token: stream.token,
      body: { stream_id: stream.streamId, delivery },
    })
    await eventually(() => {
      expect(fresh.sets.map(emailOf)).toEqual(['moved@example.com'])
    })
    expect(fresh.pushes[0]?.jws).toBe(old.pushes[0]?.jws)
    expect(fresh.faults).toEqual([])
  })

  test.each([
    [
      'a method nobody knows',
      { delivery: { method: 'urn:example:pigeon', endpoint_url: 'https://a.example' } },
    ],
    ['no endpoint', { delivery: { method: PUSH } }],
    ['an endpoint that is no URL', { delivery: { method: PUSH, endpoint_url: 'not a url' } }],
    [
      'an authorization header with a line break',
      {
        delivery: {
          method: PUSH,
          endpoint_url: 'https://a.example',
          authorization_header: 'a\r\nb: c',
        },
      },
    ],
  ])('is not created with %s: 400', async (_why, body) => {
    await using stream = await aStream()
    expect(await hub.send('/ssf/streams', { token: stream.token, body })).toMatchObject({
      status: 400,
      json: { type: 'urn:ssf-hub:problem:invalid_request' },
    })
  })

  test('is not created twenty times by one subscriber: 409', async () => {
    await using stream = await aStream()
    const body = { delivery: stream.created.json.delivery }
    const statuses: number[] = []
    for (let index = 0; index < 20; index++)
      statuses.push((await hub.send('/ssf/streams', { token: stream.token, body })).status)
    expect(new Set(statuses)).toEqual(new Set([201, 409]))
    expect(statuses.at(-1)).toBe(409)
  })
})

describe("another subscriber's stream does not exist", () => {
  test.each([
    ['GET', '/ssf/streams?stream_id=ID', undefined],
    ['DELETE', '/ssf/streams?stream_id=ID', undefined],
    ['GET', '/ssf/status?stream_id=ID', undefined],
    ['PATCH', '/ssf/streams', { description: 'mine now' }],
    ['PUT', '/ssf/streams', { delivery: { method: PUSH, endpoint_url: 'https://evil.example' } }],
    ['POST', '/ssf/status', { status: 'disabled' }],
    ['POST', '/ssf/verification', { state: 'x' }],
  ])('%s %s: 404', async (method, path, body) => {
    await using victim = await aStream()
    await using attacker = await aStream()
    const sent = {
      method,
      token: attacker.token,
      ...(body ? { body: { stream_id: victim.id, ...body } } : {}),
    }
    expect((await hub.send(path.replace('ID', victim.id), sent)).status).toBe(404)
    const kept = await hub.send(`/ssf/streams?stream_id=${victim.id}`, { token: victim.token })
    expect(kept.json).toEqual(victim.created.json)
  })
})

describe('credentials', () => {
  test('in the query are not looked at', async () => {
    const { token } = hub.admin
    const reply = await hub.send(`/admin/events?access_token=${token}&token=${token}`)
    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer realm="[^"]+"$/)
  })

  test('of one API open no other', async () => {
    await using stream = await aStream()
    const crossed = [
      await hub.send('/admin/events', { token: stream.token }),
      await hub.send('/ssf/streams', { token: hub.admin.token }),
    ]
    for (const { status, headers } of crossed) {
      expect(status).toBe(401)
      expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
    }
  })
})
