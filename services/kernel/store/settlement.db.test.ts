import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cursor, Settlement } from './deliveries.ts'
import { attempt, cursor, exception, NOW } from './settlement.fixture.ts'
import {
  addEvents,
  addStream,
  ALL_SHARDS,
  event,
  fanOut,
  openTestStore,
  type TestStore,
} from './store.fixture.ts'

let db: TestStore
const OWNER = randomUUID()
beforeAll(async () => {
  db = await openTestStore()
  await db.store.leases.hold(OWNER, 600)
})
afterAll(() => db[Symbol.asyncDispose]())

const settle = (part: Partial<Settlement>, owner = OWNER): Promise<void> =>
  db.store.deliveries.settle(owner, {
    cursors: [],
    attempts: [],
    exceptions: [],
    resolved: [],
    ...part,
  })
const behind = async (streamId: string): Promise<Cursor | undefined> =>
  (await db.store.deliveries.behind(ALL_SHARDS)).find(
    ({ cursor: { streamId: id } }) => id === streamId,
  )?.cursor
const read = (lanes: { streamId: string; afterSeq: number }[], limit = 32) =>
  db.store.deliveries.read(
    lanes.map((lane) => ({ ...lane, since: new Date() })),
    limit,
  )

async function owing(count: number): Promise<{ streamId: string; ids: string[] }> {
  const streamId = await addStream(db.store)
  const ids = await addEvents(
    db.store,
    Array.from({ length: count }, (_, index) => event(undefined, `u${String(index)}`, index)),
  )
  await fanOut(db.store, ids)
  return { streamId, ids }
}

test('one flush moves cursors, logs attempts and keeps what failed', async () => {
  const { streamId } = await owing(3)
  const fail = {
    nextAt: new Date(NOW.getTime() + 5_000),
    failSince: NOW,
    fails: 2,
    lastFailure: 'http_500',
  }
  await settle({
    cursors: [cursor(streamId, 1, fail)],
    attempts: [
      attempt(streamId, 1),
      attempt(streamId, 2, { outcome: 'retry', httpStatus: 500, err: 'http_500' }),
      attempt(streamId, null),
    ],
    exceptions: [exception(streamId, 2, 'retry', 'x.y.z')],
  })
  expect(await behind(streamId)).toEqual(
    cursor(streamId, 1, { ...fail, ackedAt: (await behind(streamId))?.ackedAt ?? NOW }),
  )
  const [part] = await read([{ streamId, afterSeq: 1 }])
  expect(part?.owed.map(({ kept }) => kept)).toEqual(['x.y.z', null])
  const logged = await db.sql(
    'select seq::int, outcome from attempt where stream_id = $1 order by id',
    [streamId],
  )
  expect(logged).toEqual([
    { seq: 1, outcome: 'accepted' },
    { seq: 2, outcome: 'retry' },
    { seq: null, outcome: 'accepted' },
  ])
})

test('a SET keeps its first bytes; when it gets through they go, when it is refused they stay', async () => {
  const { streamId } = await owing(3)
  await settle({
    exceptions: [
      exception(streamId, 1, 'retry', 'first'),
      exception(streamId, 2, 'retry', 'other'),
    ],
  })
  await settle({
    exceptions: [exception(streamId, 1, 'dead', 'second')],
    resolved: [{ streamId, seq: 2 }],
  })
  await settle({ resolved: [{ streamId, seq: 1 }] })
  expect(
    await db.sql('select seq::int, state, jws from delivery_exception where stream_id = $1', [
      streamId,
    ]),
  ).toEqual([{ seq: 1, state: 'dead', jws: 'first' }])
})

test('a SET whose bytes an erasure took keeps its next ones; one that is expunged stays so', async () => {
  const { streamId } = await owing(2)
  await settle({ exceptions: [exception(streamId, 1, 'retry'), exception(streamId, 2, 'retry')] })
  const set =
    'update delivery_exception set jws = $3, kid = null, state = $4 where stream_id = $1 and seq = $2'
  await db.sql(set, [streamId, 1, '', 'retry'])
  await db.sql(set, [streamId, 2, '', 'expunged'])
  await settle({
    exceptions: [
      exception(streamId, 1, 'retry', 'd.e.f'),
      exception(streamId, 2, 'retry', 'd.e.f'),
    ],
  })
  const select = 'select state, jws, kid from delivery_exception where stream_id = $1 order by seq'
  expect(await db.sql(select, [streamId])).toEqual([
    { state: 'retry', jws: 'd.e.f', kid: 'k' },
    { state: 'expunged', jws: '', kid: null },
  ])
})

test('words of a receiver that the database refuses keep no outcome from being written', async () => {
  const { streamId } = await owing(2)
  const bad = { err: 'no\u0000', description: 'a\u0000b' }
  await settle({
    cursors: [cursor(streamId, 1, { lastFailure: 'c\u0000d' })],
    attempts: [attempt(streamId, 1, { ...bad, err: 'http_500' })],
    exceptions: [{ ...exception(streamId, 2, 'dead'), ...bad }],
  })
  expect((await behind(streamId))?.lastFailure).toBe('the answer cannot be stored')
  const errs = await db.sql(
    'select a.err, x.err as parked from attempt a join delivery_exception x using (stream_id) where stream_id = $1',
    [streamId],
  )
  expect(errs).toEqual([{ err: 'http_500', parked: 'other' }])
})

test('a cursor never goes back, nor does its time', async () => {
  const { streamId } = await owing(5)
  await settle({ cursors: [cursor(streamId, 4, { ackedAt: new Date('2099-01-01T00:00:00Z') })] })
  await settle({ cursors: [cursor(streamId, 2, { ackedAt: NOW })] })
  expect(await behind(streamId)).toMatchObject({
    ackedSeq: 4,
    ackedAt: new Date('2099-01-01T00:00:00Z'),
  })
})

test('a process without the lease moves no cursor and parks nothing, but what it tried is on record', async () => {
  const { streamId } = await owing(2)
  const stranger = randomUUID()
  await settle(
    {
      cursors: [cursor(streamId, 2)],
      attempts: [attempt(streamId, 1)],
      exceptions: [exception(streamId, 1, 'dead')],
    },
    stranger,
  )
  expect(await behind(streamId)).toMatchObject({ ackedSeq: 0 })
  expect(await db.sql('select 1 from attempt where stream_id = $1', [streamId])).toHaveLength(1)
  const kept = () => db.sql('select 1 from delivery_exception where stream_id = $1', [streamId])
  expect(await kept()).toEqual([])
  await settle({ exceptions: [exception(streamId, 1, 'retry')] })
  await settle({ resolved: [{ streamId, seq: 1 }] }, stranger)
  expect(await kept()).toHaveLength(1)
  await settle({ resolved: [{ streamId, seq: 1 }] })
  expect(await kept()).toEqual([])
})

test('outcomes of a stream that was deleted meanwhile harm nobody', async () => {
  const { streamId } = await owing(1)
  const other = await owing(1)
  await db.store.streams.delete(streamId)
  await settle({
    cursors: [cursor(streamId, 1), cursor(other.streamId, 1)],
    attempts: [attempt(streamId, 1)],
    exceptions: [exception(streamId, 1, 'dead')],
  })
  expect(await behind(other.streamId)).toBeUndefined()
  expect(await db.sql('select 1 from delivery_exception where stream_id = $1', [streamId])).toEqual(
    [],
  )
})
