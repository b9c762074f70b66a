import { afterAll, beforeAll, expect, test } from 'vitest'
import { newOpaqueId } from '../ids.ts'
import { VERIFICATION } from './control-sets.ts'
import { addStream, ALL_SHARDS, openTestStore, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const due = async (streamId: string) =>
  (await db.store.controlSets.due(ALL_SHARDS, { limit: 100, underWay: [] })).filter(
    (set) => set.streamId === streamId,
  )
/** As if so many seconds had passed. */
const pass = (seconds: number) =>
  db.sql('update control_set set next_at = next_at - make_interval(secs => $1)', [seconds])

async function verification(streamId: string, state = 'x'): Promise<string> {
  const jti = newOpaqueId()
  await db.store.controlSets.appendVerification({ jti, streamId, payload: { state } })
  return jti
}

test('a control SET is due at once, for those who hold its stream’s shard', async () => {
  const streamId = await addStream(db.store)
  const jti = await verification(streamId, 'a\u0000b')
  expect(await due(streamId)).toMatchObject([
    {
      jti,
      streamId,
      type: VERIFICATION,
      payload: { state: 'a\u0000b' },
      jws: null,
      attempts: 0,
    },
  ])
  expect(await db.store.controlSets.due([], { limit: 100, underWay: [] })).toEqual([])
})

test('postponed, it keeps its bytes and comes when its time has come', async () => {
  const streamId = await addStream(db.store)
  const jti = await verification(streamId)
  await db.store.controlSets.postpone(jti, { jws: 'a.b.c', kid: 'k' }, 60_000)
  await pass(59)
  expect(await due(streamId)).toEqual([])
  await pass(1)
  expect(await due(streamId)).toMatchObject([{ jti, jws: 'a.b.c', attempts: 1 }])
})

test('a clock that was set back keeps none waiting, but those that wait for their stream', async () => {
  const [streamId, pausedId] = [await addStream(db.store), await addStream(db.store)]
  const jti = await verification(streamId)
  await db.store.controlSets.postpone(jti, { jws: 'a.b.c', kid: 'k' }, 3_600_000)
  await verification(pausedId)
  await db.store.streams.setStatus(pausedId, 'paused', null)
  await db.store.controlSets.hurry([])
  expect(await due(streamId)).toEqual([])
  await db.store.controlSets.hurry(ALL_SHARDS)
  expect(await due(streamId)).toMatchObject([{ jti, jws: 'a.b.c' }])
  expect(await due(pausedId)).toEqual([])
})

test('settled, it is gone from the queue and stays on record', async () => {
  const streamId = await addStream(db.store)
  const jti = await verification(streamId)
  await db.store.controlSets.settle(jti, 'accepted', new Date())
  await pass(3_600)
  expect(await due(streamId)).toEqual([])
  expect(await db.sql('select outcome, attempts from control_set where jti = $1', [jti])).toEqual([
    { outcome: 'accepted', attempts: 1 },
  ])
})

test('the oldest come first, and no more than asked for', async () => {
  const streamId = await addStream(db.store)
  const jtis: string[] = []
  for (let n = 0; n < 3; n++) {
    jtis.push(await verification(streamId))
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  expect((await due(streamId)).map(({ jti }) => jti)).toEqual(jtis)
  const two = (underWay: readonly string[]) =>
    db.store.controlSets.due(ALL_SHARDS, { limit: 2, underWay })
  const first = (await two([])).map(({ jti }) => jti)
  expect(first).toHaveLength(2)
  const next = (await two(first)).map(({ jti }) => jti)
  expect(next.length).toBeGreaterThan(0)
  expect(next.filter((jti) => first.includes(jti))).toEqual([])
})

test('a paused stream holds its verifications, also those under way, until it is enabled', async () => {
  const streamId = await addStream(db.store)
  const before = await verification(streamId)
  await db.store.streams.setStatus(streamId, 'paused', null)
  const during = await verification(streamId)
  await pass(3_600)
  expect(await due(streamId)).toEqual([])
  await db.store.controlSets.postpone(before, { jws: 'a.b.c', kid: 'k' }, 1_000)
  await pass(3_600)
  expect(await due(streamId)).toEqual([])
  await db.store.streams.setStatus(streamId, 'enabled', null)
  expect((await due(streamId)).map(({ jti }) => jti)).toEqual([before, during])
})

test('a disabled stream has none and takes none, but is told what the hub did to it', async () => {
  const streamId = await addStream(db.store)
  const jti = await verification(streamId)
  await db.store.streams.imposeStatus(streamId, 'disabled', 'gone')
  const next = { jti: newOpaqueId(), streamId, payload: {} }
  expect(await db.store.controlSets.appendVerification(next)).toBe(false)
  expect(await due(streamId)).toMatchObject([{ payload: { status: 'disabled', reason: 'gone' } }])
  await db.store.streams.setStatus(streamId, 'enabled', null)
  expect(await due(streamId)).toHaveLength(1)
  expect(await db.sql('select outcome from control_set where jti = $1', [jti])).toEqual([
    { outcome: 'dropped' },
  ])
})
