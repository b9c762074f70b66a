import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { openSigner } from '../set/sign.ts'
import { addSubscriber, openTestStore, settings, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const tables = await db.sql<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
  )
  const texts = await Promise.all(
    tables.map(({ name }) =>
      db.sql<{ text: string | null }>(
        `select string_agg(t::text, E'\\n') as text from "${name}" t`,
      ),
    ),
  )
  return texts.map((rows) => rows[0]?.text ?? '').join('\n')
}

test('a source comes back with its settings', async () => {
  const settings = { topics: ['arn:aws:sns:eu-west-1:123456789012:security'] }
  await db.store.sources.create({ id: 'aws', kind: 'aws-sns', secrets: [], settings })
  expect(await db.store.sources.get('aws')).toMatchObject({ kind: 'aws-sns', settings })
  expect(await db.store.sources.delete('aws')).toBe(true)
})

test('no secret stands in any column in the clear', async () => {
  const secrets = [
    'okta-shared-secret',
    'Bearer push-authorization-of-a-source',
    'Bearer authorization-of-a-stream',
  ]
  await db.store.sources.create({ id: 'okta', kind: 'okta', secrets: ['okta-shared-secret'] })
  await db.store.sources.create({
    id: 'peer',
    kind: 'ssf',
    secrets: [],
    pushAuthorization: 'Bearer push-authorization-of-a-source',
  })
  await db.store.streams.create(
    await addSubscriber(db.store),
    settings({ authorizationHeader: 'Bearer authorization-of-a-stream' }),
    1,
  )
  const { token } = await db.store.subscribers.create({
    name: 'app',
    audience: ['a'],
    allowedEvents: [],
    description: null,
  })
  const admin = await db.store.adminTokens.createFirst()
  await openSigner(db.store.signingKeys, systemClock)
  const [key] = await db.store.signingKeys.all()
  secrets.push(token, admin ?? '', String(key?.privateJwk.d), String(key?.privateJwk.p))
  const text = await dump()
  expect(text).toContain(String(key?.publicJwk.n))
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(15)
    expect(text).not.toContain(secret)
    expect(text).not.toContain(Buffer.from(secret).toString('base64url').slice(4, -4))
    expect(text).not.toContain(Buffer.from(secret).toString('hex'))
  }
})

test('what was sealed comes back to its owner', async () => {
  expect((await db.store.sources.get('okta'))?.secrets).toEqual(['okta-shared-secret'])
  expect((await db.store.sources.get('peer'))?.pushAuthorization).toBe(
    'Bearer push-authorization-of-a-source',
  )
})

test('the first admin token is made once, and known by its hash', async () => {
  await db.sql('delete from admin_token')
  const token = await db.store.adminTokens.createFirst()
  expect(token).toMatch(/^ssfadm_/)
  expect(await db.store.adminTokens.createFirst()).toBeUndefined()
  expect(await db.store.adminTokens.holder(token ?? '')).toMatchObject({ role: 'admin' })
  expect(await db.store.adminTokens.holder('ssfadm_other')).toBeUndefined()
})

test('a subscriber’s token works until it is renewed or the subscriber is removed', async () => {
  const { subscriber, token } = await db.store.subscribers.create({
    name: 'renewed',
    audience: ['a'],
    allowedEvents: [],
    description: null,
  })
  expect(await db.store.subscribers.findByToken(token)).toEqual(subscriber)
  const renewed = (await db.store.subscribers.renewToken(subscriber.id)) ?? ''
  expect(await db.store.subscribers.findByToken(token)).toBeUndefined()
  expect(await db.store.subscribers.findByToken(renewed)).toEqual(subscriber)
  expect(await db.store.subscribers.delete(subscriber.id)).toBe(true)
  expect(await db.store.subscribers.findByToken(renewed)).toBeUndefined()
  expect(await db.store.subscribers.delete(subscriber.id)).toBe(false)
  expect(await db.store.subscribers.renewToken(subscriber.id)).toBeUndefined()
})

test('a source id is taken once', async () => {
  expect(await db.store.sources.create({ id: 'okta', kind: 'okta', secrets: [] })).toBeUndefined()
  expect(await db.store.sources.delete('okta')).toBe(true)
  expect(await db.store.sources.get('okta')).toBeUndefined()
})
