import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHub, PUSH, type TestHub } from './support/hub.ts'
import { accessToken, registerClient } from './support/oauth.ts'
import { SESSION_REVOKED } from './support/peer.ts'

const CREDENTIAL_CHANGE = 'https://schemas.openid.net/secevent/caep/event-type/credential-change'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ TRUSTED_PROXIES: '127.0.0.0/8, ::1' })
})
afterAll(() => hub[Symbol.asyncDispose]())

type Problem = { type: string; status: number; detail: string }
const newSubscriber = async (limits: object = {}) =>
  (
    await hub.admin.post<{ id: string; token: string }>('/admin/subscribers', {
      name: 'CRM',
      audience: ['https://crm.example'],
      ...limits,
    })
  ).json
const patch = (id: string, body: unknown) =>
  hub.send(`/admin/subscribers/${id}`, { method: 'PATCH', token: hub.admin.token, body })
const streams = (method: string, token: string, body: object) =>
  hub.send<{ stream_id: string; events_delivered: string[]; events_requested: string[] } & Problem>(
    '/ssf/streams',
    { method, token, body },
  )
const pushTo = (endpoint_url: string) => ({ delivery: { method: PUSH, endpoint_url } })
const readFrom = (address: string, token: string) =>
  hub.send<Problem>('/ssf/streams', { token, headers: { 'x-forwarded-for': address } })

describe('SSF 1.0 §8.1.1.1: a subscriber with push hosts', () => {
  const limits = { pushHosts: ['crm.example', '*.push.example'] }

  test.each([
    ['https://crm.example/events', 201],
    ['https://CRM.example:8443/events', 201],
    ['https://eu.push.example/', 201],
    ['https://a.b.push.example/', 201],
    ['https://push.example/', 403],
    ['https://crm.example.evil.example/', 403],
    ['https://notcrm.example/', 403],
    ['https://127.0.0.1/', 403],
  ])('may have a stream that pushes to %s: %i', async (url, status) => {
    const { token } = await newSubscriber(limits)
    const created = await streams('POST', token, pushTo(url))
    expect(created.status).toBe(status)
    if (status === 403) {
      expect(created.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(created.json.type).toBe('urn:ssf-hub:problem:forbidden')
    }
  })

  test('is held to them when it changes or replaces the stream, and may always poll', async () => {
    const { token } = await newSubscriber(limits)
    const { stream_id } = (await streams('POST', token, {})).json
    for (const method of ['PATCH', 'PUT']) {
      const refused = await streams(method, token, { stream_id, ...pushTo('https://b.example/') })
      expect(refused.status).toBe(403)
      const taken = await streams(method, token, { stream_id, ...pushTo('https://crm.example/') })
      expect(taken.status).toBe(200)
    }
  })
})

describe('a subscriber with IP ranges', () => {
  const limits = { ipRanges: ['192.0.2.0/24', '2001:db8::/32', '198.51.100.7'] }

  test('is let in from there alone, with whatever credential', async () => {
    const client = await registerClient(hub, {}, limits)
    for (const token of [client.staticToken, await accessToken(hub, client)]) {
      for (const from of ['192.0.2.9', '2001:db8::1', '198.51.100.7', '::ffff:192.0.2.9'])
        expect((await readFrom(from, token)).status, from).toBe(200)
      for (const from of [
        '192.0.3.1',
        '198.51.100.8',
        '2001:db9::1',
        '127.0.0.1',
        '192.0.2.9, 203.0.113.9',
      ])
        expect(await readFrom(from, token), from).toMatchObject({
          status: 403,
          json: { type: 'urn:ssf-hub:problem:forbidden', status: 403 },
        })
    }
  })

  test('a wrong credential is told nothing about addresses', async () => {
    expect((await readFrom('203.0.113.9', 'ssfsub_wrong')).status).toBe(401)
  })

  test('the limit ends with null', async () => {
    const { id, token } = await newSubscriber(limits)
    expect((await readFrom('203.0.113.9', token)).status).toBe(403)
    expect((await patch(id, { ipRanges: null })).status).toBe(200)
    expect((await readFrom('203.0.113.9', token)).status).toBe(200)
  })
})

describe('PATCH of a subscriber', () => {
  test('changes what it names and shows the whole', async () => {
    const { id } = await newSubscriber({ description: 'old', pushHosts: ['a.example'] })
    const changed = await patch(id, {
      name: 'Other',
      ipRanges: ['10.0.0.0/8'],
      signingAlg: 'ES256',
    })
    expect(changed.status).toBe(200)
    expect(changed.json).toMatchObject({
      id,
      name: 'Other',
      description: 'old',
      pushHosts: ['a.example'],
      ipRanges: ['10.0.0.0/8'],
      signingAlg: 'ES256',
      audience: ['https://crm.example'],
    })
    expect(changed.json).not.toHaveProperty('token')
    const cleared = (await patch(id, { pushHosts: null, description: null })).json
    expect(cleared).not.toHaveProperty('pushHosts')
    expect(cleared).not.toHaveProperty('description')
  })

  test('that allows fewer events ends their delivery at once, and keeps what was asked for [SSF §9.2 harvesting]', async () => {
    const { id, token } = await newSubscriber()
    const wanted = { events_requested: [SESSION_REVOKED, CREDENTIAL_CHANGE] }
    const { stream_id } = (await streams('POST', token, wanted)).json
    await patch(id, { allowedEvents: [CREDENTIAL_CHANGE] })
    const read = await hub.send(`/ssf/streams?stream_id=${stream_id}`, { token })
    expect(read.json).toMatchObject({
      ...wanted,
      events_supported: [CREDENTIAL_CHANGE],
      events_delivered: [CREDENTIAL_CHANGE],
    })
  })

  test.each([
    [{ audience: ['https://other.example'] }],
    [{ pushHosts: [] }],
    [{ pushHosts: ['https://a.example'] }],
    [{ ipRanges: ['10.0.0.0/33'] }],
    [{ name: null }],
    [[]],
  ])('refuses %j', async (body) => {
    const { id } = await newSubscriber()
    expect((await patch(id, body)).status).toBe(400)
  })

  test('finds no subscriber that is not there, and wants an operator', async () => {
    const { id, token } = await newSubscriber()
    expect((await patch('b1a0d0fe-0000-4000-8000-00000000000f', { name: 'x' })).status).toBe(404)
    const theirs = await hub.send(`/admin/subscribers/${id}`, { method: 'PATCH', token, body: {} })
    expect(theirs.status).toBe(401)
  })
})

test('a rotated token works at once, the one before no more', async () => {
  const { id, token } = await newSubscriber()
  const rotated = await hub.admin.post<{ token: string }>(
    `/admin/subscribers/${id}/rotate-token`,
    {},
  )
  expect(rotated.status).toBe(201)
  expect((await hub.send('/ssf/streams', { token })).status).toBe(401)
  expect((await hub.send('/ssf/streams', { token: rotated.json.token })).status).toBe(200)
  const unknown = '/admin/subscribers/b1a0d0fe-0000-4000-8000-00000000000f/rotate-token'
  expect((await hub.admin.post(unknown, {})).status).toBe(404)
})
