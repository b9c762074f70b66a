import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { typeOf } from './support/admin.ts'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, type TestPeer } from './support/peer.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/'
const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/'

type Record = {
  id: string
  version: number
  mode: string
  trouble?: { errors: number; last: string }
}

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
  await hub.subscribe(crm)
  const { subscriberId } = await hub.subscribe(bank, { name: 'Bank' })
  await patch(`/admin/subscribers/${subscriberId}`, { tags: ['finance'] })
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
})
afterAll(() => open.disposeAsync())

const put = <T = Record>(path: string, body: unknown) =>
  hub.send<T>(path, { method: 'PUT', token: hub.admin.token, body })
const patch = (path: string, body: unknown) =>
  hub.send(path, { method: 'PATCH', token: hub.admin.token, body })

async function signalIn(type: string, about: string, payload: object = {}): Promise<string> {
  const txn = `txn-${Math.random().toString(36).slice(2)}`
  const claims = peer.claims({
    txn,
    sub_id: { format: 'opaque', id: about },
    events: { [type]: payload },
  })
  const reply = await hub.send('/ingest/peer', {
    body: await peer.sign(claims),
    headers: { 'content-type': 'application/secevent+jwt' },
  })
  expect(reply.status).toBe(202)
  return txn
}

const toldOf = (receiver: Receiver, txn: string) =>
  receiver.sets.filter((set) => set.txn === txn).map((set) => typeOf(set).split('/').at(-1))

/** Everything that came before it has been told by then, for it is about the same subject. */
async function untilTold(about: string): Promise<void> {
  const txn = await signalIn(`${RISC}opt-in`, about)
  await eventually(() => {
    expect(toldOf(crm, txn)).toEqual(['opt-in'])
    expect(toldOf(bank, txn)).toEqual(['opt-in'])
  })
}

const policy = (changes: object = {}) => ({
  name: 'Purge',
  when: { types: ['account-purged'] },
  then: [{ emit: 'token-claims-change', payload: { claims: { active: false } } }],
  reason: 'a test',
  ...changes,
})

/** A policy of its own for one test. */
async function switchOn(id: string, document: object): Promise<void> {
  const created = await hub.admin.post('/admin/policies', { id, mode: 'on', policy: document })
  expect([created.status, created.text]).toEqual([201, expect.any(String)])
  switchedOn.push(id)
}

const switchedOn: string[] = []
afterEach(async () => {
  for (const id of switchedOn.splice(0)) await put(`/admin/policies/${id}/mode`, { mode: 'off' })
})

describe('a policy', () => {
  test('is refused with the line, the column and the reason', async () => {
    const bad = policy({ when: { condition: 'signal.type ==\n  * 2' } })
    const reply = await hub.admin.post<{ detail: string }>('/admin/policies', {
      id: 'bad',
      policy: bad,
    })
    expect(reply.status).toBe(400)
    expect(reply.json.detail).toBe('when.condition, line 2, column 3: Unexpected token: MULTIPLY')
    expect((await hub.admin.post('/admin/policy-checks', bad)).json).toEqual({
      faults: [
        { path: 'when.condition', line: 2, column: 3, reason: 'Unexpected token: MULTIPLY' },
      ],
    })
  })

  test('has versions, each of which can be read and compared; an old one cannot be overwritten unseen', async () => {
    await hub.admin.post('/admin/policies', { id: 'versions', policy: policy() })
    const changed = policy({ reason: 'another' })
    const second = await put('/admin/policies/versions', { expectedVersion: 1, policy: changed })
    expect(second.json).toMatchObject({ version: 2, mode: 'shadow', reason: 'another' })
    const late = await put('/admin/policies/versions', { expectedVersion: 1, policy: policy() })
    expect(late.status).toBe(409)
    const versions = await hub.admin.get('/admin/policies/versions/versions')
    expect(versions.json).toMatchObject({
      items: [{ version: 2 }, { version: 1, by: 'environment' }],
    })
    expect((await hub.admin.get('/admin/policies/versions/versions/1')).json).toMatchObject({
      document: { reason: 'a test' },
    })
    expect((await hub.admin.get('/admin/policies/versions/diff?from=1&to=2')).json).toEqual({
      from: 1,
      to: 2,
      differences: [{ path: 'reason', from: 'a test', to: 'another' }],
    })
    expect((await hub.admin.get('/admin/policies/nothing')).status).toBe(404)
  })

  test('that is switched on decides the very next signal, and off the one after', async () => {
    const id = 'switched'
    await hub.admin.post('/admin/policies', { id, mode: 'off', policy: policy() })
    await put(`/admin/policies/${id}/mode`, { mode: 'on' })
    const on = await signalIn(`${RISC}account-purged`, 'switched')
    await untilTold('switched')
    expect(toldOf(crm, on)).toContain('token-claims-change')
    await put(`/admin/policies/${id}/mode`, { mode: 'shadow' })
    const shadow = await signalIn(`${RISC}account-purged`, 'switched')
    await untilTold('switched')
    expect(toldOf(crm, shadow)).not.toContain('token-claims-change')
    const decided = await decisionsOf(shadow)
    expect(decided).toContainEqual({
      decision: 'shadow',
      policyId: id,
      policyVersion: 1,
      type: `${CAEP}token-claims-change`,
      because: 'it would have: a test',
    })
    await put(`/admin/policies/${id}/mode`, { mode: 'off' })
  })

  test('that tells tagged streams tells no other, and the trace says why', async () => {
    await switchOn('tagged', policy({ to: { tags: ['finance'] } }))
    const txn = await signalIn(`${RISC}account-purged`, 'tagged')
    await untilTold('tagged')
    expect(toldOf(bank, txn)).toContain('token-claims-change')
    expect(toldOf(crm, txn)).not.toContain('token-claims-change')
    const event = (await hub.admin.events(txn)).find(({ type }) => type.endsWith('claims-change'))
    const { notDelivered } = await hub.admin.trace(event?.id ?? '')
    expect(notDelivered).toMatchObject([{ subscriber: { name: 'CRM' }, because: 'not-tagged' }])
  })

  test('that looks back finds what happened before to the same subject', async () => {
    const history = {
      within: '10m',
      all: [
        {
          types: ['device-compliance-change'],
          condition: 'signal.payload.current_status == "not-compliant"',
        },
        { types: ['risk-level-change'], condition: 'signal.payload.current_level == "HIGH"' },
      ],
    }
    const then = [{ emit: 'assurance-level-change', payload: LEVEL }]
    await switchOn('looks-back', policy({ when: {}, history, then }))
    const risk = { principal: 'USER', current_level: 'HIGH' }
    const device = { previous_status: 'compliant', current_status: 'not-compliant' }
    const first = await signalIn(`${CAEP}device-compliance-change`, 'looked', device)
    const other = await signalIn(`${CAEP}risk-level-change`, 'somebody else', risk)
    const second = await signalIn(`${CAEP}risk-level-change`, 'looked', risk)
    await untilTold('looked')
    await untilTold('somebody else')
    expect(toldOf(crm, first)).toEqual(['device-compliance-change'])
    expect(toldOf(crm, other)).toEqual(['risk-level-change'])
    expect(toldOf(crm, second)).toEqual(['risk-level-change', 'assurance-level-change'])
    const event = (await hub.admin.events(second)).find(({ type }) => type.includes('assurance'))
    expect(event).toMatchObject({
      becauseOf: { signals: [expect.any(String), expect.any(String)] },
    })
  })

  test('that cannot be evaluated does not apply, is counted, and raises an alert', async () => {
    const when = { types: ['account-purged'], condition: 'signal.payload.nope > 1' }
    await switchOn('fails', policy({ when }))
    for (let n = 0; n < 5; n++) await signalIn(`${RISC}account-purged`, 'failing')
    await untilTold('failing')
    const { json } = await hub.admin.get<Record>('/admin/policies/fails')
    expect(json.trouble).toMatchObject({
      errors: 5,
      last: 'its condition failed: No such key: nope (line 1, column 16)',
    })
    expect(await hub.log()).toContain('policy fails')
  })

  test('is tried on pasted signals, and nothing happens', async () => {
    const signals = [
      {
        type: 'risk-level-change',
        subject: { format: 'opaque', id: 'x' },
        payload: { principal: 'USER', current_level: 'HIGH' },
      },
      { type: 'https://example.com/unknown', subject: { format: 'opaque', id: 'x' } },
    ]
    const reply = await hub.admin.post<{ results: { events: { type: string }[] }[] }>(
      '/admin/policy-tests',
      {
        signals,
        policies: [{ id: 'try', policy: policy({ when: { types: ['risk-level-change'] } }) }],
      },
    )
    expect(reply.status).toBe(200)
    expect(reply.json.results.map(({ events }) => events.length)).toEqual([1, 0])
    const wrong = {
      signals: [{ type: 'risk-level-change', subject: { format: 'opaque', id: 'x' } }],
    }
    expect((await hub.admin.post('/admin/policy-tests', wrong)).status).toBe(400)
  })
})

const LEVEL = { namespace: 'NIST-AAL', current_level: 'nist-aal1' }

async function decisionsOf(txn: string): Promise<unknown[]> {
  const [event] = await hub.admin.events(txn)
  const signalId = (event as { signalId?: string } | undefined)?.signalId ?? ''
  return (await hub.admin.get<{ decisions: unknown[] }>(`/admin/signals/${signalId}`)).json
    .decisions
}
