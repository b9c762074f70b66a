import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOauthKeys } from '../set/oauth-keys.ts'
import { openOn, openTestStore, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const DAY_MS = 24 * 3_600_000
const clockAt = (ms: number) => ({ now: () => new Date(ms), sleep: async () => undefined })

describe('keys of access tokens', () => {
  test('are made once, however many processes start at a time', async () => {
    const other = openOn(db.url)
    const clock = clockAt(Date.now())
    const sets = [db.store, other, db.store, other].map(({ oauthKeys }) =>
      createOauthKeys(oauthKeys, clock),
    )
    const kids = await Promise.all(sets.map(async (keys) => (await keys.active()).kid))
    expect(new Set(kids).size).toBe(1)
    await other.close()
  })

  test('change after ninety days; the old one verifies for a day more', async () => {
    const nowMs = Date.now()
    const first = await createOauthKeys(db.store.oauthKeys, clockAt(nowMs)).active()
    const later = createOauthKeys(db.store.oauthKeys, clockAt(nowMs + 91 * DAY_MS))
    await later.renew()
    const second = await later.active()
    expect(second.kid).not.toBe(first.kid)
    expect((await later.publicKeys()).keys.map(({ kid }) => kid)).toEqual([second.kid, first.kid])
    expect(await later.keysOf({ alg: 'RS256', kid: first.kid })).toHaveLength(1)
    expect(await later.keysOf({ alg: 'RS256', kid: 'unknown' })).toEqual([])
    expect(JSON.stringify(await later.publicKeys())).not.toContain('"d"')
    await createOauthKeys(db.store.oauthKeys, clockAt(Date.now() + 2 * DAY_MS)).renew()
    expect((await db.store.oauthKeys.all()).map(({ kid }) => kid)).toEqual([second.kid])
  })

  test('are sealed in the database', async () => {
    const rows = await db.sql<{ sealed: string }>('select sealed from oauth_key')
    for (const { sealed } of rows) expect(sealed.split('.')).toHaveLength(5) // a JWE
  })
})

test('what may be used once is used once, by whichever of many asks first', async () => {
  const { oauthTokens } = db.store
  const until = new Date(Date.now() + 60_000)
  const firsts = await Promise.all(
    Array.from({ length: 20 }, () => oauthTokens.useOnce(['a', 'b'], until)),
  )
  expect(firsts.filter(Boolean)).toHaveLength(1)
  expect(await oauthTokens.useOnce(['a\u0000', 'b'], until)).toBe(true)
  expect(await oauthTokens.useOnce(['ab'], until)).toBe(true)
})

test('a revocation is remembered until its token is expired', async () => {
  const { oauthTokens } = db.store
  const expiresAt = new Date(Date.now() + 60_000)
  await oauthTokens.revoke('one', expiresAt)
  await oauthTokens.revoke('one', expiresAt)
  await oauthTokens.prune(new Date())
  expect(await oauthTokens.isRevoked('one')).toBe(true)
  await oauthTokens.prune(new Date(expiresAt.getTime() + 1))
  expect(await oauthTokens.isRevoked('one')).toBe(false)
})
