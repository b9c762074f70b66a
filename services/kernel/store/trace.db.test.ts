import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { setIdOf } from '../ids.ts'
import {
  addEvents,
  addStream,
  CHANGED,
  event,
  fanOut,
  openTestStore,
  settings,
  type TestStore,
} from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
  await db.store.leases.hold(OWNER, 600)
})
beforeEach(async () => {
  for (const { id } of await db.sql<{ id: string }>('select id from stream'))
    await db.store.streams.delete(id)
})
afterAll(() => db[Symbol.asyncDispose]())

const OWNER = randomUUID()
const pause = () => new Promise((resolve) => setTimeout(resolve, 5)) // instants are kept in milliseconds

async function tell(): Promise<{ id: string; at: Date }> {
  const [id = ''] = await addEvents(db.store, [event()])
  await pause()
  await fanOut(db.store, [id])
  const at = (await db.store.events.find(id))?.fannedOutAt
  await pause()
  return { id, at: at ?? new Date(0) }
}
const passedBy = async ({ id, at }: { id: string; at: Date }) =>
  (await db.store.trace.passedBy(id, at, 100)).map(({ streamId, status, eventsDelivered }) => ({
    streamId,
    status,
    eventsDelivered,
  }))

test('a stream that was not owed an event is listed as it was then, not as it is now', async () => {
  const disabled = await addStream(db.store)
  const other = await addStream(db.store, { eventsDelivered: [CHANGED] })
  const told = await addStream(db.store)
  await db.store.streams.setStatus(disabled, 'disabled', null)
  const moment = await tell()
  await db.store.streams.setStatus(disabled, 'enabled', null)
  await db.store.streams.update(other, settings())
  await db.store.streams.setStatus(told, 'disabled', null)
  const listed = await passedBy(moment)
  expect(listed).toHaveLength(2)
  expect(listed.find(({ streamId }) => streamId === disabled)).toMatchObject({ status: 'disabled' })
  expect(listed.find(({ streamId }) => streamId === other)).toMatchObject({
    status: 'enabled',
    eventsDelivered: [CHANGED],
  })
})

test('a stream deleted before, or made after, is not listed; one deleted after is', async () => {
  const before = await addStream(db.store, { eventsDelivered: [] })
  const after = await addStream(db.store, { eventsDelivered: [] })
  await db.store.streams.delete(before)
  const moment = await tell()
  await addStream(db.store)
  await db.store.streams.delete(after)
  expect((await passedBy(moment)).map(({ streamId }) => streamId)).toEqual([after])
})

test('a stream of another tenant is nobody’s business, though it was there', async () => {
  await db.store.tenants.create({ id: 'acme', issuer: 'https://acme.example.com' })
  const wanted = { name: 'Theirs', audience: ['https://app.example.com'], allowedEvents: [] }
  const theirs = await db.store.subscribers.create({
    ...wanted,
    description: null,
    tenantId: 'acme',
  })
  await db.store.streams.create(theirs.subscriber, settings({ eventsDelivered: [] }), 10)
  const ours = await addStream(db.store, { eventsDelivered: [] })
  expect((await passedBy(await tell())).map(({ streamId }) => streamId)).toEqual([ours])
})

test('a delivery tells its attempts, its jti and how it stands', async () => {
  const streamId = await addStream(db.store)
  const { id } = await tell()
  const jti = setIdOf(id, streamId)
  expect(await db.store.trace.deliveriesOf(id, 10)).toMatchObject([
    { streamId, jti, isSettled: false, isHeld: false, isDeleted: false, attempts: [] },
  ])
  const at = new Date()
  const tried = {
    streamId,
    seq: 1,
    jti,
    kid: 'k',
    httpStatus: 500,
    err: 'http_500',
    description: 'x',
    durationMs: 9,
    reused: true,
    response: null,
    phases: null,
    remote: '192.0.2.1',
  }
  const cursor = {
    streamId,
    ackedSeq: 1,
    ahead: [],
    ackedAt: at,
    nextAt: null,
    failSince: null,
    fails: 0,
    lastFailure: null,
  }
  await db.store.deliveries.settle(OWNER, {
    cursors: [cursor],
    attempts: [
      { ...tried, outcome: 'retry', at },
      { ...tried, outcome: 'accepted', at: new Date(at.getTime() + 1) },
      { ...tried, outcome: 'accepted', jti: 'another', at },
    ],
    exceptions: [],
    resolved: [],
  })
  const [delivery] = await db.store.trace.deliveriesOf(id, 10)
  expect(delivery?.isSettled).toBe(true)
  expect(delivery?.attempts).toEqual([
    { ...tried, outcome: 'retry', at },
    { ...tried, outcome: 'accepted', at: new Date(at.getTime() + 1) },
  ])
})

test('held, refused and deleted are told apart', async () => {
  const [held, refused, deleted] = await Promise.all([
    addStream(db.store),
    addStream(db.store),
    addStream(db.store),
  ])
  const { id } = await tell()
  const exception = {
    streamId: refused,
    seq: 1,
    eventId: id,
    jti: 'j',
    state: 'dead',
    jws: '',
    kid: null,
    err: 'invalid_request',
    description: 'no',
  } as const
  await db.store.deliveries.settle(OWNER, {
    cursors: [],
    attempts: [],
    exceptions: [exception],
    resolved: [],
  })
  await db.store.streams.setStatus(held, 'paused', null)
  await db.store.streams.delete(deleted)
  const traced = new Map(
    (await db.store.trace.deliveriesOf(id, 10)).map((delivery) => [delivery.streamId, delivery]),
  )
  expect(traced.get(held)).toMatchObject({ isHeld: true, dead: undefined })
  expect(traced.get(refused)?.dead).toMatchObject({ err: 'invalid_request', description: 'no' })
  expect(traced.get(deleted)).toMatchObject({ isDeleted: true, subscriberId: expect.any(String) })
})
