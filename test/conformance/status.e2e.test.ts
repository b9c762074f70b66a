import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { connect, decoded, collect, type Client, type Configuration } from './client.ts'

let hub: TestHub
let client: Client
let stream: Configuration
beforeAll(async () => {
  hub = await startHub({ POLL_TIMEOUT_MS: '1000', SUBJECT_REMOVAL_GRACE_SECONDS: '0' })
})
afterAll(() => hub[Symbol.asyncDispose]())
beforeEach(async () => {
  client = await connect(hub)
  stream = await client.stream()
})
afterEach(() => client[Symbol.asyncDispose]())

const id = () => stream.stream_id
const owed = async (count: number) =>
  eventually(async () => {
    expect((await hub.admin.stream(id())).backlog).toBe(count)
  })

test('a new stream is enabled; its status is read as JSON, not to be stored [SSF §8.1.2.1 status-read-200] [CI §2.3.8.2 ci-status]', async () => {
  const { status, headers, json } = await client.status(id())
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^application\/json(;|$)/)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(json).toEqual({ stream_id: id(), status: 'enabled' })
})

test('every status follows every other, with its reason [SSF §8.1.2.2 status-update-200] [CI §2.3.5 ci-status-values] [SSF §8.1.2.1 status-reason]', async () => {
  const all = ['enabled', 'paused', 'disabled']
  for (const from of all)
    for (const to of all) {
      await client.setStatus(id(), from)
      const { status, headers, json } = await client.setStatus(id(), to, `from ${from}`)
      const expected = { stream_id: id(), status: to, reason: `from ${from}` }
      expect(status).toBe(200)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(json).toEqual(expected)
      expect((await client.status(id())).json).toEqual(expected)
    }
})

test.each([
  ['a status that nobody knows', { status: 'asleep' }],
  ['no status', {}],
  ['a status that is null', { status: null }],
  ['a reason that is no string', { status: 'paused', reason: 1 }],
])('%s is 400 and changes nothing [SSF §8.1.2.2 status-update-400]', async (_what, body) => {
  const path = new URL(client.metadata.status_endpoint).pathname
  const { status } = await hub.send(path, {
    token: client.token,
    body: { stream_id: id(), ...body },
  })
  expect(status).toBe(400)
  expect((await client.status(id())).json).toMatchObject({ status: 'enabled' })
})

test('a stream that is not named is 400, one that is not there 404 [SSF §8.1.2.1 status-stream-id] [SSF §8.1.2.1 status-404] [SSF §8.1.2.2 status-update-404]', async () => {
  const path = new URL(client.metadata.status_endpoint).pathname
  expect((await hub.send(path, { token: client.token })).status).toBe(400)
  expect((await hub.send(path, { token: client.token, body: { status: 'paused' } })).status).toBe(
    400,
  )
  expect((await client.status('nobody')).status).toBe(404)
  expect((await client.setStatus('nobody', 'paused')).status).toBe(404)
})

test('another receiver’s stream has no status: 404 [SSF §8 bound-to-receiver] [SSF §8.1.2.1 status-404]', async () => {
  await using other = await connect(hub)
  expect((await other.status(id())).status).toBe(404)
  expect((await other.setStatus(id(), 'disabled')).status).toBe(404)
  expect((await client.status(id())).json).toMatchObject({ status: 'enabled' })
})

test('paused sends nothing, holds, and sends what it held about a subject in its order [SSF §8.1.2.1 paused-silent] [SSF §8.1.2.1 paused-holds] [SSF §8.1.2.1 paused-resumes] [SSF §8.1.2.1 paused-order]', async () => {
  await client.setStatus(id(), 'paused')
  const txns: string[] = []
  for (let count = 0; count < 5; count++) txns.push(await hub.admin.revoke('jane@example.com'))
  await owed(5)
  expect((await client.poll(stream)).json.sets).toEqual({})
  await client.setStatus(id(), 'enabled')
  const sets = await collect(client, stream, 5)
  expect(sets.map(({ txn }) => txn)).toEqual(txns)
})

test('disabled sends nothing and keeps nothing for later [SSF §8.1.2.1 disabled-silent] [SSF §8.1.2.1 disabled-drops] [SSF §8.1.2.1 enabled-sends]', async () => {
  await using witness = await connect(hub)
  const seen = await witness.stream()
  await client.setStatus(id(), 'disabled')
  const lost = await hub.admin.revoke('lost@example.com')
  expect((await collect(witness, seen, 1)).map(({ txn }) => txn)).toEqual([lost])
  expect((await client.poll(stream)).json.sets).toEqual({})
  await client.setStatus(id(), 'enabled')
  const txn = await hub.admin.revoke('found@example.com')
  expect((await collect(client, stream, 1)).map((set) => set['txn'])).toEqual([txn])
})

test('what an operator changes is told: before it stops, and when it goes on [SSF §8.1.2 updated-independently] [SSF §8.1.5 updated-before-stop] [SSF §8.1.5 updated-on-enable] [SSF §8.1.5 updated-sub-id] [SSF §8.1.5 updated-status]', async () => {
  const type = 'https://schemas.openid.net/secevent/ssf/event-type/stream-updated'
  for (const status of ['paused', 'disabled', 'enabled']) {
    await hub.admin.post(`/admin/streams/${id()}/status`, { status, reason: 'by hand' })
    const [told, ...more] = await collect(client, stream, 1)
    expect(more).toEqual([])
    expect(told).toMatchObject({ sub_id: { format: 'opaque', id: id() } })
    expect(told?.events).toEqual({ [type]: { status, reason: 'by hand' } })
  }
})

test('what the receiver itself changes is not told to it [SSF §8.1.2 updated-independently]', async () => {
  await client.setStatus(id(), 'paused')
  await client.setStatus(id(), 'enabled')
  expect((await client.poll(stream)).json.sets).toEqual({})
})

const jane = { format: 'email', email: 'jane@example.com' }

test('a subject is added with an empty 200 and removed with an empty 204 [SSF §8.1.3.2 add-200] [SSF §8.1.3.3 remove-204]', async () => {
  for (const more of [{}, { verified: true }, { verified: false }]) {
    const added = await client.addSubject(id(), jane, more)
    expect([added.status, added.text]).toEqual([200, ''])
    expect(added.headers.get('cache-control')).toBe('no-store')
  }
  const removed = await client.removeSubject(id(), jane)
  expect([removed.status, removed.text]).toEqual([204, ''])
  expect(removed.headers.get('cache-control')).toBe('no-store')
})

test('a subject that nobody knows is answered like any other [SSF §9.1 subject-probing]', async () => {
  const stranger = { format: 'opaque', id: 'nobody-has-this-id' }
  expect((await client.addSubject(id(), stranger)).status).toBe(200)
  expect((await client.removeSubject(id(), stranger)).status).toBe(204)
  expect((await client.removeSubject(id(), { format: 'email', email: 'x@y.example' })).status).toBe(
    204,
  )
})

test.each([
  ['no subject', { subject: undefined }],
  ['a subject without format', { subject: { email: 'jane@example.com' } }],
  ['an email subject without email', { subject: { format: 'email' } }],
  ['verified that is no boolean', { subject: jane, verified: 'yes' }],
])('%s is 400 [SSF §8.1.3.2 add-400] [SSF §8.1.3.3 remove-400]', async (what, body) => {
  const send = (url: string) =>
    hub.send(new URL(url).pathname, { token: client.token, body: { stream_id: id(), ...body } })
  expect((await send(client.metadata.add_subject_endpoint)).status).toBe(400)
  if (what.startsWith('verified')) return // means nothing to a removal
  expect((await send(client.metadata.remove_subject_endpoint)).status).toBe(400)
})

test('subjects of a stream that is not there, or another’s, are 404 [SSF §8.1.3.2 add-404] [SSF §8.1.3.3 remove-404] [SSF §8 bound-to-receiver]', async () => {
  await using other = await connect(hub)
  for (const [who, which] of [
    [client, 'nobody'],
    [other, id()],
  ] as const) {
    expect((await who.addSubject(which, jane)).status).toBe(404)
    expect((await who.removeSubject(which, jane)).status).toBe(404)
  }
})

test('events about a removed subject stop, about an added one they come [SSF §8.1.3.1 subject-match-simple] [SSF §7.1 default-subjects-all]', async () => {
  await client.removeSubject(id(), jane)
  await hub.admin.revoke('jane@example.com')
  await hub.admin.revoke('john@example.com')
  const [told] = await collect(client, stream, 1)
  expect(told?.sub_id).toEqual({ format: 'email', email: 'john@example.com' })
  await client.addSubject(id(), jane)
  const txn = await hub.admin.revoke('jane@example.com')
  expect((await collect(client, stream, 1)).map((set) => set['txn'])).toEqual([txn])
})

test('a complex subject matches where each member named on both sides is the same [SSF §8.1.3.1 subject-match-complex] [SSF §7.1 default-subjects-none]', async () => {
  await using picky = await connect(hub, { defaultSubjects: 'NONE' })
  const narrow = await picky.stream()
  const tenant = { format: 'opaque', id: 'tenant-1' }
  await picky.addSubject(narrow.stream_id, { format: 'complex', tenant })
  await hub.admin.revokeSubject({ format: 'complex', user: jane, tenant: { ...tenant, id: '2' } })
  const txn = await hub.admin.revokeSubject({ format: 'complex', user: jane, tenant })
  expect((await collect(picky, narrow, 1)).map((set) => set['txn'])).toEqual([txn])
  await collect(client, stream, 2)
  expect(decoded(await picky.poll(narrow))).toEqual([])
})
