import { afterAll, beforeAll, expect, test } from 'vitest'
import { newOpaqueId } from '../ids.ts'
import { VERIFICATION } from './control-sets.ts'
import { addStream, ALL_SHARDS, openTestStore, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const later = (seconds: number) => new Date(Date.now() + seconds * 1000)
const due = async (streamId: string, now = later(1)) =>
  (await db.store.controlSets.due(ALL_SHARDS, now, { limit: 100, underWay: [] })).filter(
    (set) => set.streamId === streamId,
  )

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
  expect(await db.store.controlSets.due([], later(1), { limit: 100, underWay: [] })).toEqual([])
})

test('postponed, it keeps its bytes and comes when its time has come', async () => {
  const streamId = await addStream(db.store)
  const jti = await verification(streamId)
  await db.store.controlSets.postpone(jti, { jws: 'a.b.c', kid: 'k' }, later(60))
  expect(await due(streamId)).toEqual([])
  expect(await due(streamId, later(61))).toMatchObject([{ jti, jws: 'a.b.c', attempts: 1 }])
})

test('settled, it is gone from the queue and stays on record', async () => {
  const streamId = await addStream(db.store)
  const jti = await verification(streamId)
  await db.store.controlSets.settle(jti, 'accepted', new Date())
  expect(await due(streamId, later(3_600))).toEqual([])
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
    db.store.controlSets.due(ALL_SHARDS, later(1), { limit: 2, underWay })
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
  expect(await due(streamId, later(3_600))).toEqual([])
  await db.store.controlSets.postpone(before, { jws: 'a.b.c', kid: 'k' }, later(1))
  expect(await due(streamId, later(3_600))).toEqual([])
  await db.store.streams.setStatus(streamId, 'enabled', null)
  expect((await due(streamId, later(3_600))).map(({ jti }) => jti)).toEqual([before, during])
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
