import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startHub, type TestHub } from '../support/hub.ts'
import { connect, type Client, type Configuration } from './client.ts'

let hub: TestHub
let client: Client
let stream: Configuration
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())
beforeEach(async () => {
  client = await connect(hub)
  stream = await client.stream()
})
afterEach(() => client[Symbol.asyncDispose]())

type Operation = { method: string; path: string; body?: object }

const pathOf = (url: string) => new URL(url).pathname

/** Every operation of the management API and of polling, as valid requests. */
function operations(): [string, Operation][] {
  const { metadata } = client
  const id = stream.stream_id
  const subject = { format: 'email', email: 'jane@example.com' }
  const configuration = pathOf(metadata.configuration_endpoint)
  const status = pathOf(metadata.status_endpoint)
  return [
    ['create', { method: 'POST', path: configuration, body: {} }],
    ['list', { method: 'GET', path: configuration }],
    ['read', { method: 'GET', path: `${configuration}?stream_id=${id}` }],
    ['update', { method: 'PATCH', path: configuration, body: { stream_id: id } }],
    ['replace', { method: 'PUT', path: configuration, body: { stream_id: id } }],
    ['delete', { method: 'DELETE', path: `${configuration}?stream_id=${id}` }],
    ['read status', { method: 'GET', path: `${status}?stream_id=${id}` }],
    ['set status', { method: 'POST', path: status, body: { stream_id: id, status: 'paused' } }],
    ['add', body(metadata.add_subject_endpoint, { stream_id: id, subject })],
    ['remove', body(metadata.remove_subject_endpoint, { stream_id: id, subject })],
    ['verify', body(metadata.verification_endpoint, { stream_id: id })],
    ['poll', body(stream.delivery.endpoint_url, { returnImmediately: true })],
  ]
}

const body = (url: string, sent: object): Operation => ({
  method: 'POST',
  path: pathOf(url),
  body: sent,
})

const NAMES = [
  'create',
  'list',
  'read',
  'update',
  'replace',
  'delete',
  'read status',
  'set status',
  'add',
  'remove',
  'verify',
  'poll',
]

function operation(name: string): Operation {
  const found = operations().find(([other]) => other === name)?.[1]
  if (!found) throw new Error(name)
  return found
}

const untouched = async () => {
  expect((await client.list()).json).toEqual([stream])
}

describe.each(NAMES)('%s', (name) => {
  test('without a token is 401, with a challenge that names no error [SSF §8 api-authorization] [SSF §8.1.1.1 create-401] [SSF §8.1.2.1 status-401] [CI §2.7.3 ci-bearer-header] [RFC8936 §3 poll-challenge]', async () => {
    const { path, ...send } = operation(name)
    const reply = await hub.send(path, send)
    expect(reply.status).toBe(401)
    const challenge = reply.headers.get('www-authenticate') ?? ''
    expect(challenge).toMatch(/^Bearer /)
    expect(challenge).not.toContain('error=')
    expect(reply.headers.get('content-type')).toMatch(/json/)
    await untouched()
  })

  test('with a token of nobody is 401 invalid_token [CI §2.7.3 ci-token-verified] [CI §2.7.3 ci-token-errors]', async () => {
    const { path, ...send } = operation(name)
    const { token: real } = client
    for (const token of [
      'not-a-token',
      `${real}x`,
      real.slice(1),
      `invalid:${real}`,
      `${real} x`,
    ]) {
      const reply = await hub.send(path, { ...send, token })
      expect(reply.status).toBe(401)
      expect(reply.headers.get('www-authenticate')).toContain('error="invalid_token"')
    }
    await untouched()
  })

  test('with the token in the query is 401 [CI §2.7.3 ci-no-query-token]', async () => {
    const { path, ...send } = operation(name)
    const query = `${path.includes('?') ? '&' : '?'}access_token=${client.token}`
    expect((await hub.send(`${path}${query}`, send)).status).toBe(401)
    await untouched()
  })

  test('with the token in the Authorization header is done [CI §2.7.3 ci-bearer-header]', async () => {
    const { path, ...send } = operation(name)
    const { status, headers } = await hub.send(path, { ...send, token: client.token })
    expect(status).toBeGreaterThanOrEqual(200)
    expect(status).toBeLessThan(300)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('is not tried before the token is known, whatever the body [SSF §8 api-authorization]', async () => {
    const { path, method } = operation(name)
    if (method === 'GET') return
    expect((await hub.send(path, { method, body: '{"broken":' })).status).toBe(401)
  })
})

test('a token of a receiver that was removed is worth nothing [CI §2.7.3 ci-token-verified]', async () => {
  const gone = await connect(hub)
  await gone[Symbol.asyncDispose]()
  expect((await gone.list()).status).toBe(401)
})

test('a token in a form body is not looked at [CI §2.7.3 ci-bearer-header]', async () => {
  const reply = await hub.send(pathOf(client.metadata.configuration_endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `access_token=${client.token}`,
  })
  expect(reply.status).toBe(401)
})

test('the scheme’s name may be written in any case [CI §2.7.3 ci-bearer-header]', async () => {
  const headers = { authorization: `bearer ${client.token}` }
  const path = pathOf(client.metadata.configuration_endpoint)
  expect((await hub.send(path, { headers })).status).toBe(200)
})

test('tokens of an operator open nothing here, and this token nothing there [CI §2.7.3 ci-token-sufficient]', async () => {
  const path = pathOf(client.metadata.configuration_endpoint)
  expect((await hub.send(path, { token: hub.admin.token })).status).toBe(401)
  expect((await hub.send('/admin/subscribers', { token: client.token })).status).toBe(401)
})
