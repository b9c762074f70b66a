import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uriOf } from '../../../schemas/events/index.ts'
import {
  addEvents,
  addSubscriber,
  CHANGED,
  event,
  fanOut,
  openTestStore,
  REVOKED,
  settings,
  type TestStore,
} from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const BOTH = { eventsRequested: [CHANGED, REVOKED], eventsDelivered: [REVOKED, CHANGED] }

async function subscriberWithStream() {
  const subscriber = await addSubscriber(db.store)
  const stream = await db.store.streams.create(subscriber, settings(BOTH), 5)
  if (!stream) throw new Error('no stream was made')
  const now = async () => (await db.store.streams.byIds([stream.id]))[0]
  return { subscriber, stream, now }
}
const owedTo = async (streamId: string): Promise<string[]> =>
  (
    await db.sql<{ type: string }>(
      'select e.type from delivery d join event e on e.id = d.event_id where d.stream_id = $1 order by d.seq',
      [streamId],
    )
  ).map(({ type }) => type)

test('what is changed is changed, the rest stays', async () => {
  const subscriber = await addSubscriber(db.store)
  const changes = {
    name: 'renamed',
    description: 'a note',
    pushHosts: ['*.example.com'],
    ipRanges: ['192.0.2.0/24'],
    subjectFormats: ['email'],
    signingAlg: 'ES256',
    requireDpop: true,
    defaultSubjects: 'NONE' as const,
  }
  const updated = await db.store.subscribers.update(subscriber.id, changes)
  expect(updated).toEqual({ ...subscriber, ...changes })
  const cleared = await db.store.subscribers.update(subscriber.id, { ipRanges: [] })
  expect(cleared).toEqual({ ...subscriber, ...changes, ipRanges: [] })
  expect(await db.store.subscribers.update(randomUUID(), changes)).toBeUndefined()
})

test('fewer allowed events are fewer delivered at once; what was asked for is kept, and comes back with them', async () => {
  const { subscriber, stream, now } = await subscriberWithStream()
  await db.store.subscribers.update(subscriber.id, { allowedEvents: [CHANGED] })
  expect(await now()).toMatchObject({
    eventsRequested: [CHANGED, REVOKED],
    eventsDelivered: [CHANGED],
  })
  expect((await now())?.updatedAt.getTime()).toBeGreaterThan(stream.updatedAt.getTime())
  await fanOut(db.store, await addEvents(db.store, [event(REVOKED), event(CHANGED, 'ann', 1)]))
  expect(await owedTo(stream.id)).toEqual([CHANGED])
  await db.store.subscribers.update(subscriber.id, { allowedEvents: [] })
  expect((await now())?.eventsDelivered.toSorted()).toEqual([CHANGED, REVOKED].toSorted())
})

test('a change that concerns no event leaves the streams as they are', async () => {
  const { subscriber, now } = await subscriberWithStream()
  await db.store.subscribers.update(subscriber.id, { allowedEvents: [REVOKED, CHANGED] })
  const before = await now()
  await db.store.subscribers.update(subscriber.id, { name: 'other', description: null })
  expect(await now()).toEqual(before)
})

test('who knows the subscriber as it was makes and changes streams by what it is', async () => {
  const { subscriber, stream, now } = await subscriberWithStream()
  await db.store.subscribers.update(subscriber.id, { allowedEvents: [uriOf('session-revoked')] })
  const made = await db.store.streams.create(subscriber, settings(BOTH), 5)
  expect(made).toMatchObject({ eventsRequested: [CHANGED, REVOKED], eventsDelivered: [REVOKED] })
  await db.store.streams.update(stream.id, settings(BOTH))
  expect((await now())?.eventsDelivered).toEqual([REVOKED])
})

test('narrowing and changing a stream at the same time never leaves more than is allowed', async () => {
  for (let round = 0; round < 20; round++) {
    const { subscriber, stream, now } = await subscriberWithStream()
    await Promise.all([
      db.store.streams.update(stream.id, settings({ ...BOTH, description: String(round) })),
      db.store.subscribers.update(subscriber.id, { allowedEvents: [CHANGED] }),
      db.store.streams.create(subscriber, settings(BOTH), 5),
    ])
    expect((await now())?.eventsDelivered).toEqual([CHANGED])
    for (const { eventsDelivered } of await db.store.streams.ofSubscriber(subscriber.id))
      expect(eventsDelivered).toEqual([CHANGED])
  }
})
