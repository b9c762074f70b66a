import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SESSION_REVOKED } from '../support/peer.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import {
  connect,
  CREDENTIAL_CHANGE,
  POLL,
  PUSH,
  UNKNOWN_EVENT,
  type Client,
  type Configuration,
} from './client.ts'

let hub: TestHub
let client: Client
let stream: Configuration
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())
beforeEach(async () => {
  client = await connect(hub)
  stream = await client.stream({
    delivery: {
      method: PUSH,
      endpoint_url: 'http://127.0.0.1:9/events',
      authorization_header: 'a',
    },
    events_requested: [SESSION_REVOKED],
    description: 'before',
  })
})
afterEach(() => client[Symbol.asyncDispose]())

const now = async () => (await client.read(stream.stream_id)).json

test('PATCH changes what it names and nothing else, and answers the whole configuration [SSF §8.1.1.3 patch-200] [SSF §8.1.1.3 patch-missing] [SSF §8.1.1.3 patch-updates]', async () => {
  const { status, headers, json } = await client.patch({
    stream_id: stream.stream_id,
    description: 'after',
  })
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('content-type')).toMatch(/^application\/json(;|$)/)
  expect(json).toEqual({ ...stream, description: 'after' })
  expect(await now()).toEqual(json)
})

test('PATCH of events_requested moves events_delivered with it [SSF §8.1.1.3 patch-updates] [SSF §8.1.1 delivered-intersection]', async () => {
  const { json } = await client.patch({
    stream_id: stream.stream_id,
    events_requested: [CREDENTIAL_CHANGE, UNKNOWN_EVENT],
  })
  expect(json.events_delivered).toEqual([CREDENTIAL_CHANGE])
})

test('PATCH of delivery turns push into poll, whose URL the transmitter supplies [SSF §8.1.1.3 patch-updates] [SSF §6.1.2 poll-url-unique]', async () => {
  const { json } = await client.patch({ stream_id: stream.stream_id, delivery: { method: POLL } })
  expect(json.delivery.method).toBe(POLL)
  expect(json.delivery.endpoint_url).not.toBe(stream.delivery.endpoint_url)
  expect(json.delivery).not.toHaveProperty('authorization_header')
})

test('PUT replaces what the receiver supplies; what is missing is deleted [SSF §8.1.1.4 put-200] [SSF §8.1.1.4 put-missing]', async () => {
  const { status, headers, json } = await client.put({
    stream_id: stream.stream_id,
    delivery: { method: PUSH, endpoint_url: 'http://127.0.0.1:9/other' },
  })
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(json).not.toHaveProperty('description')
  expect(json.events_delivered).toEqual([])
  expect(json.events_requested).toEqual([])
  expect(json.delivery).toEqual({ method: PUSH, endpoint_url: 'http://127.0.0.1:9/other' })
  expect(await now()).toEqual(json)
})

test('PUT without delivery makes it a poll stream [SSF §8.1.1.4 put-missing]', async () => {
  const { json } = await client.put({ stream_id: stream.stream_id })
  expect(json.delivery.method).toBe(POLL)
})

describe.each(['patch', 'put'] as const)('%s', (method) => {
  test('takes back the whole configuration as it was read [SSF §8.1.1.3 patch-supplied-match] [SSF §8.1.1.4 put-supplied-match]', async () => {
    const { status, json } = await client[method](stream)
    expect(status).toBe(200)
    expect(json).toEqual(stream)
  })

  test('with events_delivered as it was before, and another events_requested, is right [SSF §8.1.1.3 patch-delivered-before] [SSF §8.1.1.4 put-delivered-before]', async () => {
    const { status, json } = await client[method]({
      ...stream,
      events_requested: [CREDENTIAL_CHANGE],
    })
    expect(status).toBe(200)
    expect(json.events_delivered).toEqual([CREDENTIAL_CHANGE])
  })

  test.each([
    ['iss', { iss: 'https://another.example' }],
    ['aud', { aud: 'https://another.example' }],
    ['aud with one more', { aud: ['https://another.example', 'https://and.example'] }],
    ['events_supported', { events_supported: [UNKNOWN_EVENT] }],
    ['events_delivered', { events_delivered: [CREDENTIAL_CHANGE] }],
    ['events_delivered, empty', { events_delivered: [] }],
    ['min_verification_interval', { min_verification_interval: 12_345 }],
    ['inactivity_timeout', { inactivity_timeout: 12_345 }],
  ])(
    'with a wrong %s is 400 and changes nothing [SSF §8.1.1.3 patch-supplied-mismatch] [SSF §8.1.1.4 put-supplied-mismatch] [SSF §8.1.1 config-aud-fixed]',
    async (_name, wrong) => {
      const { status } = await client[method]({ ...stream, description: 'after', ...wrong })
      expect(status).toBe(400)
      expect(await now()).toEqual(stream)
    },
  )

  test('without stream_id is 400 [SSF §8.1.1.3 patch-stream-id] [SSF §8.1.1.4 put-stream-id]', async () => {
    const { stream_id: _id, ...rest } = stream
    expect((await client[method](rest)).status).toBe(400)
    expect(await now()).toEqual(stream)
  })

  test('of broken JSON is 400 [SSF §8.1.1.3 patch-400] [SSF §8.1.1.4 put-400]', async () => {
    expect((await client[method]('{"stream_id":')).status).toBe(400)
  })

  test('of a stream that is not there is 404 [SSF §8.1.1.3 patch-404] [SSF §8.1.1.4 put-404]', async () => {
    const { status } = await client[method]({ ...stream, stream_id: 'f67e39a0a4d34d56b3aa1bc4c' })
    expect(status).toBe(404)
  })

  test('of another receiver’s stream is 404 and changes nothing [SSF §8 bound-to-receiver]', async () => {
    await using other = await connect(hub)
    const { status } = await other[method]({
      stream_id: stream.stream_id,
      delivery: { method: PUSH, endpoint_url: 'https://evil.example' },
    })
    expect(status).toBe(404)
    expect(await now()).toEqual(stream)
  })

  test('ignores members that nobody knows [SSF §8.1.1.3 patch-200] [SSF §8.1.1.4 put-200]', async () => {
    expect((await client[method]({ ...stream, 'x-mine': { a: [1] } })).status).toBe(200)
  })
})

test('a poll URL sent back must be the transmitter’s [SSF §8.1.1.3 patch-supplied-mismatch]', async () => {
  const polled = await client.stream()
  const { status } = await client.patch({
    stream_id: polled.stream_id,
    delivery: { method: POLL, endpoint_url: 'https://evil.example/poll' },
  })
  expect(status).toBe(400)
})
