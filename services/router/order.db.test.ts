import { afterAll, beforeAll, expect, test } from 'vitest'
import { mergeInto } from '../kernel/store/merges.ts'
import {
  aliases,
  email,
  issSub,
  opaque,
  openTestRouter,
  type TestRouter,
} from './router.fixture.ts'

// Order per principal: whichever router is told of which signal first, under whatever name it came.

const PROCESSES = 4
let router: TestRouter
beforeAll(async () => {
  router = await openTestRouter(PROCESSES)
  await router.source('idp', { mayLink: true, speaksFor: ['corp.example'] })
})
afterAll(() => router[Symbol.asyncDispose]())

const IDP = 'https://idp.example'

function shuffled<T>(items: readonly T[]): T[] {
  const all = items.map((item) => ({ item, at: Math.random() }))
  return all.toSorted((a, b) => a.at - b.at).map(({ item }) => item)
}

/** Tells four routers of these signals in any order, in batches, all at once. */
async function routeAnyhow(ids: readonly string[], batch = 7): Promise<void> {
  const rest = shuffled(ids)
  const batches = Array.from({ length: Math.ceil(rest.length / batch) }, (_, n) =>
    rest.slice(n * batch, (n + 1) * batch),
  )
  await Promise.all(batches.map((some, n) => router.route(some, n)))
}

/** Signals and events of one principal, each in the order in which they were stored or made. */
async function ordersOf(principalId: string | null) {
  const ids = [principalId]
  const signals = await router.db.sql<{ id: string }>(
    `select id from signal where principal_id = any($1::uuid[]) and routed_at is not null order by place`,
    [ids],
  )
  const events = await router.db.sql<{ signal_id: string }>(
    'select signal_id from event where principal_id = any($1::uuid[]) order by place',
    [ids],
  )
  return {
    signals: signals.map(({ id }) => id),
    events: [...new Set(events.map(({ signal_id }) => signal_id))],
    times: events.length,
  }
}

test('a hundred people under three names each, told of anyhow to four routers: everyone’s order holds, each effect once', async () => {
  const people = Array.from({ length: 100 }, (_, n) => [
    issSub(IDP, `p${String(n)}`),
    email(`p${String(n)}@corp.example`),
    email(`p${String(n)}.alias@corp.example`),
  ])
  for (const names of people) await router.hear({ subject: aliases(...names), type: 'opt-in' })
  const ids: string[] = []
  for (let round = 0; round < 6; round++)
    for (const names of shuffled(people)) {
      const subject = names[Math.floor(Math.random() * names.length)] ?? names[0]
      if (subject) ids.push(await router.say({ subject, type: 'account-enabled' }))
    }
  await routeAnyhow(ids)
  const routed = await Promise.all(ids.map((id) => router.routed(id)))
  const principals = [...new Set(routed.map(({ principal_id }) => principal_id))]
  expect(principals).toHaveLength(100)
  for (const principal of principals) {
    const { signals, events, times } = await ordersOf(principal)
    expect(events).toEqual(signals)
    expect(times).toBe(7)
  }
})

test('a late hint finds everything before it decided, and an early one decides it', async () => {
  const ids: string[] = []
  for (let n = 0; n < 5; n++)
    ids.push(await router.say({ subject: email('late@corp.example'), type: 'account-enabled' }))
  await router.route([ids[3] ?? ''])
  const decided = await Promise.all(ids.map((id) => router.routed(id)))
  expect(decided.map(({ principal_id }) => principal_id !== null)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ])
  await router.route(ids)
  const { signals, events, times } = await ordersOf(decided[0]?.principal_id ?? null)
  expect([signals, events, times]).toEqual([ids, ids, 5])
})

test('more signals of one principal than a turn takes are all decided, in order', async () => {
  const ids: string[] = []
  const subject = email('storm@corp.example')
  for (let n = 0; n < 1_300; n++) ids.push(await router.say({ subject, type: 'account-enabled' }))
  await Promise.all([
    router.route(ids.slice(-1), 0),
    router.route(ids.slice(0, 1), 1),
    router.route(shuffled(ids), 2),
  ])
  const { signals, events, times } = await ordersOf(
    (await router.routed(ids[0] ?? '')).principal_id,
  )
  expect([signals, events, times]).toEqual([ids, ids, 1_300])
})

/** Events of these principals, by the signals that made them, in the order in which they were made; and those of one name. */
async function orderOver(principals: readonly (string | null)[]) {
  const made = await router.db.sql<{ signal_id: string; subject: string }>(
    'select signal_id, subject from event where principal_id = any($1::uuid[]) order by place',
    [principals],
  )
  const signalsOf = (rows: typeof made) => [...new Set(rows.map(({ signal_id }) => signal_id))]
  return {
    all: signalsOf(made),
    of: (name: object) => signalsOf(made.filter(({ subject }) => subject === JSON.stringify(name))),
  }
}

test('a link learnt in between joins what came under either name, and breaks no order', async () => {
  const names = [issSub(IDP, 'between'), email('between@corp.example')] as const
  const before = [
    await router.hear({ subject: names[0], type: 'account-enabled' }),
    await router.hear({ subject: names[1], type: 'account-enabled' }),
  ]
  const say = async (count: number, linkAt?: number) => {
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      const subject = n === linkAt ? aliases(...names) : (names[n % 2] ?? names[0])
      ids.push(await router.say({ subject, type: 'account-enabled' }))
    }
    return ids
  }
  const ids = await say(40, 20)
  await routeAnyhow(ids, 3)
  const more = await say(20)
  await routeAnyhow(more, 3)
  const order = await orderOver(before.map(({ principal_id }) => principal_id))
  expect(order.all.slice(-20)).toEqual(more)
  for (const name of names)
    expect(order.of(name)).toEqual(order.of(name).toSorted(byStorage(ids, more)))
  expect(
    await router.db.sql('select * from principal_merge where survivor_id = $1', [
      before[0]?.principal_id,
    ]),
  ).toHaveLength(1)
})

const byStorage =
  (...stored: string[][]) =>
  (a: string, b: string) =>
    stored.flat().indexOf(a) - stored.flat().indexOf(b)

test('a merge while signals of both are on their way breaks no order', async () => {
  for (let round = 0; round < 5; round++) {
    const [a, b] = [opaque(`a${String(round)}`), opaque(`b${String(round)}`)]
    const [one, other] = [await router.hear({ subject: a }), await router.hear({ subject: b })]
    const ids: string[] = []
    for (let n = 0; n < 30; n++)
      ids.push(await router.say({ subject: n % 2 ? a : b, type: 'account-enabled' }))
    const merged = router.store.turns.attempt(async (sql) => {
      const both = [one.principal_id ?? '', other.principal_id ?? '']
      await router.store.turns.lock(sql, { own: both, shared: [], isSharedForItself: false })
      const [survivorId = '', mergedId = ''] = both
      return mergeInto(
        sql,
        { tenantId: 'default', survivorId, mergedId, origin: 'operator', reason: 'test' },
        new Date(),
      )
    })
    await Promise.all([routeAnyhow(ids, 4), merged])
    const more: string[] = []
    for (let n = 0; n < 10; n++)
      more.push(await router.say({ subject: n % 2 ? a : b, type: 'account-enabled' }))
    await routeAnyhow(more, 2)
    const order = await orderOver([one.principal_id, other.principal_id])
    expect(order.all.slice(-10)).toEqual(more) // one order from the merge on
    for (const name of [a, b]) {
      expect(order.of(name)).toEqual(order.of(name).toSorted(byStorage(ids, more)))
      expect(order.of(name)).toHaveLength(21)
    }
  }
})

test('somebody new whom several routers welcome at once is one person, and each turn is taken', async () => {
  const people = Array.from({ length: 40 }, (_, n) => email(`new${String(n)}@corp.example`))
  const said = await Promise.all(
    people.map((subject) =>
      Promise.all(Array.from({ length: PROCESSES }, () => router.say({ subject }))),
    ),
  )
  for (const ids of said) await Promise.all(ids.map((id, process) => router.route([id], process)))
  for (const ids of said) {
    const routed = await Promise.all(ids.map(router.routed))
    expect(new Set(routed.map(({ principal_id }) => principal_id)).size).toBe(1)
    expect(routed.some(({ principal_id }) => principal_id === null)).toBe(false)
    expect((await ordersOf(routed[0]?.principal_id ?? null)).signals).toEqual(ids)
  }
  const known = await router.db.sql<{ principals: number; without: number }>(
    `select count(distinct i.principal_id)::int as principals,
       (select count(*)::int from principal p where not exists (select from identifier o where o.principal_id = p.id)
          and p.merged_into is null and p.kind = 'user') as without
     from identifier i where i.key like '%new%@corp.example%'`,
  )
  expect(known).toEqual([{ principals: people.length, without: 0 }])
})

test('many users of one integration are decided side by side, and the integration alone', async () => {
  const app = issSub(IDP, 'drift')
  const ids: string[] = []
  for (let n = 0; n < 60; n++)
    ids.push(
      await router.say(
        n % 10 === 9
          ? { subject: app, type: 'client-disabled' }
          : {
              subject: {
                format: 'complex',
                user: issSub(IDP, `d${String(n % 7)}`),
                application: app,
              },
              type: 'tokens-revoked',
            },
      ),
    )
  await routeAnyhow(ids, 5)
  const incidents = await router.db.sql(
    `select distinct coalesce(i.merged_into, i.id) from signal s join incident i on i.id = s.incident_id where s.id = any($1::uuid[])`,
    [ids],
  )
  expect(incidents).toHaveLength(1)
})
