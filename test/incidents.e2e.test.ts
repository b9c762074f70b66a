import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, type TestPeer } from './support/peer.ts'
import { startReceiver } from './support/receiver.ts'

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/'

type Incident = {
  id: string
  txn: string
  state: string
  severity: string
  signals: number
  facts: number
}
type Step = {
  signal: { id: string; type: string }
  decisions: { decision: string }[]
  events: { event: { type: string; txn: string }; deliveries: Record<string, number> }[]
}
type Page<T> = { items: T[]; next?: string }

let hub: TestHub
let peer: TestPeer
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  peer = await createPeer()
  await hub.subscribe(open.use(await startReceiver()))
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
})
afterAll(() => open.disposeAsync())

async function signalIn(type: string, sub: string): Promise<void> {
  const claims = peer.claims({
    sub_id: { format: 'iss_sub', iss: peer.issuer, sub },
    events: {
      [`${RISC}${type}`]: type === 'credential-compromise' ? { credential_type: 'password' } : {},
    },
  })
  const headers = { 'content-type': 'application/secevent+jwt' }
  expect((await hub.send('/ingest/peer', { body: await peer.sign(claims), headers })).status).toBe(
    202,
  )
}

const list = async (query = '') =>
  (await hub.admin.get<Page<Incident>>(`/admin/incidents${query}`)).json
const timeline = async (id: string, query = '') =>
  (await hub.admin.get<Page<Step>>(`/admin/incidents/${id}/timeline${query}`)).json
const step = (id: string, state: string, comment?: string) =>
  hub.admin.post<Incident & { detail: string }>(`/admin/incidents/${id}/state`, { state, comment })

/** An incident of two things that happened to this user. */
async function incidentOf(sub: string): Promise<Incident> {
  const [before] = (await list('?limit=1')).items
  await signalIn('account-disabled', sub)
  await signalIn('credential-compromise', sub)
  return eventually(async () => {
    const [newest] = (await list('?limit=1')).items
    expect(newest?.id).not.toBe(before?.id)
    expect(newest).toMatchObject({ signals: 2, facts: 2, severity: 'high', state: 'open' })
    return newest as Incident // as its schema says
  })
}

test('an incident tells who is in it, what happened in which order, what was decided and who was told', async () => {
  const { id, txn } = await incidentOf('ann')
  const { json: detail } = await hub.admin.get(`/admin/incidents/${id}`)
  expect(detail).toMatchObject({
    incident: { id, txn, tenantId: 'default' },
    parties: [{ principal: { kind: 'user' }, role: 'strong', names: [{ sub: 'ann' }] }],
    facts: [{ sources: ['peer'], signals: 1 }, { sources: ['peer'] }],
    absorbed: [],
  })
  const first = await timeline(id, '?limit=1')
  expect(first.items.map(({ signal }) => signal.type)).toEqual([`${RISC}account-disabled`])
  const rest = await timeline(id, `?after=${first.next ?? ''}`)
  expect(rest.items.map(({ signal }) => signal.type)).toEqual([`${RISC}credential-compromise`])
  expect(rest.next).toBeUndefined()
  await eventually(async () => {
    const { items } = await timeline(id)
    const told = items.flatMap(({ events }) => events)
    expect(new Set(told.map(({ event }) => event.txn))).toEqual(new Set([txn]))
    for (const { deliveries } of told)
      expect(deliveries).toMatchObject({ rejected: 0, expired: 0, waiting: 0 })
    expect(told.filter(({ deliveries }) => deliveries['delivered'] === 1).length).toBeGreaterThan(2)
  })
  expect(items(await timeline(id))).toContain('emit')
})

const items = (steps: Page<Step>) =>
  steps.items.flatMap(({ decisions }) => decisions.map(({ decision }) => decision))

test('a revocation that is done about it shares its txn and is part of its story, whoever it is about', async () => {
  const { id, txn } = await incidentOf('hal')
  const revocation = {
    subject: { format: 'email', email: 'accomplice@example.com' },
    kind: 'sessions',
    reasonAdmin: 'The same thief',
    incidentId: id,
  }
  const revoke = (changes: object = {}, key = 'about-hal') =>
    hub.admin.post<{ txn: string; signals: { id: string }[]; detail?: string }>(
      '/admin/revocations',
      { ...revocation, ...changes },
      { 'idempotency-key': key },
    )
  const accepted = await revoke()
  expect(accepted).toMatchObject({ status: 202, json: { txn } })
  expect((await revoke()).json.signals).toEqual(accepted.json.signals)
  expect((await revoke({ reasonAdmin: 'Another' })).status).toBe(409)
  await eventually(async () => {
    const { items: steps } = await timeline(id)
    const revoked = steps.find(({ signal }) => signal.id === accepted.json.signals[0]?.id)
    expect(revoked?.events.map(({ event }) => event.txn)).toEqual([txn])
  })
  const nowhere = '019ab000-0000-7000-8000-000000000000'
  expect(await revoke({ incidentId: nowhere }, 'k2')).toMatchObject({
    status: 400,
    json: { detail: expect.stringContaining(nowhere) },
  })
  expect((await revoke({ tenantId: 'other' }, 'k3')).status).toBe(400)
})

describe('an operator', () => {
  test('acknowledges, contains and closes it, once each and never back; each step is noted and audited', async () => {
    const { id } = await incidentOf('bob')
    expect((await step(id, 'acknowledged', 'I look at it')).json.state).toBe('acknowledged')
    expect((await step(id, 'acknowledged')).status).toBe(200)
    expect((await step(id, 'closed')).json.state).toBe('closed')
    const back = await step(id, 'contained')
    expect([back.status, back.json.detail]).toEqual([409, expect.stringContaining('is closed')])
    const notes = await hub.admin.get<Page<{ kind: string; text: string }>>(
      `/admin/incidents/${id}/notes`,
    )
    expect(notes.json.items.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'state closed',
      'comment I look at it',
      'state acknowledged',
    ])
    const audit = await hub.admin.get<Page<{ action: string; actor: string }>>(
      `/admin/audit?target=incident:${id}`,
    )
    expect(audit.json.items.map(({ action }) => action)).toEqual([
      'incident.closed',
      'incident.acknowledged',
    ])
    await signalIn('account-disabled', 'bob')
    await eventually(async () => {
      expect((await list('?limit=1')).items).toMatchObject([{ previousId: id, state: 'open' }])
    })
  })

  test('comments and links; what is neither is refused', async () => {
    const { id } = await incidentOf('eve')
    const add = (body: object) => hub.admin.post(`/admin/incidents/${id}/notes`, body)
    expect((await add({ kind: 'comment', text: 'called her' })).status).toBe(201)
    expect((await add({ kind: 'link', text: 'https://tickets.example/7' })).status).toBe(201)
    expect((await add({ kind: 'link', text: 'javascript:alert(1)' })).status).toBe(400)
    expect((await add({ kind: 'state', text: 'closed' })).status).toBe(400)
    const notes = await hub.admin.get(`/admin/incidents/${id}/notes?limit=1`)
    expect(notes.json).toMatchObject({ items: [{ kind: 'link' }], next: expect.any(String) })
  })

  test('finds them by state, severity, tenant and principal, a page at a time', async () => {
    const made = [await incidentOf('p1'), await incidentOf('p2'), await incidentOf('p3')]
    const ids = made.map(({ id }) => id).toReversed()
    const first = await list('?limit=2&state=active&severity=high')
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    const second = await list(`?limit=1&state=active&after=${first.next ?? ''}`)
    expect(second.items.map(({ id }) => id)).toEqual(ids.slice(2))
    expect((await list('?severity=critical')).items).toEqual([])
    expect((await list('?tenantId=another')).items).toEqual([])
    const detail = await hub.admin.get<{ parties: { principal: { id: string } }[] }>(
      `/admin/incidents/${ids[0] ?? ''}`,
    )
    const principalId = detail.json.parties[0]?.principal.id ?? ''
    const ofOne = await list(`?principalId=${principalId}&state=open`)
    expect(ofOne.items.map(({ id }) => id)).toEqual(ids.slice(0, 1))
  })

  test('finds them by a name of who is in it and by the cause, and sees who and what each is about', async () => {
    const { id, txn } = await incidentOf('Ümit-Özgür')
    const found = await list('?q=umit-oz&state=active')
    expect(found.items).toMatchObject([
      {
        id,
        who: [{ principal: { kind: 'user' }, names: [{ sub: 'Ümit-Özgür' }] }],
        what: [`${RISC}account-disabled`, `${RISC}credential-compromise`],
      },
    ])
    expect((await list(`?q=${encodeURIComponent(txn)}`)).items.map((one) => one.id)).toEqual([id])
    expect((await list('?q=umit-oz&state=closed')).items).toEqual([])
    expect((await list('?q=nobody-is-called-so')).items).toEqual([])
    expect((await hub.admin.get(`/admin/incidents?q=a%00`)).status).toBe(400)
    expect((await hub.admin.get(`/admin/incidents?q=a&principalId=${id}`)).status).toBe(400)
  })

  test('sees the others of the same people, and says which belong together', async () => {
    const earlier = await incidentOf('dora')
    await step(earlier.id, 'closed')
    const { id } = await incidentOf('dora')
    const other = await incidentOf('carl')
    type Detail = { related: { id: string }[] }
    const { json } = await hub.admin.get<Detail>(`/admin/incidents/${id}`)
    expect(json.related.map((one) => one.id)).toEqual([earlier.id])
    const add = (text: string) =>
      hub.admin.post(`/admin/incidents/${id}/notes`, { kind: 'incident', text })
    expect((await add(other.id)).status).toBe(201)
    for (const [one, named] of [
      [id, other.id],
      [other.id, id],
    ] as const)
      expect((await hub.admin.get(`/admin/incidents/${one}/notes`)).json).toMatchObject({
        items: [{ kind: 'incident', text: named }],
      })
    expect((await add(id)).status).toBe(400)
    expect((await add('01980000-0000-7000-8000-000000000000')).status).toBe(404)
  })

  test('is told what is not there, and what is asked wrongly', async () => {
    const nobody = '/admin/incidents/01980000-0000-7000-8000-000000000000'
    for (const path of ['', '/timeline', '/notes'])
      expect((await hub.admin.get(`${nobody}${path}`)).status).toBe(404)
    expect((await hub.admin.post(`${nobody}/state`, { state: 'closed' })).status).toBe(404)
    expect((await hub.admin.get('/admin/incidents?state=forgotten')).status).toBe(400)
    expect((await hub.admin.get('/admin/incidents?after=x')).status).toBe(400)
  })
})
