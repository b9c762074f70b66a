import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { typeOf } from './support/admin.ts'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, type TestPeer } from './support/peer.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

const PURGED = 'https://schemas.openid.net/secevent/risc/event-type/account-purged'
const CHANGE = 'token-claims-change'

let hub: TestHub
let peer: TestPeer
let app: Receiver
let about = 0
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  peer = await createPeer()
  app = open.use(await startReceiver())
  await hub.subscribe(app)
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
  for (const id of ['relay', 'leaver']) await setMode(id, 'off')
})
afterAll(() => open.disposeAsync())
beforeEach(() => {
  about += 1
})

const put = <T>(path: string, body: unknown) =>
  hub.send<T>(path, { method: 'PUT', token: hub.admin.token, body })
const setMode = (id: string, mode: string) => put(`/admin/policies/${id}/mode`, { mode })

/** A policy of its own for one test. */
async function switchOn(id: string, changes: object = {}): Promise<void> {
  const policy = {
    name: id,
    when: { types: ['account-purged'] },
    then: [{ emit: CHANGE, payload: { claims: { active: false } } }],
    reason: 'a test',
    ...changes,
  }
  const created = await hub.admin.post('/admin/policies', { id, mode: 'on', policy })
  expect([created.status, created.text]).toEqual([201, expect.any(String)])
  switchedOn.push(id)
}

const switchedOn: string[] = []
afterEach(async () => {
  for (const id of switchedOn.splice(0)) await setMode(id, 'off')
})

/** About this test's subject, unless told otherwise. */
async function signalIn(subject = String(about)): Promise<void> {
  const claims = peer.claims({
    sub_id: { format: 'opaque', id: subject },
    events: { [PURGED]: {} },
  })
  const reply = await hub.send('/ingest/peer', {
    body: await peer.sign(claims),
    headers: { 'content-type': 'application/secevent+jwt' },
  })
  expect(reply.status).toBe(202)
}

/** How often the app was told about a subject. */
const told = (subject = String(about)): number =>
  app.sets.filter((set) => set.sub_id['id'] === subject && typeOf(set).endsWith(CHANGE)).length

const everythingDecided = () =>
  eventually(async () => {
    const { text } = await hub.send<unknown>('/metrics', { token: hub.admin.token })
    const count = (name: string) =>
      Number(new RegExp(`^ssf_hub_${name} (\\d+)`, 'm').exec(text)?.[1])
    const stored = [...text.matchAll(/^ssf_hub_signals_stored_total\{.*\} (\d+)/gm)]
    expect(count('signals_routed_total')).toBe(stored.reduce((sum, [, n]) => sum + Number(n), 0))
  })

type Approval = { id: string; state: string; affected: number; summary: string; decidedBy?: string }
const approvals = async (state: string) =>
  (await hub.admin.get<{ items: Approval[] }>(`/admin/approvals?state=${state}`)).json.items

describe('suppression', () => {
  test('lets one of a hundred through to a stream, and the next once the time is over', async () => {
    await switchOn('suppressed', { suppress: '2s' })
    await Promise.all(Array.from({ length: 100 }, () => signalIn()))
    await signalIn('another')
    await eventually(() => {
      expect(told('another')).toBe(1)
    })
    await everythingDecided()
    expect(told()).toBe(1)
    await eventually(async () => {
      await signalIn()
      expect(told()).toBe(2)
    })
  })

  test('tells why, for each stream', async () => {
    await switchOn('told-why', { suppress: '1h' })
    await signalIn()
    await eventually(() => {
      expect(told()).toBe(1)
    })
    await signalIn()
    await everythingDecided()
    const { items } = (await hub.admin.get<{ items: { id: string }[] }>('/admin/events?limit=1'))
      .json
    await eventually(async () => {
      const { notDelivered } = await hub.admin.trace(items[0]?.id ?? '')
      expect(notDelivered).toMatchObject([{ because: 'suppressed' }])
    })
  })
})

describe('an approval', () => {
  const asking = {
    then: [{ emit: CHANGE, payload: { claims: { active: false } } }, { approval: '1h' }],
  }

  test('holds what a policy emits until somebody says yes; signals of the same principal join it', async () => {
    await switchOn('asks', asking)
    await signalIn()
    await signalIn()
    await everythingDecided()
    const [asked, ...more] = await approvals('open')
    expect(more).toEqual([])
    expect(asked).toMatchObject({ affected: 2, summary: expect.stringContaining('asks') })
    expect(told()).toBe(0)
    const held = await hub.admin.get(`/admin/held-events?heldFor=approval:${asked?.id ?? ''}`)
    expect(held.json).toMatchObject({ items: [{}, {}] })
    const yes = () => hub.admin.post<Approval>(`/admin/approvals/${asked?.id ?? ''}/approve`, {})
    const answers = await Promise.all([yes(), yes(), yes()])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    await eventually(() => {
      expect(told()).toBe(2)
    })
    expect(await approvals('approved')).toMatchObject([{ decidedBy: 'environment' }])
  })

  test('that is refused discards what waited', async () => {
    await switchOn('refused', asking)
    await signalIn()
    await everythingDecided()
    const [asked] = await approvals('open')
    const path = `/admin/approvals/${asked?.id ?? ''}/reject`
    expect((await hub.admin.post(path, { comment: 'no' })).status).toBe(200)
    expect((await hub.admin.post(path, {})).status).toBe(409)
    await signalIn()
    await everythingDecided()
    expect(told()).toBe(0)
    expect(await approvals('open')).toHaveLength(1)
    const again = (await approvals('open'))[0]?.id ?? ''
    expect(again).not.toBe(asked?.id)
    await hub.admin.post(`/admin/approvals/${again}/reject`, {})
  })

  test('that nobody knows is not found', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000'
    expect((await hub.admin.post(`/admin/approvals/${nobody}/approve`, {})).status).toBe(404)
  })
})

describe('a rate limit', () => {
  test('holds what is above it, for an operator to let go', async () => {
    await switchOn('limited', { rateLimit: { max: 3, per: '1h' } })
    for (let n = 0; n < 5; n++) await signalIn()
    await everythingDecided()
    await eventually(() => {
      expect(told()).toBe(3)
    })
    const heldFor = 'rate:limited'
    expect((await hub.admin.get('/admin/stop-switch')).json).toMatchObject({
      isStopped: false,
      held: [{ heldFor, events: 2 }],
    })
    const alerts = async (state: string) =>
      (
        await hub.admin.get<{ items: object[] }>(
          `/admin/alerts?kind=policy-rate-limit&state=${state}`,
        )
      ).json.items
    await eventually(async () => {
      expect(await alerts('open')).toMatchObject([
        { target: 'policy:limited', text: expect.stringMatching(/^2 events are held/) as string },
      ])
    })
    const body = { heldFor, decision: 'release', reason: 'it is fine' }
    expect((await hub.admin.post('/admin/held-events', body)).json).toEqual({
      released: 2,
      discarded: 0,
    })
    await eventually(() => {
      expect(told()).toBe(5)
    })
    await eventually(async () => {
      expect([await alerts('open'), await alerts('resolved')]).toMatchObject([[], [{}]])
    })
  })
})

describe('the stop switch', () => {
  const stop = (path: string, body: object) =>
    hub.admin.post<{ isStopped: boolean; held: unknown[] }>(`/admin/stop-switch/${path}`, body)

  test('holds whatever is decided, lets it go in order, and is audited', async () => {
    await switchOn('stopped')
    expect((await stop('stop', { reason: 'a bad policy' })).json).toMatchObject({ isStopped: true })
    for (let n = 0; n < 3; n++) await signalIn()
    await everythingDecided()
    expect((await hub.admin.get('/admin/stop-switch')).json).toMatchObject({
      reason: 'a bad policy',
      changedBy: 'environment',
      held: [{ heldFor: 'stop', events: 3 }],
    })
    expect(told()).toBe(0)
    const resumed = await stop('resume', { reason: 'mended', held: 'release' })
    expect(resumed.json).toMatchObject({ isStopped: false, held: [] })
    await eventually(() => {
      expect(told()).toBe(3)
    })
    expect((await stop('resume', { reason: 'again', held: 'release' })).status).toBe(409)
    const audit = await hub.admin.get<{ items: { action: string }[] }>('/admin/audit?target=router')
    expect(audit.json.items.map(({ action }) => action)).toEqual(['router.resume', 'router.stop'])
  })

  test('may also discard it; the trace says so', async () => {
    await switchOn('discarded')
    await stop('stop', { reason: 'a bad policy' })
    await signalIn()
    await everythingDecided()
    const { items } = (await hub.admin.get<{ items: { id: string }[] }>('/admin/held-events')).json
    await stop('resume', { reason: 'mended', held: 'discard' })
    await signalIn()
    await eventually(() => {
      expect(told()).toBe(1)
    })
    const { notDelivered } = await hub.admin.trace(items[0]?.id ?? '')
    expect(notDelivered).toMatchObject([{ because: 'discarded' }])
  })
})
