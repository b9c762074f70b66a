import { afterAll, beforeAll, expect, test } from 'vitest'
import { LiveChange } from '../../schemas/live.ts'
import { createBrowser } from '../support/browse.ts'
import { eventually } from '../support/eventually.ts'
import { listenTo, type Listening } from '../support/events.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'

let hub: TestHub
let receiver: Receiver
/** While somebody watches, the hub looks. */
let awake: Listening
beforeAll(async () => {
  hub = await startHub()
  receiver = await startReceiver()
  await hub.subscribe(receiver)
  awake = await watch()
  await awake.heard('resync')
})
afterAll(async () => {
  await awake[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

const watch = (token = hub.admin.token, query = '') =>
  listenTo(`${hub.url}/admin/live${query}`, { authorization: `Bearer ${token}` })
const changes = (live: Listening): LiveChange[] =>
  live.events.filter(({ event }) => event === 'change').map(({ data }) => LiveChange.parse(data))

test('a revocation is seen as it happens: the signal, the decision, the delivery', async () => {
  await using live = await watch()
  expect((await live.heard('hello')).data).toEqual({
    build: expect.stringMatching(/^index-.*\.js$/),
  })
  const txn = await hub.admin.revoke('jane@example.com')
  await eventually(() => {
    const seen = changes(live)
    const sum = (of: (change: LiveChange) => number | undefined) =>
      seen.reduce((total, change) => total + (of(change) ?? 0), 0)
    expect(sum(({ signals }) => signals?.count)).toBe(1)
    expect(sum(({ deliveries }) => deliveries?.accepted)).toBe(1)
    expect(seen.flatMap(({ decisions }) => decisions?.items ?? [])).toMatchObject([{ txn }])
  })
})

test('who was away for a moment hears what was missed, who was away for longer that something was', async () => {
  await using first = await watch()
  await first.heard('hello')
  await hub.admin.revoke('one@example.com')
  const { id } = await first.heard('change')
  await hub.admin.revoke('two@example.com')
  await eventually(() => {
    expect(changes(first).flatMap(({ signals }) => signals?.items ?? [])).toHaveLength(2)
  })
  await using second = await watch(hub.admin.token, `?after=${id}`)
  const missed = await second.heard(
    'change',
    (data) => LiveChange.parse(data).signals !== undefined,
  )
  expect(missed.id).not.toBe(id)
  expect(second.events.some(({ event }) => event === 'resync')).toBe(false)
  await using third = await watch(hub.admin.token, '?after=0badcafe-7')
  await third.heard('resync')
})

test('a list that changes is named: a paused stream', async () => {
  await using live = await watch()
  await live.heard('hello')
  const other = await startReceiver()
  const { streamId } = await hub.subscribe(other, { name: 'Mail' })
  await hub.admin.post(`/admin/streams/${streamId}/status`, { status: 'paused', reason: 'a test' })
  await live.heard('change', (data) => LiveChange.parse(data).changed?.includes('streams') ?? false)
  await other[Symbol.asyncDispose]()
})

test('whose session or token ends is sent away within a moment', async () => {
  const { json } = await hub.admin.post<{ id: string; token: string }>('/admin/tokens', {
    name: 'watcher',
    role: 'viewer',
  })
  const browser = createBrowser(hub.url)
  const { json: signedIn } = await browser.send<{ operator: { sessionId: string } }>(
    '/console/session',
    { body: { token: hub.admin.token } },
  )
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  await using bySession = await listenTo(`${hub.url}/admin/live`, { cookie })
  await using byToken = await watch(json.token)
  await using other = await watch()
  await Promise.all([bySession, byToken, other].map((live) => live.heard('hello')))
  await hub.admin.delete(`/admin/sessions/${signedIn.operator.sessionId}`)
  await hub.admin.delete(`/admin/tokens/${json.id}`)
  for (const live of [bySession, byToken]) {
    await live.heard('over')
    await eventually(() => {
      expect(live.isOver()).toBe(true)
    })
  }
  expect(other.isOver()).toBe(false)
})

test('one operator holds only so many open', async () => {
  const open: Listening[] = []
  for (let n = 0; n < 20; n += 1) open.push(await watch())
  expect(open.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1)
  for (const live of open) await live[Symbol.asyncDispose]()
  await eventually(async () => {
    await using again = await watch()
    expect(again.status).toBe(200)
  })
})

test('a hub that stops ends its streams', async () => {
  await using live = await watch()
  await live.heard('hello')
  await hub.restart()
  await eventually(() => {
    expect(live.isOver()).toBe(true)
  })
})
