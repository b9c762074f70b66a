import { afterAll, beforeAll, expect, test } from 'vitest'
import { StreamId } from '../../../schemas/ids.ts'
import { setIdOf } from '../ids.ts'
import {
  addEvents,
  addStream,
  event,
  fanOut,
  openTestStore,
  type TestStore,
} from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

/** A stream whose first `count` SETs were refused. */
async function refused(count: number, kid: string | null = null) {
  const streamId = await addStream(db.store)
  const events = Array.from({ length: count }, (_, index) =>
    event(undefined, `u${String(index)}`, index),
  )
  const ids = await addEvents(db.store, events)
  await fanOut(db.store, ids)
  const jtis = ids.map((id) => setIdOf(id, streamId))
  for (const [index, id] of ids.entries())
    await db.sql(
      `insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, kid, err, description)
       values ($1, $2, $3, $4, 'dead', $5, $6, 'invalid_request', 'no')`,
      [streamId, index + 1, id, jtis[index], `jws-${String(index)}`, kid],
    )
  await db.sql('update stream_cursor set acked_seq = $2 where stream_id = $1', [streamId, count])
  return { streamId, ids, jtis }
}
const redrive = (streamId: string, jtis?: readonly string[]) =>
  db.store.deadLetters.redrive(streamId, jtis, new Date())
const list = (streamId: string, limit: number, seq = 0) =>
  db.store.deadLetters.list({ streamId: StreamId.parse(streamId) }, limit, { streamId, seq })
const read = async (streamId: string, afterSeq: number) => {
  const [part] = await db.store.deliveries.read([{ streamId, afterSeq, since: new Date() }], 32)
  return part?.owed ?? []
}

test('dead letters are listed in log order, page by page, with what was said', async () => {
  const { streamId, ids, jtis } = await refused(3)
  const first = await list(streamId, 2)
  expect(first.map(({ seq, jti, eventId }) => [seq, jti, eventId])).toEqual([
    [1, jtis[0], ids[0]],
    [2, jtis[1], ids[1]],
  ])
  expect(first[0]).toMatchObject({
    err: 'invalid_request',
    description: 'no',
    subject: { format: 'opaque', id: 'u0' },
  })
  expect((await list(streamId, 2, 2)).map(({ seq }) => seq)).toEqual([3])
})

test('redriven, they are owed again at the end of the log, in order and with their bytes', async () => {
  const { streamId, ids } = await refused(3)
  expect(await redrive(streamId)).toBe(3)
  const owed = await read(streamId, 3)
  expect(owed.map(({ seq, event: { id }, kept }) => [seq, id, kept])).toEqual([
    [4, ids[0], 'jws-0'],
    [5, ids[1], 'jws-1'],
    [6, ids[2], 'jws-2'],
  ])
  expect(await list(streamId, 10)).toEqual([])
  expect(await redrive(streamId)).toBe(0)
  const [behind] = await db.store.deliveries.behind(
    Array.from({ length: 64 }, (_, n) => n),
    [streamId],
  )
  expect(behind?.cursor.ackedSeq).toBe(3)
})

test('only those asked for are redriven', async () => {
  const { streamId, jtis } = await refused(3)
  expect(await redrive(streamId, [jtis[1] ?? '', 'unknown'])).toBe(1)
  expect((await list(streamId, 10)).map(({ seq }) => seq)).toEqual([1, 3])
})

test('redriven twice at once, each is owed once', async () => {
  const { streamId } = await refused(5)
  const counts = await Promise.all([redrive(streamId), redrive(streamId), redrive(streamId)])
  expect(counts.map(Number).toSorted((a, b) => a - b)).toEqual([0, 0, 5])
  expect(await read(streamId, 5)).toHaveLength(5)
})

test('bytes whose key is published no more are not sent again', async () => {
  const { streamId, ids } = await refused(1, 'forgotten')
  expect(await redrive(streamId)).toBe(1)
  expect(await read(streamId, 1)).toMatchObject([{ event: { id: ids[0] }, kept: null }])
})

test('a disabled stream is owed nothing, a stream that is gone neither', async () => {
  const { streamId } = await refused(1)
  await db.store.streams.setStatus(streamId, 'disabled', null)
  expect(await redrive(streamId)).toBe('disabled')
  expect(await list(streamId, 10)).toHaveLength(1)
  expect(await redrive('nothing')).toBe('no-stream')
})

test('a trace shows one delivery a stream, as it stands after the redrive', async () => {
  const { streamId, ids, jtis } = await refused(1)
  await db.sql(
    `insert into attempt (stream_id, seq, jti, outcome, http_status, duration_ms) values ($1, 1, $2, 'rejected', 400, 1)`,
    [streamId, jtis[0]],
  )
  await redrive(streamId)
  const traced = (await db.store.trace.deliveriesOf(ids[0] ?? '', 10)).filter(
    (one) => one.streamId === streamId,
  )
  expect(traced).toMatchObject([{ isSettled: false, dead: undefined, attempts: [{ seq: 1 }] }])
})

test('they are found by what they have in common, over all streams', async () => {
  const one = await refused(2)
  const other = await refused(1)
  await db.sql(
    `update delivery_exception set err = 'invalid_key', at = '2026-01-02' where stream_id = $1`,
    [other.streamId],
  )
  const streams = async (filter: object) =>
    (await db.store.deadLetters.list(filter, 50)).map(({ streamId }) => streamId)
  expect(await streams({ err: 'invalid_key' })).toEqual([other.streamId])
  expect(await streams({ to: new Date('2026-01-03') })).toEqual([other.streamId])
  expect(await streams({ streamId: other.streamId, from: new Date('2026-01-03') })).toEqual([])
  const { txn = '', type = '' } = (await list(one.streamId, 1))[0] ?? {}
  expect(await streams({ txn, type })).toEqual([one.streamId])
  expect(await streams({ txn, type: 'urn:other' })).toEqual([])
  expect(await streams({ tenantId: 'nobody' })).toEqual([])
})

test('they are grouped by stream and reason, with the newest words', async () => {
  const { streamId } = await refused(3)
  await db.sql(
    `update delivery_exception set err = 'invalid_key', description = 'which key?' where stream_id = $1 and seq >= 2`,
    [streamId],
  )
  const only = { streamId: StreamId.parse(streamId) }
  const groups = await db.store.deadLetters.groups(only, 10)
  expect(groups.map(({ err, count, description }) => [err, count, description])).toEqual([
    ['invalid_key', 2, 'which key?'],
    ['invalid_request', 1, 'no'],
  ])
  const [first] = await db.store.deadLetters.groups(only, 1)
  const after = { streamId, err: first?.err ?? '' }
  expect((await db.store.deadLetters.groups(only, 10, after)).map(({ err }) => err)).toEqual([
    'invalid_request',
  ])
})

test('a page of groups goes on behind a stream that has none left', async () => {
  const made = [await refused(1), await refused(1)].map(({ streamId }) => streamId).toSorted()
  const after = { streamId: made[0] ?? '', err: 'invalid_request' }
  const ids = (await db.store.deadLetters.groups({}, 200, after)).map(({ streamId }) => streamId)
  expect(ids).toContain(made[1])
  expect(ids).not.toContain(made[0])
})

test('they are counted by stream', async () => {
  const { streamId } = await refused(3)
  const { total, streams } = await db.store.deadLetters.perStream()
  expect(streams.find((one) => one.streamId === streamId)).toMatchObject({
    count: 3,
    tenantId: 'default',
  })
  expect(total).toBe(streams.reduce((sum, { count }) => sum + count, 0))
})
