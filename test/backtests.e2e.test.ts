import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Backtest, BacktestExample, BacktestStream } from '../schemas/backtest.ts'
import { typeOf } from './support/admin.ts'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, type TestPeer } from './support/peer.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

const PURGED = 'https://schemas.openid.net/secevent/risc/event-type/account-purged'
const RISK = 'https://schemas.openid.net/secevent/caep/event-type/risk-level-change'
const CHANGE = 'https://schemas.openid.net/secevent/caep/event-type/token-claims-change'
const TOKENS = 'https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked'
const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'

/** Two of them within an hour, and not more than once an hour to the same app. */
const TWICE = {
  name: 'Twice',
  when: { types: ['account-purged'] },
  history: { within: '1h', count: { atLeast: 2 } },
  then: [{ emit: 'token-claims-change', payload: { claims: { active: false } } }],
  suppress: '1h',
  reason: 'It came twice',
}
const SUBJECTS = 5
const EACH = 4

let hub: TestHub
let peer: TestPeer
let crm: Receiver
let bank: Receiver
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  peer = await createPeer()
  crm = open.use(await startReceiver())
  bank = open.use(await startReceiver())
  await hub.subscribe(crm, { name: 'CRM' })
  const { subscriberId } = await hub.subscribe(bank, { name: 'Bank' })
  await hub.admin.patch(`/admin/subscribers/${subscriberId}`, { tags: ['finance'] })
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
  await hub.admin.post('/admin/policies', { id: 'twice', mode: 'on', policy: TWICE })
  for (let round = 0; round < EACH; round++)
    for (let n = 0; n < SUBJECTS; n++) await signalIn(PURGED, `user-${String(n)}`)
  await signalIn(RISK, 'user-0', { principal: 'USER', current_level: 'HIGH' })
  await eventually(() => {
    for (const { sets } of [crm, bank]) {
      const ofType = Map.groupBy(sets, typeOf)
      const counts = [PURGED, CHANGE, REVOKED, TOKENS, RISK].map((type) => ofType.get(type)?.length)
      expect(counts).toEqual([SUBJECTS * EACH, SUBJECTS, SUBJECTS, SUBJECTS, 1])
    }
  })
})
afterAll(() => open.disposeAsync())

async function signalIn(type: string, about: string, payload: object = {}): Promise<void> {
  const claims = peer.claims({
    sub_id: { format: 'opaque', id: about },
    events: { [type]: payload },
  })
  const reply = await hub.send('/ingest/peer', {
    body: await peer.sign(claims),
    headers: { 'content-type': 'application/secevent+jwt' },
  })
  expect(reply.status).toBe(202)
}

const read = async (id: string) => (await hub.admin.get<Backtest>(`/admin/backtests/${id}`)).json

async function begin(body: object): Promise<string> {
  const { status, json, text } = await hub.admin.post<Backtest>('/admin/backtests', body)
  expect(status, text).toBe(202)
  return json.id
}

async function ended(id: string): Promise<Backtest & { result: NonNullable<Backtest['result']> }> {
  await eventually(async () => {
    const { job } = await read(id)
    expect(job.state, job.failure).toBe('done')
  })
  const { result, ...backtest } = await read(id)
  if (!result) throw new Error(`backtest ${id} found nothing`)
  return { ...backtest, result }
}

const tried = async (body: object) => ended(await begin(body))

type Page<Item> = { items: Item[]; next?: string }
const examplesOf = async (id: string, query: string) =>
  (await hub.admin.get<Page<BacktestExample>>(`/admin/backtests/${id}/examples${query}`)).json
const streamsOf = async (id: string) =>
  (await hub.admin.get<Page<BacktestStream>>(`/admin/backtests/${id}/streams`)).json.items

describe('a backtest', () => {
  test('finds what the policy did do: the same events, to the same apps, not once more', async () => {
    const sent = [crm.sets.length, bank.sets.length]
    const { id, result, job, version } = await tried({ policyId: 'twice' })
    expect(version).toBe(1)
    expect(job).toMatchObject({ kind: 'backtest', total: 21, done: 21 })
    expect(result).toMatchObject({
      signals: { seen: 21, about: 20, matched: SUBJECTS * (EACH - 1), failed: 0 },
      skipped: [{ because: 'there are not 2 signals of it within 60 min', signals: SUBJECTS }],
      principals: { total: SUBJECTS, byKind: { user: SUBJECTS } },
      events: {
        total: SUBJECTS * (EACH - 1),
        byType: { [CHANGE]: { events: SUBJECTS * (EACH - 1), sets: SUBJECTS * 2 } },
        alsoByOthers: 0,
      },
      streams: 2,
      sets: { told: SUBJECTS * 2, suppressed: SUBJECTS * (EACH - 2) * 2 },
    })
    const made = await hub.admin.get<{ items: { type: string }[] }>('/admin/events?limit=200')
    expect(made.json.items.filter(({ type }) => type === CHANGE)).toHaveLength(result.events.total)
    const streams = await streamsOf(id)
    expect(streams.map(({ subscriberName, told }) => [subscriberName, told]).toSorted()).toEqual([
      ['Bank', SUBJECTS],
      ['CRM', SUBJECTS],
    ])
    expect([crm.sets.length, bank.sets.length]).toEqual(sent)
  })

  test('of a draft says in a sentence, hour by hour and by example what it would have done; nothing is stored or sent', async () => {
    const sent = crm.sets.length
    const policy = {
      name: 'Draft',
      when: { types: ['account-purged', 'risk-level-change'] },
      then: [{ emit: 'session-revoked' }, { incident: 'high' }],
      to: { tags: ['finance'] },
      reason: 'It would be safer',
    }
    const { id, result, summary, version } = await tried({ policyId: 'draft', policy })
    expect(version).toBeUndefined()
    expect(summary).toBe(
      'In 7 days it would have told 1 app-stream session-revoked about 5 users (21 SETs), raised incidents to high 21 times.',
    )
    expect(result.events).toMatchObject({ total: 21, alsoByOthers: 20 }) // the leaver policy revokes who was purged
    expect(result.buckets.unit).toBe('hour')
    expect(result.buckets.items.length).toBeGreaterThanOrEqual(168)
    expect(result.buckets.items.reduce((sum, { sets }) => sum + sets, 0)).toBe(21)
    const first = await examplesOf(id, '?limit=20')
    expect(first.items[0]).toMatchObject({
      nr: 1,
      type: PURGED,
      sourceId: 'peer',
      subject: { format: 'opaque', id: 'user-0' },
      events: [{ type: REVOKED, reason: 'It would be safer', told: 1, suppressed: 0 }],
      incidents: ['high'],
    })
    const rest = await examplesOf(id, `?after=${String(first.next)}`)
    expect(rest.items.map(({ nr }) => nr)).toEqual([21])
    expect((await hub.admin.get('/admin/policies/draft')).status).toBe(404)
    expect(crm.sets).toHaveLength(sent)
  })

  test('counts what an approval or a rate limit would have held, and what could not be evaluated', async () => {
    const when = { types: ['account-purged'] }
    const then = [{ emit: 'session-presented' }]
    const base = { name: 'B', when, then, reason: 'a test' }
    const limited = await tried({
      policyId: 'limited',
      policy: { ...base, rateLimit: { max: 3, per: '1d' } },
    })
    expect(limited.result.events).toMatchObject({ total: 20, aboveRate: 17 })
    expect(limited.result.sets.told).toBe(6)
    const asking = await tried({
      policyId: 'asking',
      policy: { ...base, then: [...then, { approval: '1h' }] },
    })
    expect(asking.result.events).toMatchObject({ total: 20, needingApproval: 20, aboveRate: 0 })
    const failing = await tried({
      policyId: 'failing',
      policy: { ...base, when: { ...when, condition: 'signal.payload.nothing == 1' } },
    })
    expect(failing.result.signals).toMatchObject({ matched: 0, failed: 20 })
    expect(failing.result.skipped[0]?.because).toMatch(/^its condition failed: /)
    const hints = await tried({
      policyId: 'hints',
      policy: { ...base, when: { ...when, certainty: ['hint'] } },
    })
    expect(hints.result.skipped).toMatchObject([
      { because: 'it does not act on what is proven', signals: 20 },
    ])
  })

  test('goes on after a restart where it was, and can be paused and cancelled', async () => {
    const id = await begin({ policyId: 'twice', ratePerSecond: 1 })
    const change = (body: object) => hub.admin.patch(`/admin/jobs/${id}`, body)
    await eventually(async () => {
      expect((await read(id)).job.done).toBeGreaterThan(2)
    })
    expect((await change({ action: 'pause' })).status).toBe(200)
    const { job } = await read(id)
    expect(job.done).toBeLessThan(job.total)
    await hub.restart()
    expect((await read(id)).job).toMatchObject({ state: 'paused', done: job.done })
    await change({ ratePerSecond: 4 })
    await change({ action: 'resume' })
    await hub.restart()
    const { result } = await ended(id)
    expect(result.sets).toEqual({
      told: SUBJECTS * 2,
      suppressed: SUBJECTS * (EACH - 2) * 2,
    })
    const other = await begin({ policyId: 'twice', ratePerSecond: 1 })
    expect((await hub.admin.patch(`/admin/jobs/${other}`, { action: 'cancel' })).status).toBe(200)
    expect((await read(other)).job.state).toBe('cancelled')
  })

  test('that cannot be is refused with the reason', async () => {
    const post = (body: object) => hub.admin.post<{ detail: string }>('/admin/backtests', body)
    expect((await post({ policyId: 'nothing' })).status).toBe(404)
    expect((await post({ policyId: 'twice', version: 7 })).status).toBe(404)
    expect((await post({ policyId: 'twice', version: 1, policy: TWICE })).status).toBe(400)
    expect((await post({ policyId: 'twice', from: '2026-01-02', to: '2026-01-01' })).json).toEqual(
      expect.objectContaining({ detail: 'from must be before to' }),
    )
    const bad = { ...TWICE, when: { condition: 'signal.type ==\n  * 2' } }
    expect((await post({ policyId: 'bad', policy: bad })).json.detail).toMatch(
      /^when\.condition, line 2, column 3: /,
    )
    const missing = '019ab000-0000-7000-8000-000000000000'
    for (const path of ['', '/examples', '/streams'])
      expect((await hub.admin.get(`/admin/backtests/${missing}${path}`)).status).toBe(404)
    const { items } = (
      await hub.admin.get<Page<Backtest>>('/admin/backtests?policyId=twice&limit=2')
    ).json
    expect(items).toHaveLength(2)
  })
})
