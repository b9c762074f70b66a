import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, type TestPeer } from './support/peer.ts'

const DISABLED = 'https://schemas.openid.net/secevent/risc/event-type/account-disabled'
const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'

type Subject = { format: string } & Record<string, unknown>
type Summary = { principal: { id: string; kind: string }; names: Subject[] }
type Page<T> = { items: T[]; next?: string }
type Detail = {
  principal: { id: string; mergedInto?: string }
  identifiers: { subject: Subject; origin: string; reason: string }[]
  former: { subject: Subject }[]
  merges: { id: string; undoneAt?: string }[]
  detail: string
}
type Dispute = { id: string; kind: string; holderId: string; claimantId: string; state: string }

let hub: TestHub
let idp: TestPeer
let evil: TestPeer
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  idp = await createPeer()
  evil = await createPeer()
  const of = ({ issuer, audience, jwks }: TestPeer) => ({ issuer, audience: [audience], jwks })
  const source = { kind: 'ssf', mayLink: true }
  await hub.admin.createSource({ ...source, id: 'idp', ...of(idp), speaksFor: ['corp.example'] })
  await hub.admin.createSource({ ...source, id: 'evil', ...of(evil) })
})
afterAll(() => open.disposeAsync())

const email = (name: string): Subject => ({ format: 'email', email: `${name}@corp.example` })
const sub = (name: string, { issuer } = idp): Subject => ({
  format: 'iss_sub',
  iss: issuer,
  sub: name,
})
const aliases = (...identifiers: Subject[]): Subject => ({ format: 'aliases', identifiers })
const opaque = (id: string): Subject => ({ format: 'opaque', id })

async function says(subject: Subject, peer = idp, type = DISABLED): Promise<void> {
  const claims = peer.claims({ sub_id: subject, events: { [type]: {} } })
  const headers = { 'content-type': 'application/secevent+jwt' }
  const to = peer === idp ? 'idp' : 'evil'
  const reply = await hub.send(`/ingest/${to}`, { body: await peer.sign(claims), headers })
  expect(reply.status).toBe(202)
}

const called = async (subject: Subject): Promise<Summary[]> => {
  const query = encodeURIComponent(JSON.stringify(subject))
  return (await hub.admin.get<Page<Summary>>(`/admin/principals?subject=${query}`)).json.items
}
/** The only one of this name, as soon as there is one. */
const whoIs = (subject: Subject): Promise<string> =>
  eventually(async () => {
    const found = await called(subject)
    expect(found).toHaveLength(1)
    return found[0]?.principal.id ?? ''
  })
const read = async (id: string) => (await hub.admin.get<Detail>(`/admin/principals/${id}`)).json
const namesOf = async (id: string) => (await read(id)).identifiers.map(({ subject }) => subject)
const actions = async (target: string) =>
  (await hub.admin.get<Page<{ action: string }>>(`/admin/audit?target=${target}`)).json.items.map(
    ({ action }) => action,
  )

describe('a principal', () => {
  test('is found by the beginning of any of its names, a page at a time; why each is its own is told', async () => {
    for (const name of ['zoe1', 'zoe2', 'zoe3']) await says(aliases(sub(`id-${name}`), email(name)))
    const ids = await Promise.all(['zoe1', 'zoe2', 'zoe3'].map((name) => whoIs(email(name))))
    const search = async (query: string) =>
      (await hub.admin.get<Page<Summary>>(`/admin/principals?${query}`)).json
    const first = await search('q=ZOE&limit=2')
    expect(first.items.map(({ principal }) => principal.id)).toEqual(ids.slice(0, 2))
    const rest = await search(`q=ZOE&limit=2&after=${first.next ?? ''}`)
    expect(rest.items.map(({ principal }) => principal.id)).toEqual(ids.slice(2))
    expect((await search('q=id-zoe2')).items).toMatchObject([{ principal: { id: ids[1] } }])
    expect((await search('kind=user&limit=1')).items).toHaveLength(1)
    const { identifiers } = await read(ids[0] ?? '')
    expect(identifiers.map(({ subject }) => subject.format).toSorted()).toEqual([
      'email',
      'iss_sub',
    ])
    for (const { origin, reason } of identifiers)
      expect([origin, reason]).toEqual(['idp', expect.any(String)])
  })

  test('and the incident are told of a signal', async () => {
    await says(sub('told'))
    const id = await whoIs(sub('told'))
    const signals = await hub.admin.get<Page<{ id: string }>>('/admin/signals?limit=1')
    const path = `/admin/signals/${signals.json.items[0]?.id ?? ''}`
    const incidentId = await eventually(async () => {
      const detail = await hub.admin.get<{ incidentId: string }>(path)
      expect(detail.json).toMatchObject({ principalId: id, incidentId: expect.any(String) })
      return detail.json.incidentId
    })
    expect((await hub.admin.get(`/admin/incidents/${incidentId}`)).status).toBe(200)
  })

  test('is asked for in one way, and rightly', async () => {
    for (const query of ['', '?q=a&kind=user', '?subject=nothing', '?q=a&after=x'])
      expect((await hub.admin.get(`/admin/principals${query}`)).status, query).toBe(400)
    expect((await hub.admin.get('/admin/principals/nobody')).status).toBe(404)
  })
})

test('an integration reaches its tokens, its users and all their sessions', async () => {
  const [drift, ann, bob] = [opaque('drift'), sub('ann'), sub('bob')]
  const of = (user: Subject, more: object) => ({ format: 'complex', user, ...more }) as Subject
  await says(of(ann, { application: drift, token: opaque('t1') }), idp, REVOKED)
  await says(of(bob, { application: drift }), idp, REVOKED)
  await says(of(bob, { session: opaque('s1') }), idp, REVOKED)
  await says(of(bob, { session: opaque('s2'), device: opaque('laptop') }), idp, REVOKED)
  const reach = async (id: string, query = '') =>
    (
      await hub.admin.get<Page<Summary> & { counts: object; isCut: boolean }>(
        `/admin/principals/${id}/reach${query}`,
      )
    ).json
  const id = await whoIs(drift)
  await eventually(async () => {
    expect(await reach(id)).toMatchObject({
      counts: { token: 1, user: 2, session: 2 },
      isCut: false,
      items: [],
    })
  })
  const first = await reach(id, '?kind=session&limit=1')
  const second = await reach(id, `?kind=session&limit=1&after=${first.next ?? ''}`)
  const names = [...first.items, ...second.items].map((one) => one.names[0]?.['id'])
  expect(names.toSorted()).toEqual(['s1', 's2'])
  expect(await reach(await whoIs(bob))).toMatchObject({
    counts: { session: 2, device: 1, integration: 1 },
  })
  const relations = await hub.admin.get<Page<{ kind: string; other: Summary }>>(
    `/admin/principals/${id}/relations?direction=in&limit=2`,
  )
  const graph = await hub.admin.get<{
    groups: { direction: string; kind: string; count: number; items: Summary[] }[]
    edges: object[]
  }>(`/admin/principals/${await whoIs(bob)}/graph`)
  expect(
    graph.json.groups.map(({ direction, kind, count }) => `${direction} ${kind} ${String(count)}`),
  ).toEqual(['out grant-to-integration 1', 'in session-of-user 2', 'in device-of-user 1'])
  expect(graph.json.groups[1]?.items.map(({ names }) => names[0]?.['id']).toSorted()).toEqual([
    's1',
    's2',
  ])
  expect(graph.json.edges).toMatchObject([{ kind: 'session-on-device' }])
  expect(relations.json).toMatchObject({
    items: [{ kind: 'grant-to-integration' }, { kind: 'grant-to-integration' }],
    next: expect.any(String),
  })
})

describe('an operator', () => {
  test('merges two into one and parts them again; both are audited', async () => {
    await says(sub('m1'))
    await says(email('m1'))
    const [id, other] = [await whoIs(sub('m1')), await whoIs(email('m1'))]
    const merge = (body: object) => hub.admin.post<Detail>(`/admin/principals/${id}/merge`, body)
    expect((await merge({ other: id, reason: 'same' })).status).toBe(409)
    const merged = await merge({ other, reason: 'HR says so' })
    expect(merged.json.identifiers).toHaveLength(2)
    expect((await read(other)).principal.mergedInto).toBe(id)
    expect(await whoIs(email('m1'))).toBe(id)
    expect((await merge({ other, reason: 'again' })).status).toBe(409)
    const heard = await hub.admin.get<Page<{ subject: Subject }>>(
      `/admin/signals?principalId=${id}&limit=1`,
    )
    expect(heard.json).toMatchObject({
      items: [{ subject: email('m1') }],
      next: expect.any(String),
    })
    const before = await hub.admin.get(
      `/admin/signals?principalId=${id}&after=${heard.json.next ?? ''}`,
    )
    expect(before.json).toEqual({ items: [expect.objectContaining({ subject: sub('m1') })] })
    const mergeId = merged.json.merges[0]?.id
    const undo = () =>
      hub.admin.post<Detail>(`/admin/principals/${id}/split`, { mergeId, reason: 'a mistake' })
    expect((await undo()).json.principal).toMatchObject({ id: other })
    expect(await whoIs(email('m1'))).toBe(other)
    expect((await undo()).status).toBe(409)
    expect(await actions(`principal:${id}`)).toEqual(['principal.unmerge', 'principal.merge'])
  })

  test('says that a name is somebody else’s: it has an own principal from then on', async () => {
    await says(aliases(sub('s1'), email('s1')))
    const id = await whoIs(email('s1'))
    const split = (...subjects: Subject[]) =>
      hub.admin.post<Detail>(`/admin/principals/${id}/split`, {
        subjects,
        reason: 'shared mailbox',
      })
    expect((await split(email('nobody'))).status).toBe(409)
    expect((await split(email('s1'), sub('s1'))).status).toBe(409)
    expect((await split(email('s1'))).json.identifiers).toMatchObject([{ subject: email('s1') }])
    expect(await whoIs(email('s1'))).not.toBe(id)
    expect(await namesOf(id)).toEqual([sub('s1')])
    expect((await read(id)).former).toMatchObject([{ subject: email('s1') }])
    expect(await actions(`principal:${id}`)).toEqual(['principal.split'])
  })

  test('decides once what a source may not say alone', async () => {
    for (const name of ['d1', 'd2']) {
      await says(aliases(sub(name), email(name)))
      await whoIs(email(name))
      await says(aliases(sub(`their-${name}`, evil), email(name)), evil)
    }
    const disputes = async () =>
      (await hub.admin.get<Page<Dispute>>('/admin/link-disputes')).json.items
    const [second, first] = await eventually(async () => {
      const [newer, older, ...more] = await disputes()
      if (!newer || !older || more.length > 0) throw new Error('not both are asked')
      expect([newer.kind, older.kind]).toEqual(['suggestion', 'suggestion'])
      return [newer, older]
    })
    const about = async (id: string, more = '') =>
      await hub.admin.get<Page<Dispute>>(`/admin/link-disputes?principalId=${id}${more}`)
    for (const id of [second.holderId, second.claimantId])
      expect((await about(id)).json.items).toMatchObject([
        {
          id: second.id,
          holder: { principal: { id: second.holderId } },
          claimant: { principal: { id: second.claimantId } },
        },
      ])
    expect((await about(second.holderId, '&state=accepted')).status).toBe(400)
    const decide = (id: string, decision = 'accept') =>
      hub.admin.post<Dispute>(`/admin/link-disputes/${id}/decide`, { decision })
    expect((await decide(second.id, 'reject')).json.state).toBe('rejected')
    expect(await whoIs(email('d2'))).toBe(second.holderId)
    expect((await decide(first.id)).json.state).toBe('accepted')
    expect(await whoIs(email('d1'))).toBe(first.claimantId)
    expect(await namesOf(first.holderId)).toEqual([sub('d1')])
    expect((await decide(first.id)).status).toBe(409)
    expect((await decide('01980000-0000-7000-8000-000000000000')).status).toBe(404)
    expect(await disputes()).toEqual([])
    expect(await actions(`link-dispute:${first.id}`)).toEqual(['link-dispute.accept'])
  })
})
