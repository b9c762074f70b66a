import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addEvents,
  addStream,
  addSubscriber,
  ALL_SHARDS,
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

const interests = async (streamId: string): Promise<string[]> =>
  (
    await db.sql<{ t: string }>(
      'select event_type as t from stream_interest where stream_id = $1 order by 1',
      [streamId],
    )
  ).map(({ t }) => t)
const cursorOf = async (streamId: string) =>
  (
    await db.sql(
      'select acked_seq::int, dropped::int, fails, next_at from stream_cursor where stream_id = $1',
      [streamId],
    )
  )[0]

test('a stream comes back as it was made, its credential in the clear', async () => {
  const subscriber = await addSubscriber(db.store)
  const made = await db.store.streams.create(
    subscriber,
    settings({ authorizationHeader: 'Bearer x', description: 'd' }),
    1,
  )
  expect(made).toMatchObject({
    subscriberId: subscriber.id,
    status: 'enabled',
    alg: 'RS256',
    authorizationHeader: 'Bearer x',
    description: 'd',
  })
  expect(await db.store.streams.find(subscriber.id, made?.id ?? '')).toEqual(made)
  expect(await db.store.streams.ofSubscriber(subscriber.id)).toEqual([made])
  expect(await db.store.streams.byIds([made?.id ?? '', 'unknown'])).toEqual([made])
})

test('a stream is found by its own subscriber alone', async () => {
  const streamId = await addStream(db.store)
  expect(await db.store.streams.find((await addSubscriber(db.store)).id, streamId)).toBeUndefined()
})

test('ten creates at once make no more streams than the limit', async () => {
  const subscriber = await addSubscriber(db.store)
  const made = await Promise.all(
    Array.from({ length: 10 }, () => db.store.streams.create(subscriber, settings(), 3)),
  )
  expect(made.filter((stream) => stream !== undefined)).toHaveLength(3)
  expect(await db.store.streams.ofSubscriber(subscriber.id)).toHaveLength(3)
})

test('nobody makes a stream for a subscriber that is gone', async () => {
  const gone = { ...(await addSubscriber(db.store)), id: randomUUID() }
  expect(await db.store.streams.create(gone, settings(), 10)).toBeUndefined()
  expect(await db.store.streams.ofSubscriber(gone.id)).toEqual([])
})

test('an update rewrites what the stream is interested in', async () => {
  const streamId = await addStream(db.store)
  expect(await interests(streamId)).toEqual([REVOKED])
  const updated = await db.store.streams.update(
    streamId,
    settings({ eventsDelivered: [CHANGED, CHANGED], endpointUrl: 'https://new.example.com/' }),
  )
  expect(updated).toMatchObject({
    endpointUrl: 'https://new.example.com/',
    authorizationHeader: null,
  })
  expect(await interests(streamId)).toEqual([CHANGED])
  await fanOut(db.store, await addEvents(db.store, [event(REVOKED), event(CHANGED)]))
  expect(
    (await db.store.deliveries.behind(ALL_SHARDS)).map(({ cursor }) => cursor.streamId),
  ).toContain(streamId)
  await db.store.streams.update(streamId, settings({ eventsDelivered: [] }))
  expect(await interests(streamId)).toEqual([])
})

test('an update ends the wait of a stream that fails, and shows in what is behind', async () => {
  const streamId = await addStream(db.store)
  await fanOut(db.store, await addEvents(db.store, [event()]))
  await db.sql(
    `update stream_cursor set fails = 4, next_at = now() + interval '1 hour' where stream_id = $1`,
    [streamId],
  )
  const look = async () => (await db.store.deliveries.behind(ALL_SHARDS, [streamId]))[0]
  const before = await look()
  expect((await db.store.streams.byIds([streamId]))[0]?.updatedAt).toEqual(before?.updatedAt)
  await new Promise((resolve) => setTimeout(resolve, 3))
  const updated = await db.store.streams.update(streamId, settings())
  expect(await look()).toMatchObject({
    cursor: { fails: 4, nextAt: null },
    updatedAt: updated?.updatedAt,
  })
  expect(updated?.updatedAt).not.toEqual(before?.updatedAt)
})

test('an update of a stream that is gone changes nothing and leaves nothing', async () => {
  const streamId = await addStream(db.store)
  await db.store.streams.delete(streamId)
  expect(await db.store.streams.update(streamId, settings())).toBeUndefined()
  expect(await interests(streamId)).toEqual([])
})

test('disabling drops what is owed, counts it, and ends the backoff', async () => {
  const streamId = await addStream(db.store)
  await fanOut(db.store, await addEvents(db.store, [event(), event(), event()]))
  await db.sql(
    `update stream_cursor set acked_seq = 1, fails = 4, next_at = now() + interval '1 hour' where stream_id = $1`,
    [streamId],
  )
  await db.sql(
    `insert into delivery_exception (stream_id, seq, event_id, jti, state, jws)
     values ($1, 1, $2, 'a', 'dead', ''), ($1, 2, $2, 'b', 'retry', '')`,
    [streamId, randomUUID()],
  )
  await db.store.streams.setStatus(streamId, 'disabled', 'too many failures')
  expect(await cursorOf(streamId)).toEqual({ acked_seq: 3, dropped: 2, fails: 0, next_at: null })
  expect(
    await db.sql('select state from delivery_exception where stream_id = $1', [streamId]),
  ).toEqual([{ state: 'dead' }])
  expect((await db.store.streams.byIds([streamId]))[0]).toMatchObject({
    status: 'disabled',
    statusReason: 'too many failures',
  })
  await db.store.streams.setStatus(streamId, 'enabled', null)
  expect(await cursorOf(streamId)).toMatchObject({ acked_seq: 3, dropped: 2 })
})

test('pausing holds what is owed until the stream is enabled again', async () => {
  const streamId = await addStream(db.store)
  const isBehind = async () =>
    (await db.store.deliveries.behind(ALL_SHARDS)).some(
      ({ cursor }) => cursor.streamId === streamId,
    )
  await db.store.streams.setStatus(streamId, 'paused', null)
  await fanOut(db.store, await addEvents(db.store, [event()]))
  expect(await isBehind()).toBe(false)
  await db.store.streams.setStatus(streamId, 'enabled', null)
  expect(await isBehind()).toBe(true)
})

test('deleting leaves nothing of the stream but its logs and history', async () => {
  const streamId = await addStream(db.store)
  await fanOut(db.store, await addEvents(db.store, [event()]))
  await db.store.controlSets.appendVerification({ jti: randomUUID(), streamId, payload: {} })
  await db.store.streams.delete(streamId)
  const tables = [
    'stream',
    'stream_interest',
    'stream_head',
    'stream_cursor',
    'delivery_exception',
    'control_set',
  ]
  for (const table of tables) {
    const column = table === 'stream' ? 'id' : 'stream_id'
    expect(await db.sql(`select 1 from ${table} where ${column} = $1`, [streamId]), table).toEqual(
      [],
    )
  }
  expect(
    await db.sql('select status from stream_history where stream_id = $1 order by id', [streamId]),
  ).toEqual([{ status: 'enabled' }, { status: 'deleted' }])
  await db.store.streams.delete(streamId)
})

test('deleting while events are fanned out ends well for both', async () => {
  for (let round = 0; round < 10; round++) {
    const streamId = await addStream(db.store)
    const ids = await addEvents(db.store, [event(), event()])
    await Promise.all([
      fanOut(db.store, ids),
      db.store.streams.delete(streamId),
      db.store.streams.setStatus(streamId, 'disabled', null),
    ])
    expect(await db.sql('select 1 from stream_head where stream_id = $1', [streamId])).toEqual([])
    expect(await db.sql('select 1 from stream_cursor where stream_id = $1', [streamId])).toEqual([])
  }
})

test('how streams are is listed page by page', async () => {
  const streamId = await addStream(db.store)
  await fanOut(db.store, await addEvents(db.store, [event(), event()]))
  const all = await db.store.streamHealth.list({ limit: 1_000 })
  expect(all.find(({ id }) => id === streamId)).toMatchObject({
    backlog: 2,
    dropped: 0,
    dead: 0,
    status: 'enabled',
    fails: 0,
  })
  const ids = all.map(({ id }) => id)
  expect(
    (await db.store.streamHealth.list({ limit: 2, after: ids[0] })).map(({ id }) => id),
  ).toEqual(ids.slice(1, 3))
})
