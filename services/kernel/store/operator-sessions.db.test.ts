import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const IDLE_MS = 600_000
const begin = (changes: object = {}) =>
  db.store.operatorSessions.create({
    person: 'https://idp.example ann',
    name: 'Ann',
    role: 'responder',
    terms: [],
    expiresAt: new Date(Date.now() + 3_600_000),
    ...changes,
  })
const isOpen = async (secret: string) =>
  (await db.store.operatorSessions.find(secret, IDLE_MS)) !== undefined

test('a session is found by its secret until it is ended, and the database holds no secret', async () => {
  const { secret, session } = await begin()
  expect(await db.store.operatorSessions.find(secret, IDLE_MS)).toEqual(session)
  expect(await isOpen(`${secret}x`)).toBe(false)
  const rows = await db.sql('select * from operator_session')
  expect(JSON.stringify(rows)).not.toContain(secret)
  expect(await db.store.operatorSessions.end(session.id, 'signed out')).toBe(true)
  expect(await db.store.operatorSessions.end(session.id, 'again')).toBe(false)
  expect(await isOpen(secret)).toBe(false)
})

test('a session ends by itself: at its absolute limit, and when nothing was done for long', async () => {
  const old = await begin({ expiresAt: new Date(Date.now() - 1) })
  expect(await isOpen(old.secret)).toBe(false)
  const idle = await begin()
  const since = (ms: number) =>
    db.sql('update operator_session set seen_at = $2 where id = $1', [
      idle.session.id,
      new Date(Date.now() - ms),
    ])
  await since(IDLE_MS - 5_000)
  const found = await db.store.operatorSessions.find(idle.secret, IDLE_MS)
  expect(found).toBeDefined()
  if (found) await db.store.operatorSessions.touch(found)
  const seen = await db.store.operatorSessions.find(idle.secret, IDLE_MS)
  expect(Date.now() - (seen?.seenAt.getTime() ?? 0)).toBeLessThan(60_000)
  await since(IDLE_MS + 5_000)
  expect(await isOpen(idle.secret)).toBe(false)
  expect(await db.store.operatorSessions.openOf([idle.session.id], IDLE_MS)).toEqual(new Set())
})

test('a session signed in with a token ends with it', async () => {
  const by = { name: 'Ann', person: 'https://idp.example ann' }
  const { made, token } = await db.store.adminTokens.create({ name: 'CI', role: 'viewer', by })
  expect(await db.store.adminTokens.holder(token)).toMatchObject({ person: by.person })
  const { secret, session } = await begin({ tokenId: made.id })
  expect(await isOpen(secret)).toBe(true)
  expect((await db.store.operatorSessions.list(IDLE_MS, 100)).map(({ id }) => id)).toContain(
    session.id,
  )
  await db.store.adminTokens.delete(made.id)
  expect(await isOpen(secret)).toBe(false)
})

test('a token ends at its time', async () => {
  const by = { name: 'Ann', person: 'ann' }
  const expiresAt = new Date(Date.now() - 1)
  const { token } = await db.store.adminTokens.create({ name: 'x', role: 'admin', by, expiresAt })
  expect(await db.store.adminTokens.holder(token)).toBeUndefined()
})

test('a sign-in that has begun is finished once, in time, and as what it began', async () => {
  const { operatorSignIns } = db.store
  const secret = await operatorSignIns.begin('code', '{"role":"admin"}', 60_000)
  expect(JSON.stringify(await db.sql('select * from operator_sign_in'))).not.toMatch(
    new RegExp(`${secret}|"role`),
  )
  expect(await operatorSignIns.finish('oidc', secret)).toBeUndefined()
  expect(await operatorSignIns.finish('code', secret)).toBe('{"role":"admin"}')
  expect(await operatorSignIns.finish('code', secret)).toBeUndefined()
  const late = await operatorSignIns.begin('code', 'x', -1)
  expect(await operatorSignIns.finish('code', late)).toBeUndefined()
})
