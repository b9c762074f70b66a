import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Job } from '../schemas/job.ts'
import { ssfHub } from './support/cli.ts'
import { eventually } from './support/eventually.ts'
import { findEverywhere, inDatabase } from './support/everywhere.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, SESSION_REVOKED, SET_HEADERS, type TestPeer } from './support/peer.ts'
import { startPoller } from './support/poller.ts'
import { refusal, startReceiver, type Receiver } from './support/receiver.ts'

let hub: TestHub
let app: Receiver
let peer: TestPeer
let streamId: string
let subscriberToken: string

const JANE = { format: 'email', email: 'jane.roe@example.com' }
const JANE_AT_IDP = { format: 'iss_sub', iss: 'https://idp.example.com/', sub: '00u-jane-roe' }
const PHONE = { format: 'phone_number', phone_number: '+12065550147' }
const NAMES = ['jane.roe@example.com', '00u-jane-roe', '+12065550147', 'Jane Q. Roe']

beforeAll(async () => {
  hub = await startHub()
  app = await startReceiver()
  const subscribed = await hub.subscribe(app)
  streamId = subscribed.streamId
  subscriberToken = subscribed.token
  peer = await createPeer()
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
})

const jobOf = async (id: string) => (await hub.admin.get<Job>(`/admin/jobs/${id}`)).json

async function reaches(id: string, state: Job['state']): Promise<Job> {
  await eventually(async () => {
    expect([state, 'failed']).toContain((await jobOf(id)).state)
  })
  const job = await jobOf(id)
  expect(job.state, job.failure).toBe(state)
  return job
}

/** Asked for, and counted. */
async function counted(who: object): Promise<Job> {
  const { status, json } = await hub.admin.post<Job>('/admin/expunges', who)
  expect(status, JSON.stringify(json)).toBe(202)
  return reaches(json.id, 'ready')
}

const start = (id: string) => hub.admin.patch<Job>(`/admin/jobs/${id}`, { action: 'start' })

/** The peer says something of this subject. */
async function hear(sub_id: object, payload: object = {}): Promise<void> {
  const body = await peer.sign(peer.claims({ sub_id, events: { [SESSION_REVOKED]: payload } }))
  expect((await hub.send('/ingest/peer', { body, headers: SET_HEADERS })).status).toBe(202)
}

const allDelivered = (pushes: number) =>
  eventually(async () => {
    expect(app.pushes).toHaveLength(pushes)
    expect(await hub.admin.stream(streamId)).toMatchObject({ backlog: 0 })
  })

/** Some of where names stand before, or nothing would be shown. */
const PLACES = [
  ...['signal.subject', 'signal.payload', 'event.terms', 'audit.target', 'audit.detail'],
  ...['identifier.key', 'principal.display_name', 'principal_term.term', 'incident_note.text'],
  ...['stream_subject.subject', 'stream_subject_term.term', 'delivery_exception.jws'],
]

const count = (table: string): Promise<number> =>
  inDatabase(hub, async (client) =>
    Number((await client.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n),
  )

/** Everything that may come to hold words about somebody. */
async function leaveTraces(): Promise<void> {
  const body = JSON.stringify({
    displayName: 'Jane Q. Roe',
    identifiers: [JANE_AT_IDP, JANE, PHONE],
  })
  const imported = await fetch(`${hub.url}/admin/principals/import`, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${hub.admin.token}`,
      'content-type': 'application/x-ndjson',
    },
  })
  expect(await imported.json()).toMatchObject({ created: 1, failed: 0 })
  app.answer(202, refusal('invalid_request'), 202)
  await hear(JANE, { reason_admin: { en: 'Jane Q. Roe lost her phone +12065550147' } })
  await hear(JANE_AT_IDP, { initiating_entity: 'admin' })
  await hub.admin.revokeSubject(JANE)
  await allDelivered(3)
  const about = { subject: JANE, kind: 'sessions', reasonAdmin: 'asked by jane.roe@example.com' }
  await hub.admin.post('/admin/revocations', about, { 'Idempotency-Key': 'jane.roe@example.com-1' })
  await hear(
    { format: 'email', email: 'bob@example.com' },
    { reason_admin: { en: 'told by jane.roe@example.com' } },
  )
  await allDelivered(5)
  const subject = { stream_id: streamId, subject: JANE }
  const removed = await hub.send('/ssf/subjects/remove', { token: subscriberToken, body: subject })
  expect(removed.status).toBe(204)
  await comment('Called Jane Q. Roe, she is on holiday')
}

type Incidents = { items: { id: string }[] }
async function comment(text: string): Promise<void> {
  const { json } = await hub.admin.get<Incidents>('/admin/incidents')
  for (const { id } of json.items)
    await hub.admin.post(`/admin/incidents/${id}/notes`, { kind: 'comment', text })
}

describe('somebody who is erased', () => {
  test('is nowhere in the database afterwards, while what happened stays counted and the audit log whole', async () => {
    await leaveTraces()
    const before = await findEverywhere(hub, NAMES)
    const places = new Set(before.map(({ at }) => at.replace(/_(?:\d{8}|default)\./, '.')))
    for (const place of PLACES) expect([...places]).toContain(place)
    const counts = async () => [
      await count('signal'),
      await count('event'),
      await count('delivery'),
      await count('attempt'),
    ]
    const had = await counts()

    expect(await count('signal_original')).toBeGreaterThan(0)
    const job = await counted({ subject: JANE, reference: 'DSR-2041', ratePerSecond: 2 })
    expect(job).toMatchObject({
      kind: 'expunge',
      tally: { principals: 1, names: 3, signals: 4, waitingFor: 0 },
    })
    expect(JSON.stringify(job.request)).not.toContain('jane')
    await start(job.id)
    await hub.restart() // goes on where it was
    const done = await reaches(job.id, 'done')
    expect(done).toMatchObject({ done: job.total, tally: { signals: 4, events: 4 } })

    expect(await findEverywhere(hub, NAMES)).toEqual([])
    expect(await count('signal_original')).toBe(0) // each of them was about her, or named her
    expect(await counts()).toEqual(had)
    const { json: audit } = await hub.admin.get<{ checked: number }>('/admin/audit/verification')
    expect(audit.checked).toBeGreaterThan(5)
    expect(audit).not.toHaveProperty('brokenAt')
    const { json: listed } = await hub.admin.get<{ items: object[] }>('/admin/audit?limit=200')
    expect(listed.items).toContainEqual(expect.objectContaining({ action: 'principal.expunge' }))
  })

  test('is somebody new when they come again', async () => {
    await hear(JANE)
    await allDelivered(6)
    expect(app.sets.at(-1)?.sub_id).toMatchObject(JANE)
  })

  test('is told first what is on its way', async () => {
    await using slow = await startReceiver()
    slow.answer(503, 503, 202)
    await using late = await hub.subscribe(slow, { name: 'Slow' })
    await hub.admin.revoke('late.riser@example.com')
    await eventually(() => {
      expect(slow.pushes.length).toBeGreaterThan(0)
    })
    const job = await counted({ subject: { format: 'email', email: 'late.riser@example.com' } })
    expect(job.tally).toMatchObject({ waitingFor: 1 })
    await start(job.id)
    await reaches(job.id, 'done')
    expect(slow.pushes.at(-1)).toMatchObject({ answered: 202 })
    expect(await hub.admin.stream(late.streamId)).toMatchObject({ backlog: 0 })
    expect(await findEverywhere(hub, ['late.riser'])).toEqual([])
  })

  test('is not told to a stream that is paused, which goes on with the others', async () => {
    await using held = await startReceiver()
    await using other = await hub.subscribe(held, { name: 'Held' })
    await other.setStatus('paused')
    const txn = await hub.admin.revoke('held.back@example.com')
    await hub.admin.revoke('not.held@example.com')
    await eventually(async () => {
      expect(await hub.admin.stream(other.streamId)).toMatchObject({ backlog: 2 })
    })
    const [event] = await hub.admin.events(txn)
    // As if it had been paused for a while: what was under way then has ended.
    await inDatabase(hub, (client) =>
      client.query(`update stream set updated_at = updated_at - interval '1 hour' where id = $1`, [
        other.streamId,
      ]),
    )
    const job = await counted({ subject: { format: 'email', email: 'held.back@example.com' } })
    await start(job.id)
    expect(await reaches(job.id, 'done')).toMatchObject({ tally: { withdrawn: 1 } })
    await other.setStatus('enabled')
    await eventually(async () => {
      expect(held.sets.some(({ sub_id }) => sub_id['email'] === 'not.held@example.com')).toBe(true)
      expect(await hub.admin.stream(other.streamId)).toMatchObject({ backlog: 0 })
    })
    expect(JSON.stringify(held.sets)).not.toContain('held.back')
    const { deliveries } = await hub.admin.trace(event?.id ?? '')
    const here = deliveries.find(({ streamId: id }) => id === other.streamId)
    expect(here?.state).toMatchObject({ status: 'expired' })
  })

  test('is not handed out by poll, not even where nothing else waits before it', async () => {
    await using poller = await startPoller(hub)
    const { ask, streamId: polledId } = poller
    await ask('/ssf/status', { status: 'paused' })
    for (let n = 0; n < 3; n++) await hub.admin.revoke('polled.off@example.com')
    await hub.admin.revoke('polled.on@example.com')
    await eventually(async () => {
      expect(await hub.admin.stream(polledId)).toMatchObject({ backlog: 4 })
    })
    await inDatabase(hub, (client) =>
      client.query(`update stream set updated_at = updated_at - interval '1 hour'`),
    )
    const job = await counted({ subject: { format: 'email', email: 'polled.off@example.com' } })
    await start(job.id)
    await reaches(job.id, 'done')
    await ask('/ssf/status', { status: 'enabled' })
    const told: unknown[] = []
    await eventually(async () => {
      const { claims } = await poller.poll({ maxEvents: 1, returnImmediately: true })
      told.push(...claims)
      expect(JSON.stringify(told)).toContain('polled.on')
    })
    expect(JSON.stringify(told)).not.toContain('polled.off')
  })
})

test('an erasure is an administrator’s', async () => {
  type Made = { token: string }
  const made = await hub.admin.post<Made>('/admin/tokens', { name: 'Approver', role: 'approver' })
  const token = made.json.token
  const job = await counted({ subject: { format: 'email', email: 'nobody.yet@example.com' } })
  const refused = await hub.send('/admin/expunges', { token, body: { subject: JANE } })
  const notStarted = await hub.send(`/admin/jobs/${job.id}`, {
    method: 'PATCH',
    token,
    body: { action: 'start' },
  })
  expect([refused.status, notStarted.status]).toEqual([403, 403])
})

test.each([
  [{}, 400],
  [{ subject: JANE, principalId: '0198f000-0000-7000-8000-000000000000' }, 400],
  [{ subject: { format: 'ip-addresses', 'ip-addresses': ['192.0.2.1'] } }, 400],
  [{ principalId: '0198f000-0000-7000-8000-000000000000' }, 404],
])('%j is refused with %i', async (body, status) => {
  expect((await hub.admin.post('/admin/expunges', body)).status).toBe(status)
})

test('the command line erases after it asked', async () => {
  const env = { SSF_HUB_URL: hub.url, SSF_HUB_TOKEN: hub.admin.token }
  await hub.admin.revoke('by.hand@example.com')
  const ran = await ssfHub(['expunge', 'by.hand@example.com', '--yes'], { env })
  expect({ ...ran, exitCode: ran.exitCode }).toMatchObject({ exitCode: 0 })
  expect(ran.out).toContain('1 signals and 1 events erased')
  expect(await findEverywhere(hub, ['by.hand'])).toEqual([])
  const unasked = await ssfHub(['expunge', 'by.hand@example.com'], { env })
  expect(unasked.exitCode).toBe(7)
})
