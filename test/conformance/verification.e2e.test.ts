import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startHub, type TestHub } from '../support/hub.ts'
import { eventually } from '../support/eventually.ts'
import { startReceiver } from '../support/receiver.ts'
import { collect, connect, PUSH, VERIFICATION, type Client, type Configuration } from './client.ts'

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
  ['no stream_id [SSF §8.1.4.2 verify-stream-id]', { stream_id: undefined }],
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

const now = { returnImmediately: true }
const until = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('a paused poll stream holds a verification and hands it out once enabled [SSF §8.1.2.1 paused-silent] [SSF §8.1.2.1 paused-holds] [SSF §8.1.2.1 paused-resumes]', async () => {
  await client.setStatus(stream.stream_id, 'paused')
  expect((await client.verify(stream.stream_id, { state: 'held' })).status).toBe(204)
  expect((await client.poll(stream, now)).json).toEqual({ sets: {} })
  await client.setStatus(stream.stream_id, 'enabled')
  const [set] = await collect(client, stream, 1)
  expect(set?.events).toEqual({ [VERIFICATION]: { state: 'held' } })
})

test('a disabled poll stream takes the request and keeps nothing; enabled again it verifies [SSF §8.1.2.1 disabled-silent] [SSF §8.1.2.1 disabled-drops] [SSF §8.1.2.1 enabled-sends]', async () => {
  await client.setStatus(stream.stream_id, 'disabled')
  expect((await client.verify(stream.stream_id, { state: 'dropped' })).status).toBe(204)
  expect((await client.poll(stream, now)).json).toEqual({ sets: {} })
  await client.setStatus(stream.stream_id, 'enabled')
  expect((await client.poll(stream, now)).json).toEqual({ sets: {} })
  await until(2_000) // min_verification_interval
  expect((await client.verify(stream.stream_id, { state: 'told' })).status).toBe(204)
  const [set] = await collect(client, stream, 1)
  expect(set?.events).toEqual({ [VERIFICATION]: { state: 'told' } })
})

test('a push stream is silent while paused, also about verifications, and sends them once enabled [SSF §8.1.2.1 paused-silent] [SSF §8.1.2.1 paused-resumes]', async () => {
  await using receiver = await startReceiver()
  const authorizationHeader = 'Bearer of-the-receiver'
  receiver.trust({ issuer: hub.url, audience: client.audience, authorizationHeader })
  const delivery = {
    method: PUSH,
    endpoint_url: receiver.url,
    authorization_header: authorizationHeader,
  }
  const { stream_id: id } = await client.stream({ delivery })
  await client.setStatus(id, 'paused')
  await client.verify(id, { state: 'held' })
  await until(1_500) // more than the engine's interval
  expect(receiver.pushes).toEqual([])
  await client.setStatus(id, 'enabled')
  await eventually(() => {
    expect(receiver.sets).toMatchObject([{ events: { [VERIFICATION]: { state: 'held' } } }])
  })
  expect(receiver.faults).toEqual([])
})

test('an operator may verify an enabled stream, not a disabled one: 409', async () => {
  const path = `/admin/streams/${stream.stream_id}/verification`
  expect((await hub.admin.post(path, {})).status).toBe(202)
  await client.setStatus(stream.stream_id, 'disabled')
  expect((await hub.admin.post(path, {})).status).toBe(409)
})

test('control SETs have a txn too, one each [SSF §4.1.9 set-txn] [SSF §4.1.9 set-txn-shared]', async () => {
  await client.verify(stream.stream_id)
  await hub.admin.post(`/admin/streams/${stream.stream_id}/status`, {
    status: 'enabled',
    reason: 'x',
  })
  const txns = (await collect(client, stream, 2)).map((set) => set['txn'])
  expect(new Set(txns).size).toBe(2)
  for (const txn of txns) expect(txn).toMatch(/^\S+$/)
})
