import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { SESSION_REVOKED } from '../support/peer.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { connect, CREDENTIAL_CHANGE, POLL, PUSH, UNKNOWN_EVENT, type Client } from './client.ts'

let hub: TestHub
let client: Client
beforeAll(async () => {
  hub = await startHub({ MAX_STREAMS: '3' })
})
afterAll(() => hub[Symbol.asyncDispose]())
beforeEach(async () => {
  client = await connect(hub)
})
afterEach(() => client[Symbol.asyncDispose]())

const push = { method: PUSH, endpoint_url: 'http://127.0.0.1:9/events' }

test('a stream is created with 201 and its whole configuration as JSON, not to be stored [SSF §8.1.1.1 create-201] [SSF §8.1.1 stream-id] [SSF §8.1.1 config-iss] [CI §2.3.8.2 ci-create] [RFC8417 §1.1 set-url-encoded]', async () => {
  const asked = {
    delivery: push,
    events_requested: [SESSION_REVOKED, CREDENTIAL_CHANGE],
    description: 'Stream for Receiver A',
  }
  const { status, headers, json } = await client.create(asked)
  expect(status).toBe(201)
  expect(headers.get('content-type')).toMatch(/^application\/json(;|$)/)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(json).toMatchObject({ ...asked, iss: client.metadata.issuer, aud: client.audience })
  expect(json.stream_id).toMatch(/^[A-Za-z0-9._~-]+$/)
  expect(new Set(json.events_delivered)).toEqual(new Set(asked.events_requested))
})

test('the body needs no Content-Type, as in the specification’s own example [SSF §8.1.1.1 create-201]', async () => {
  const { status } = await client.create(JSON.stringify({ delivery: push }), {
    headers: { 'content-type': 'text/plain;charset=UTF-8' },
  })
  expect(status).toBe(201)
})

test('without delivery it is a poll stream whose URL is the transmitter’s [SSF §8.1.1.1 create-poll-default] [SSF §8.1.1.1 create-poll-url] [CI §2.3.8.1 ci-delivery-both]', async () => {
  const { status, json } = await client.create({ events_requested: [SESSION_REVOKED] })
  expect(status).toBe(201)
  expect(json.delivery.method).toBe(POLL)
  expect(URL.canParse(json.delivery.endpoint_url)).toBe(true)
})

test('a poll stream asked for by its method gets a URL too, one of its own for every stream [SSF §6.1.2 poll-url-unique] [CI §2.3.8.1 ci-delivery-present]', async () => {
  const streams = [
    await client.stream({ delivery: { method: POLL } }),
    await client.stream({ delivery: { method: POLL } }),
  ]
  const urls = streams.map(({ delivery }) => delivery.endpoint_url)
  expect(new Set(urls).size).toBe(2)
  expect(urls.every((url) => URL.canParse(url))).toBe(true)
})

test('event types that nobody knows are ignored, not refused [SSF §8.1.1 requested-unknown] [SSF §8.1.1 delivered-intersection]', async () => {
  const { status, json } = await client.create({
    events_requested: [UNKNOWN_EVENT, SESSION_REVOKED],
  })
  expect(status).toBe(201)
  expect(json.events_delivered).toEqual([SESSION_REVOKED])
})

test('only unknown event types, none, or no list at all: nothing is delivered, and the member is there [SSF §8.1.1 requested-unknown] [SSF §8.1.1 delivered-required]', async () => {
  for (const body of [{ events_requested: [UNKNOWN_EVENT] }, { events_requested: [] }, {}]) {
    const { status, json } = await client.create(body)
    expect(status).toBe(201)
    expect(json.events_delivered).toEqual([])
  }
})

test('what is delivered is what was asked for of what this receiver may get [SSF §8.1.1 delivered-intersection]', async () => {
  await using narrow = await connect(hub, { allowedEvents: [CREDENTIAL_CHANGE] })
  const { json } = await narrow.create({ events_requested: [SESSION_REVOKED, CREDENTIAL_CHANGE] })
  expect(json.events_supported).toEqual([CREDENTIAL_CHANGE])
  expect(json.events_delivered).toEqual([CREDENTIAL_CHANGE])
})

test('every new stream has an id of its own, until there are too many: 409 [SSF §8.1.1.1 create-another] [SSF §8.1.1.1 create-409] [SSF §8.1.1 stream-id]', async () => {
  const ids = new Set<string>()
  for (let count = 0; count < 3; count++) ids.add((await client.stream()).stream_id)
  expect(ids.size).toBe(3)
  const { status, headers } = await client.create({})
  expect(status).toBe(409)
  expect(headers.get('content-type')).toMatch(/json/)
})

test.each([
  ['broken JSON', '{"delivery":'],
  ['no object', '[]'],
  ['null', 'null'],
  ['a delivery of an unknown method', { delivery: { method: 'urn:example:pigeon' } }],
  ['push without an endpoint', { delivery: { method: PUSH } }],
  ['events_requested that is no array', { events_requested: SESSION_REVOKED }],
  ['events_requested of no strings', { events_requested: [1] }],
  ['a description that is no string', { description: {} }],
])('%s is refused with 400 [SSF §8.1.1.1 create-400]', async (_what, body) => {
  const { status, headers } = await client.create(body)
  expect(status).toBe(400)
  expect(headers.get('content-type')).toMatch(/json/)
  expect((await client.list()).json).toEqual([])
})

test('one stream is read by its id, as it was created [SSF §8.1.1.2 read-200] [CI §2.3.8.2 ci-read]', async () => {
  const created = await client.stream({ delivery: push })
  const { status, headers, json } = await client.read(created.stream_id)
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('content-type')).toMatch(/^application\/json(;|$)/)
  expect(json).toEqual(created)
})

test('without an id the answer is a list: of none, of one, of two [SSF §8.1.1.2 read-list] [SSF §8.1.1.2 read-list-empty]', async () => {
  expect((await client.list()).json).toEqual([])
  const first = await client.stream()
  const listed = await client.list()
  expect(listed).toMatchObject({ status: 200, json: [first] })
  expect(listed.headers.get('cache-control')).toBe('no-store')
  const second = await client.stream()
  const { json } = await client.list()
  expect(json).toHaveLength(2)
  expect(json).toEqual(expect.arrayContaining([first, second]))
})

test('a list holds the caller’s own streams alone [SSF §8 bound-to-receiver] [SSF §8.1.1.2 read-list]', async () => {
  await using other = await connect(hub)
  await other.stream()
  expect((await client.list()).json).toEqual([])
})

test('a stream that is not there is 404 [SSF §8.1.1.2 read-404]', async () => {
  expect((await client.read('f67e39a0a4d34d56b3aa1bc4cff0069f')).status).toBe(404)
})

test('a stream is deleted with an empty 204, and is then 404 [SSF §8.1.1.5 delete-204] [SSF §8.1.1.5 delete-404]', async () => {
  const { stream_id: id } = await client.stream()
  const gone = await client.remove(id)
  expect([gone.status, gone.text]).toEqual([204, ''])
  expect(gone.headers.get('cache-control')).toBe('no-store')
  expect((await client.remove(id)).status).toBe(404)
  expect((await client.read(id)).status).toBe(404)
  expect((await client.list()).json).toEqual([])
})

test('DELETE without stream_id deletes nothing: 400 [SSF §8.1.1.5 delete-stream-id]', async () => {
  const stream = await client.stream()
  const path = new URL(client.metadata.configuration_endpoint).pathname
  expect((await hub.send(path, { method: 'DELETE', token: client.token })).status).toBe(400)
  expect((await client.list()).json).toEqual([stream])
})

test('a receiver of several audiences has them all in aud [SSF §8.1.1 config-aud]', async () => {
  const audience = ['https://a.example/web', 'https://a.example/mobile']
  await using web = await connect(hub, { audience })
  expect((await web.stream()).aud).toEqual(audience)
})
