import { afterAll, beforeAll, expect, test } from 'vitest'
import { emailOf, typeOf } from './support/admin.ts'
import { eventually } from './support/eventually.ts'
import { startHub, type Subscribed, type TestHub } from './support/hub.ts'
import { createPeer, SESSION_REVOKED, SET_HEADERS, type TestPeer } from './support/peer.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/'
const BULK = `${CAEP}assurance-level-change`
const LEVEL = { namespace: 'NIST-AAL', current_level: 'nist-aal1' }
/** More than the engine reads ahead, so that what overtakes lies beyond what it has at hand. */
const BULK_EVENTS = 100

let hub: TestHub
let peer: TestPeer
let receiver: Receiver
let stream: Subscribed
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  peer = await createPeer()
  receiver = open.use(await startReceiver())
  stream = await hub.subscribe(receiver)
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
})
afterAll(() => open.disposeAsync())

async function signalIn(type: string, name: string, payload: object): Promise<void> {
  const subId = { format: 'email', email: `${name}@example.com` }
  const body = await peer.sign(peer.claims({ sub_id: subId, events: { [type]: payload } }))
  expect((await hub.send('/ingest/peer', { body, headers: SET_HEADERS })).status).toBe(202)
}
const backlogIs = (count: number) =>
  eventually(async () => {
    expect((await hub.admin.stream(stream.streamId)).backlog).toBe(count)
  })
const told = () =>
  receiver.sets.map(
    (set) => `${String(emailOf(set)).split('@')[0] ?? ''} ${typeOf(set).split('/').at(-1) ?? ''}`,
  )

test('revocations overtake a backlog, but nothing of their own principal', async () => {
  await hub.admin.patch(`/admin/streams/${stream.streamId}/push`, { window: 1 })
  await stream.setStatus('paused')
  for (let n = 0; n < BULK_EVENTS; n++) await signalIn(BULK, `bulk${String(n)}`, LEVEL)
  await backlogIs(BULK_EVENTS)
  await signalIn(BULK, 'jane', LEVEL)
  await signalIn(SESSION_REVOKED, 'jane', { event_timestamp: 1_700_000_000 })
  await signalIn(SESSION_REVOKED, 'bob', { event_timestamp: 1_700_000_000 })
  await backlogIs(BULK_EVENTS + 3)
  await stream.setStatus('enabled')
  await eventually(() => {
    expect(receiver.sets).toHaveLength(BULK_EVENTS + 3)
  })
  const places = ['jane assurance-level-change', 'jane session-revoked', 'bob session-revoked'].map(
    (one) => told().indexOf(one),
  )
  expect(places[0]).toBeLessThan(places[1] ?? -1)
  expect(Math.max(...places)).toBeLessThan(8) // but for what was on its way when they were found
  expect(new Set(told()).size).toBe(BULK_EVENTS + 3)
})

test('with the order of the whole stream nothing overtakes', async () => {
  const before = receiver.sets.length
  await hub.admin.patch(`/admin/streams/${stream.streamId}/push`, { order: 'stream' })
  await stream.setStatus('paused')
  for (let n = 0; n < 5; n++) await signalIn(BULK, `more${String(n)}`, LEVEL)
  await backlogIs(5)
  await signalIn(SESSION_REVOKED, 'carol', { event_timestamp: 1_700_000_000 })
  await backlogIs(6)
  await stream.setStatus('enabled')
  await eventually(() => {
    expect(receiver.sets).toHaveLength(before + 6)
  })
  expect(told().at(-1)).toBe('carol session-revoked')
})
