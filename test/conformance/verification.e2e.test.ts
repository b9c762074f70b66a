import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startHub, type TestHub } from '../support/hub.ts'
import { collect, connect, VERIFICATION, type Client, type Configuration } from './client.ts'

let hub: TestHub
let client: Client
let stream: Configuration
beforeAll(async () => {
  hub = await startHub({ MIN_VERIFICATION_INTERVAL_SECONDS: '2' })
})
afterAll(() => hub[Symbol.asyncDispose]())
beforeEach(async () => {
  client = await connect(hub)
  stream = await client.stream({ events_requested: [] })
})
afterEach(() => client[Symbol.asyncDispose]())

test('is answered by an empty 204 and comes within two seconds, with the state, about the stream, though no event was asked for [SSF §8.1.4.2 verify-204] [SSF §8.1.4.2 verify-state] [SSF §8.1.4.1 verify-sub-id] [SSF §8.1.4.2 verify-sla] [CI §2.3.6 ci-verification] [CI §2.3.8.2 ci-verify]', async () => {
  const waiting = collect(client, stream, 1)
  const startedAt = performance.now()
  const state = 'VGhpcyBpcyBhbiBleGFtcGxlIHN0YXRlIHZhbHVlLgo= "ü" \\ 日本'
  const reply = await client.verify(stream.stream_id, { state })
  expect([reply.status, reply.text]).toEqual([204, ''])
  expect(reply.headers.get('cache-control')).toBe('no-store')
  const [set] = await waiting
  expect(performance.now() - startedAt).toBeLessThan(2_000)
  expect(set?.sub_id).toEqual({ format: 'opaque', id: stream.stream_id })
  expect(set?.events).toEqual({ [VERIFICATION]: { state } })
})

test('without state comes without state: no null, no empty text [SSF §8.1.4.2 verify-no-state]', async () => {
  await client.verify(stream.stream_id)
  expect((await collect(client, stream, 1))[0]?.events).toEqual({ [VERIFICATION]: {} })
})

test('too soon after the last is 429 with Retry-After, as the stream’s interval says; at the interval it is not [SSF §8.1.1 verify-interval]', async () => {
  expect(stream).toMatchObject({ min_verification_interval: 2 })
  expect((await client.verify(stream.stream_id)).status).toBe(204)
  const soon = await client.verify(stream.stream_id)
  expect(soon.status).toBe(429)
  const seconds = Number(soon.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000 + 50))
  expect((await client.verify(stream.stream_id)).status).toBe(204)
})

test.each([
  ['no stream_id', { stream_id: undefined }],
  ['a state that is no string', { state: 1 }],
  ['a state that is null', { state: null }],
])('%s is 400 [SSF §8.1.4.2 verify-400]', async (_what, body) => {
  expect((await client.verify(stream.stream_id, body)).status).toBe(400)
})

test('a stream that is not there, or another’s, is 404 [SSF §8.1.4.2 verify-404] [SSF §8 bound-to-receiver]', async () => {
  await using other = await connect(hub)
  expect((await client.verify('nobody')).status).toBe(404)
  expect((await other.verify(stream.stream_id)).status).toBe(404)
})
