import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Job } from '../schemas/job.ts'
import { emailOf } from './support/admin.ts'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startPoller } from './support/poller.ts'
import { refusal, startReceiver, type Receiver } from './support/receiver.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const change = (id: string, body: object) =>
  hub.send<Job>(`/admin/jobs/${id}`, { method: 'PATCH', token: hub.admin.token, body })
const jobOf = async (id: string) => (await hub.admin.get<Job>(`/admin/jobs/${id}`)).json

async function reaches(id: string, state: Job['state']): Promise<Job> {
  await eventually(async () => {
    const job = await jobOf(id)
    expect(job.state, job.failure).toBe(state)
  })
  return jobOf(id)
}

/** A replay that was counted. */
async function counted(filter: object, more: object = {}): Promise<Job> {
  const { status, json } = await hub.admin.post<Job>('/admin/replays', { filter, ...more })
  expect(status).toBe(202)
  return reaches(json.id, 'ready')
}

/** So many pushes came, and nothing more is owed. */
async function settled(streamId: string, receiver: Receiver, pushes: number): Promise<void> {
  await eventually(async () => {
    expect(receiver.pushes).toHaveLength(pushes)
    expect(await hub.admin.stream(streamId)).toMatchObject({ backlog: 0 })
  })
}

const toldOf = (receiver: Receiver, email: string) =>
  receiver.pushes.filter(({ claims }) => emailOf(claims) === email)

/** Sessions of people are revoked, one after another; answers their addresses. */
async function revokeMany(name: string, count: number): Promise<string[]> {
  const emails = Array.from({ length: count }, (_, index) => `${name}-${String(index)}@example.com`)
  for (const email of emails) await hub.admin.revoke(email)
  return emails
}

const from = new Date(0)

test('dead letters of several streams are driven again by what they have in common', async () => {
  await using one = await startReceiver()
  await using other = await startReceiver()
  const { streamId } = await hub.subscribe(one, { name: 'One' })
  const { streamId: otherId } = await hub.subscribe(other, { name: 'Other' })
  for (const receiver of [one, other])
    receiver.answer(refusal('invalid_key'), refusal('invalid_request'))
  await revokeMany('redriven', 2)
  const dead = async (err: string) =>
    (await hub.admin.get<{ items: object[] }>(`/admin/dead-letters?err=${err}`)).json.items
  await eventually(async () => {
    expect([await dead('invalid_key'), await dead('invalid_request')]).toMatchObject([
      { length: 2 },
      { length: 2 },
    ])
  })
  const { status, json } = await hub.admin.post<Job>('/admin/dead-letters/redrive', {
    filter: { err: 'invalid_key' },
  })
  expect({ status, json }).toMatchObject({ status: 202, json: { kind: 'redrive' } })
  expect(await reaches(json.id, 'done')).toMatchObject({
    total: 2,
    done: 2,
    skipped: 0,
    tally: { redriven: 2 },
  })
  await settled(streamId, one, 3)
  await settled(otherId, other, 3)
  expect([await dead('invalid_key'), await dead('invalid_request')]).toMatchObject([
    { length: 0 },
    { length: 2 },
  ])
  for (const { pushes } of [one, other]) {
    expect(pushes.filter(({ jws }) => jws === pushes.at(-1)?.jws)).toHaveLength(2)
  }
})

test('what a stream missed is counted first, and told when an operator says so, as it was', async () => {
  await using receiver = await startReceiver()
  const { streamId } = await hub.subscribe(receiver, { name: 'Missed' })
  receiver.answer(202, refusal('invalid_request'), 202)
  const [first = '', second = '', third = ''] = await revokeMany('missed', 3)
  await settled(streamId, receiver, 3)
  const job = await counted({ streamId, from })
  expect(job).toMatchObject({ total: 1, done: 0, tally: { dead: 1, acknowledged: 2 } })
  expect(receiver.pushes).toHaveLength(3)
  expect((await change(job.id, { action: 'start' })).json).toMatchObject({ state: 'running' })
  expect(await reaches(job.id, 'done')).toMatchObject({ done: 1 })
  await settled(streamId, receiver, 4)
  const [refused, again] = toldOf(receiver, emailOfRefused(receiver))
  expect(again?.jws).toBe(refused?.jws)
  expect([first, second, third]).toContain(emailOfRefused(receiver))
  expect(await counted({ streamId, from })).toMatchObject({ total: 0, tally: { acknowledged: 3 } })
})

const emailOfRefused = (receiver: Receiver): string =>
  String(
    receiver.pushes.flatMap(({ answered, claims }) =>
      answered === 202 ? [] : [emailOf(claims)],
    )[0],
  )

test('what was acknowledged is told again by subject, by txn and by type, with its jti and iat, as often as is asked', async () => {
  await using receiver = await startReceiver()
  const { streamId } = await hub.subscribe(receiver, { name: 'Again' })
  const txn = await hub.admin.revoke('lost@example.com')
  await hub.admin.revoke('kept@example.com')
  await settled(streamId, receiver, 2)
  const all = { streamId, from, to: new Date(), select: 'all' }
  const subject = { format: 'email', email: 'lost@example.com' }
  const types = Object.keys(receiver.pushes[0]?.claims.events ?? {})
  for (const filter of [{ subject }, { txn }, { subject, types }])
    await tellAgain({ ...all, ...filter }, 1)
  await settled(streamId, receiver, 5)
  const lost = toldOf(receiver, 'lost@example.com').map(({ claims }) => claims)
  expect(lost).toHaveLength(4)
  expect(lost.map(({ jti, iat }) => [jti, iat])).toEqual(
    lost.map(() => [lost[0]?.jti, lost[0]?.iat]),
  )
  expect(toldOf(receiver, 'kept@example.com')).toHaveLength(1)
  const other = 'https://schemas.openid.net/secevent/caep/event-type/credential-change'
  expect(await counted({ ...all, types: [other] })).toMatchObject({ total: 0 })
  expect(await counted({ ...all, to: from })).toMatchObject({ total: 0 })
})

async function tellAgain(filter: object, total: number): Promise<void> {
  const { json } = await hub.admin.post<Job>('/admin/replays', { filter, startsAtOnce: true })
  expect(await reaches(json.id, 'done')).toMatchObject({ total, done: total })
  await eventually(async () => {
    expect(await counted(filter)).toMatchObject({ total }) // not on its way any more
  })
}

test('a new stream is told what happened before it was made, once', async () => {
  await using witness = await startPoller(hub)
  const emails = await revokeMany('before', 3)
  await eventually(async () => {
    expect((await witness.drain()).map(emailOf)).toContain(emails.at(-1))
  })
  await using poller = await startPoller(hub)
  const filter = { streamId: poller.streamId, from, backfill: true }
  const { total, id, tally } = await counted(filter)
  expect(tally).toEqual({ neverOwed: total })
  await change(id, { action: 'start' })
  await reaches(id, 'done')
  const told = await poller.drain()
  expect(told).toHaveLength(total)
  expect(told.map(emailOf)).toEqual(expect.arrayContaining(emails))
  expect(await counted(filter)).toMatchObject({ total: 0 })
  const all = await counted({ ...filter, select: 'all' })
  expect(all).toMatchObject({ total, tally: { acknowledged: total } })
  await change(all.id, { action: 'start' })
  await reaches(all.id, 'done')
  expect((await poller.drain()).map(({ jti }) => jti).toSorted()).toEqual(
    told.map(({ jti }) => jti).toSorted(),
  )
})

test('it is slowed down, paused, survives a restart, goes on and is cancelled', async () => {
  await using receiver = await startReceiver()
  const { streamId } = await hub.subscribe(receiver, { name: 'Slow' })
  const emails = await revokeMany('slow', 12)
  await settled(streamId, receiver, emails.length)
  const all = { streamId, from, select: 'all' }
  const { id, total } = await counted(all, { ratePerSecond: 1 })
  expect(total).toBe(emails.length)
  await change(id, { action: 'start' })
  await eventually(async () => {
    expect((await jobOf(id)).done).toBeGreaterThan(0)
  })
  expect((await change(id, { action: 'pause' })).json).toMatchObject({ state: 'paused' })
  const { done } = await jobOf(id)
  expect(done).toBeLessThan(total)
  await hub.restart()
  expect(await jobOf(id)).toMatchObject({ state: 'paused', done })
  await change(id, { action: 'resume' })
  await hub.restart()
  await change(id, { ratePerSecond: 1_000 })
  expect(await reaches(id, 'done')).toMatchObject({ done: total })
  await settled(streamId, receiver, 2 * emails.length)
  for (const email of emails) expect(toldOf(receiver, email)).toHaveLength(2)

  const next = await counted(all)
  expect((await change(next.id, { action: 'cancel' })).json).toMatchObject({ state: 'cancelled' })
  expect((await change(next.id, { action: 'start' })).status).toBe(409)
  expect(receiver.pushes).toHaveLength(2 * emails.length)
})

test('what cannot be is said, and what was done is on record', async () => {
  const post = (body: object) => hub.admin.post('/admin/replays', body)
  expect((await post({ filter: {} })).status).toBe(400) // from when?
  expect((await post({ filter: { from, everything: true } })).status).toBe(400)
  expect((await post({ filter: { from }, ratePerSecond: 0 })).status).toBe(400)
  expect((await post({ filter: { from, to: 'x' } })).status).toBe(400)
  const missing = '019ab000-0000-7000-8000-000000000000'
  expect((await hub.admin.get(`/admin/jobs/${missing}`)).status).toBe(404)
  expect((await change(missing, { action: 'start' })).status).toBe(404)
  expect((await change(missing, {})).status).toBe(400)
  const { id } = await counted({ from, streamId: 'none' })
  expect((await change(id, { action: 'resume' })).status).toBe(409)
  await change(id, { action: 'start' })
  await reaches(id, 'done')
  type Page = { items: (Job & { action: string })[]; next?: string }
  const { items } = (await hub.admin.get<Page>('/admin/jobs?kind=replay&state=done&limit=1')).json
  expect(items).toMatchObject([{ id, createdBy: 'environment' }])
  const audit = (await hub.admin.get<Page>(`/admin/audit?target=job:${id}`)).json.items
  expect(audit.map(({ action }) => action).toSorted()).toEqual(['job.change', 'job.replay'])
})
