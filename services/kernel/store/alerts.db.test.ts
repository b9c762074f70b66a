import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeEach(async () => {
  db = await openTestStore()
})
afterEach(() => db[Symbol.asyncDispose]())

const paused = (target: string, text = 'it fails') =>
  ({ kind: 'stream-paused', target, text }) as const
const list = (query: object = {}) => db.store.alerts.list({ limit: 50, ...query })

test('an alert that is raised again while it is open counts, with its newest text', async () => {
  const { alerts } = db.store
  expect(await alerts.raise(paused('stream:a'))).toBe(true)
  expect(await alerts.raise(paused('stream:a', 'it still fails'))).toBe(false)
  const [one, ...more] = await list()
  expect(more).toEqual([])
  expect(one).toMatchObject({
    count: 2,
    text: 'it still fails',
    state: 'open',
    severity: 'warning',
  })
  expect(one?.lastSeenAt.getTime()).toBeGreaterThanOrEqual(one?.since.getTime() ?? Infinity)
})

test('raised by many at once it is one', async () => {
  const { alerts } = db.store
  const news = await Promise.all(Array.from({ length: 20 }, () => alerts.raise(paused('stream:a'))))
  expect(news.filter((isNew) => isNew)).toHaveLength(1)
  expect(await list()).toMatchObject([{ count: 20 }])
})

test('resolved, it is history, and the next one is another', async () => {
  const { alerts } = db.store
  await alerts.raise(paused('stream:a'))
  expect(await alerts.resolve('stream-paused', 'stream:a')).toBe(true)
  expect(await alerts.resolve('stream-paused', 'stream:a')).toBe(false)
  expect(await alerts.raise(paused('stream:a'))).toBe(true)
  expect(await list()).toMatchObject([{ state: 'open' }, { state: 'resolved' }])
  expect(await list({ state: 'open' })).toHaveLength(1)
  expect(await alerts.open()).toEqual(new Map([['stream-paused', 1]]))
})

test('settling a kind raises its causes and resolves the others of that kind alone', async () => {
  const { alerts } = db.store
  await alerts.raise(paused('stream:a'))
  await alerts.raise({ kind: 'disk-low', target: 'hub', text: '1 MB left' })
  await alerts.settle('stream-paused', [{ target: 'stream:b', text: 'it fails' }])
  const open = (await list({ state: 'open' })).map(({ kind, target }) => `${kind} ${target}`)
  expect(open.toSorted()).toEqual(['disk-low hub', 'stream-paused stream:b'])
})

test('who acknowledged it first stays', async () => {
  const { alerts } = db.store
  await alerts.raise(paused('stream:a'))
  const id = (await list())[0]?.id ?? ''
  expect(await alerts.acknowledge(id, 'ann')).toMatchObject({ acknowledged: { by: 'ann' } })
  expect(await alerts.acknowledge(id, 'ben')).toMatchObject({ acknowledged: { by: 'ann' } })
  expect(await alerts.acknowledge('00000000-0000-4000-8000-000000000000', 'ann')).toBeUndefined()
})

test('they are listed newest first, by kind, by target and by page', async () => {
  const { alerts } = db.store
  for (const name of ['a', 'b', 'c']) await alerts.raise(paused(`stream:${name}`))
  const all = await list()
  expect(new Set(all.map(({ target }) => target)).size).toBe(3)
  expect((await list({ limit: 2, after: all[0]?.id })).map(({ id }) => id)).toEqual(
    all.slice(1).map(({ id }) => id),
  )
  expect(await list({ target: 'stream:b' })).toHaveLength(1)
  expect(await list({ kind: 'disk-low' })).toEqual([])
})
