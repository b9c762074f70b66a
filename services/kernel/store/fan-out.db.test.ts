import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import {
  addEvents,
  addStream,
  addSubscriber,
  ALL_SHARDS,
  CHANGED,
  event,
  fanOut,
  openOn,
  openTestStore,
  settings,
  origin,
  REVOKED,
  signal,
  type TestStore,
} from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
beforeEach(async () => {
  for (const { id } of await db.sql<{ id: string }>('select id from stream'))
    await db.store.streams.delete(id)
  await db.sql('update event set fanned_out_at = now() where fanned_out_at is null')
})
afterAll(() => db[Symbol.asyncDispose]())

/** Locks a stream's head, so that everything else about it waits. */
async function holdHead(url: string, streamId: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin')
  await client.query('select 1 from stream_head where stream_id = $1 for update', [streamId])
  return () => client.end()
}

type Log = { stream_id: string; seq: string; event_id: string }
const logOf = (streamId: string): Promise<Log[]> =>
  db.sql<Log>('select stream_id, seq, event_id from delivery where stream_id = $1 order by seq', [
    streamId,
  ])

test('what the router decided is recorded once, with its signal', async () => {
  const [stored] = await db.store.signals.append(origin('okta'), [signal('1')])
  const made = { ...event(), signalId: stored?.id } as ReturnType<typeof event> // the id of a stored signal
  const decided = { signalId: stored?.id ?? '', decisions: [{ why: 'x' }], events: [made] }
  const first = await db.store.events.recordDecisions([decided], new Date())
  const again = await db.store.events.recordDecisions(
    [{ ...decided, decisions: ['other'] }],
    new Date(),
  )
  expect(first.events).toEqual([{ id: made.id, key: 'user:{"format":"opaque","id":"ann"}' }])
  expect(first.fresh).toMatchObject([{ id: made.id }])
  expect(again).toEqual({ events: first.events, fresh: [] })
  expect(await db.store.events.list({ signalId: stored?.id ?? '', limit: 10 })).toEqual([made])
  expect(await db.store.signals.find(stored?.id ?? '')).toMatchObject({
    decisions: [{ why: 'x' }],
    routedAt: expect.any(Date),
  })
})

test('an event is owed to the streams that want its type, in the order in which they were made', async () => {
  const wants = await addStream(db.store)
  const other = await addStream(db.store, { eventsDelivered: [CHANGED] })
  const ids = await addEvents(db.store, [event(), event(), event(CHANGED), event()])
  const shuffled = [ids[3], ids[0], ids[2], ids[1]].map(String)
  expect(await fanOut(db.store, shuffled)).toMatchObject({ events: 4, owed: 4 })
  expect((await logOf(wants)).map((row) => [Number(row.seq), row.event_id])).toEqual([
    [1, ids[0]],
    [2, ids[1]],
    [3, ids[3]],
  ])
  expect((await logOf(other)).map(({ event_id }) => event_id)).toEqual([ids[2]])
})

test('what was made before about the same goes out before it, whichever the bus brings first', async () => {
  const streamId = await addStream(db.store)
  const at = (position: number, about: string) => event(undefined, about, position)
  const ids = await addEvents(db.store, [at(1, 'ann'), at(2, 'bob'), at(3, 'ann'), at(4, 'ann')])
  const [first = '', bob = '', second = '', third = ''] = ids
  expect(await fanOut(db.store, [second])).toMatchObject({ events: 2 })
  expect((await logOf(streamId)).map(({ event_id }) => event_id)).toEqual([first, second])
  await fanOut(db.store, [first, bob, third])
  expect((await logOf(streamId)).map(({ event_id }) => event_id)).toEqual([
    first,
    second,
    bob,
    third,
  ])
})

test('two processes that are brought one principal’s events keep their order', async () => {
  const streamId = await addStream(db.store)
  const ids = await addEvents(
    db.store,
    Array.from({ length: 40 }, (_, index) => event(undefined, 'ann', index)),
  )
  const other = openOn(db.url)
  const halves = [0, 1].map((half) => ids.filter((_, index) => index % 2 === half))
  await Promise.all(
    halves.flatMap((half, process) =>
      half.toReversed().map((id) => fanOut(process === 0 ? db.store : other, [id])),
    ),
  )
  await other.close()
  expect((await logOf(streamId)).map(({ event_id }) => event_id)).toEqual(ids)
})

test('rows of types that overtake are marked as such', async () => {
  const streamId = await addStream(db.store, { eventsDelivered: [CHANGED, REVOKED] })
  const ids = await addEvents(db.store, [event(CHANGED), event(REVOKED)])
  const { owed } = await db.store.events.fanOut(ids, [REVOKED], new Date())
  expect(owed).toMatchObject([{ streamId, firstSeq: 1, updatedAt: expect.any(Date) }])
  const [part] = await db.store.deliveries.readUrgent(
    [{ streamId, afterSeq: 0, ackedSeq: 0, since: new Date() }],
    8,
  )
  expect(part?.owed.map(({ event: { type } }) => type)).toContain(REVOKED)
})

test('an event that comes twice, in one call or in two, is owed once', async () => {
  const streamId = await addStream(db.store)
  const [id = ''] = await addEvents(db.store, [event()])
  expect(await fanOut(db.store, [id, id, id])).toMatchObject({
    events: 1,
    owed: 1,
    streamIds: [streamId],
  })
  expect(await fanOut(db.store, [id])).toEqual({ events: 0, owed: 0, streamIds: [] })
  expect(await logOf(streamId)).toHaveLength(1)
})

test('unknown ids and events that nobody wants are nothing to fail over', async () => {
  const [id = ''] = await addEvents(db.store, [event()])
  expect(await fanOut(db.store, [newId(new Date()), id])).toEqual({
    events: 1,
    owed: 0,
    streamIds: [],
  })
  expect(await fanOut(db.store, [])).toEqual({ events: 0, owed: 0, streamIds: [] })
})

test('a disabled stream is owed nothing, a paused one is (SSF 1.0 §8.1.2.1)', async () => {
  const disabled = await addStream(db.store)
  const paused = await addStream(db.store)
  await db.store.streams.setStatus(disabled, 'disabled', null)
  await db.store.streams.setStatus(paused, 'paused', null)
  expect(await fanOut(db.store, await addEvents(db.store, [event()]))).toMatchObject({
    owed: 1,
    streamIds: [paused],
  })
})

test.each(['disable first', 'fan-out first'])(
  'an event that meets the disabling of its stream never comes out later: %s',
  async (order) => {
    const streamId = await addStream(db.store)
    const ids = await addEvents(db.store, [event()])
    const disable = () => db.store.streams.setStatus(streamId, 'disabled', null)
    const owe = () => fanOut(db.store, ids)
    const release = await holdHead(db.url, streamId)
    const running: Promise<unknown>[] = []
    for (const run of order === 'disable first' ? [disable, owe] : [owe, disable]) {
      running.push(run())
      await new Promise((resolve) => setTimeout(resolve, 100)) // until it waits for the head
    }
    await release()
    await Promise.all(running)
    await db.store.streams.setStatus(streamId, 'enabled', null)
    expect(await db.store.deliveries.behind(ALL_SHARDS)).toEqual([])
  },
)

test('eight fan-outs of overlapping events owe each to each stream once, without gap or deadlock', async () => {
  const stores = Array.from({ length: 8 }, () => openOn(db.url))
  const streams = await Promise.all(Array.from({ length: 12 }, () => addStream(db.store)))
  const all: string[] = []
  for (let round = 0; round < 15; round++) {
    const ids = await addEvents(
      db.store,
      Array.from({ length: 24 }, () => event()),
    )
    all.push(...ids)
    // Each gets two thirds of them, from another place on, half of them backwards.
    await Promise.all(
      stores.map((store, index) => {
        const part = [...ids.slice(index * 3), ...ids.slice(0, index * 3)].slice(0, 16)
        return fanOut(store, index % 2 === 0 ? part : part.toReversed())
      }),
    )
  }
  await Promise.all(stores.map((store) => store.close()))
  for (const streamId of streams) {
    const log = await logOf(streamId)
    expect(log.map(({ seq }) => Number(seq))).toEqual(all.map((_, index) => index + 1))
    expect(log.map(({ event_id }) => event_id).toSorted()).toEqual(all.toSorted())
  }
}, 60_000)

test('a number is visible only when all before it are: sequence order is commit order', async () => {
  const streamId = await addStream(db.store)
  const stores = Array.from({ length: 4 }, () => openOn(db.url))
  const done = new AbortController()
  const reader = (async () => {
    while (!done.signal.aborted) {
      const [row] = await db.sql<{ n: string; top: string | null }>(
        'select count(*) as n, max(seq) as top from delivery where stream_id = $1',
        [streamId],
      )
      expect(Number(row?.top ?? 0)).toBe(Number(row?.n))
    }
  })()
  for (let round = 0; round < 10; round++)
    await Promise.all(
      stores.map(async (store) =>
        fanOut(store, await addEvents(store, [event(), event(), event()])),
      ),
    )
  done.abort()
  await reader
  await Promise.all(stores.map((store) => store.close()))
  expect(await logOf(streamId)).toHaveLength(120)
})

test('the sweep finds what was not fanned out, in the order it was made', async () => {
  await db.sql('update event set fanned_out_at = now()')
  const ids = await addEvents(
    db.store,
    [0, 1, 2].map((position) => event(CHANGED, 'ann', position)),
  )
  const soon = new Date(Date.now() + 60_000)
  expect((await db.store.events.unfanned(soon, 10)).map(({ id }) => id)).toEqual(ids)
  expect(await db.store.events.unfanned(new Date(Date.now() - 60_000), 10)).toEqual([])
  await fanOut(db.store, ids.slice(0, 2))
  expect(await db.store.events.unfanned(soon, 10)).toHaveLength(1)
  expect(await db.store.events.find(ids[0] ?? '')).toMatchObject({ fannedOutAt: expect.any(Date) })
})

test('events are listed newest first, page by page, by txn', async () => {
  const events = [event(), event(), event()]
  await addEvents(
    db.store,
    events.map((one) => ({ ...one, txn: 'txn-page' })),
  )
  const first = await db.store.events.list({ txn: 'txn-page', limit: 2 })
  const rest = await db.store.events.list({ txn: 'txn-page', limit: 2, after: first[1]?.id ?? '' })
  expect([...first, ...rest].map(({ id }) => id)).toEqual(
    events
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  )
})

test('a stream made by a subscriber with one already gets its own log', async () => {
  const subscriber = await addSubscriber(db.store)
  const made = await Promise.all(
    [1, 2].map(() => db.store.streams.create(subscriber, settings(), 10)),
  )
  await fanOut(db.store, await addEvents(db.store, [event()]))
  for (const one of made) expect(await logOf(one?.id ?? '')).toHaveLength(1)
})
