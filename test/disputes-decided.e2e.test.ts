import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, type TestPeer } from './support/peer.ts'

// What an operator believes of what sources may not say alone: each kind of question, and what holds afterwards.

const RISC = 'https://schemas.openid.net/secevent/risc/event-type'
const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'

type Subject = { format: string } & Record<string, unknown>
type Summary = { principal: { id: string }; names: Subject[] }
type Page<T> = { items: T[] }
type Dispute = { id: string; kind: string; subject: Subject; holderId?: string; claimantId: string }

let hub: TestHub
const peers = new Map<string, TestPeer>()
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  for (const [id, speaksFor] of [
    ['idp', ['corp.example']],
    ['second', ['corp.example']],
    ['outside', []],
  ] as const) {
    const peer = await createPeer()
    peers.set(id, peer)
    const { issuer, audience, jwks } = peer
    const source = { kind: 'ssf', mayLink: true, issuer, audience: [audience], jwks }
    await hub.admin.createSource({ ...source, id, speaksFor })
  }
})
afterAll(() => open.disposeAsync())

const email = (name: string): Subject => ({ format: 'email', email: `${name}@corp.example` })
const sub = (name: string, source = 'idp'): Subject => ({
  format: 'iss_sub',
  iss: peers.get(source)?.issuer,
  sub: name,
})
const aliases = (...identifiers: Subject[]): Subject => ({ format: 'aliases', identifiers })

async function says(source: string, subject: Subject, type: string, payload: object = {}) {
  const peer = peers.get(source)
  if (!peer) throw new Error(`no source ${source}`)
  const claims = peer.claims({ sub_id: subject, events: { [type]: payload } })
  const headers = { 'content-type': 'application/secevent+jwt' }
  const reply = await hub.send(`/ingest/${source}`, { body: await peer.sign(claims), headers })
  expect(reply.status).toBe(202)
}

const called = async (subject: Subject): Promise<Summary[]> => {
  const query = encodeURIComponent(JSON.stringify(subject))
  return (await hub.admin.get<Page<Summary>>(`/admin/principals?subject=${query}`)).json.items
}
const whoIs = (subject: Subject): Promise<string> =>
  eventually(async () => {
    const [found, ...more] = await called(subject)
    if (!found || more.length > 0) throw new Error(`not one of ${JSON.stringify(subject)}`)
    return found.principal.id
  })
const asked = (kind: string): Promise<Dispute> =>
  eventually(async () => {
    const { items } = (await hub.admin.get<Page<Dispute>>('/admin/link-disputes')).json
    const found = items.find((one) => one.kind === kind)
    if (!found) throw new Error(`nothing is asked about ${kind}`)
    return found
  })
const accept = async ({ id }: Dispute) => {
  const decided = await hub.admin.post(`/admin/link-disputes/${id}/decide`, { decision: 'accept' })
  expect(decided).toMatchObject({ status: 200, json: { state: 'accepted' } })
}

test('a contradiction: the name is the claimant’s, and the holder keeps the others', async () => {
  await says('idp', aliases(sub('c1'), email('c')), `${RISC}/account-enabled`)
  const holder = await whoIs(email('c'))
  await says('second', aliases(sub('c2', 'second'), email('c')), `${RISC}/account-enabled`)
  const dispute = await asked('contradiction')
  expect(dispute).toMatchObject({ holderId: holder, subject: email('c') })
  expect(await whoIs(email('c'))).toBe(holder)
  await accept(dispute)
  expect(await whoIs(email('c'))).toBe(await whoIs(sub('c2', 'second')))
  expect(await whoIs(sub('c1'))).toBe(holder)
})

test('recycled, says who has no say in it: whoever is seen next is somebody new', async () => {
  await says('idp', aliases(sub('r1'), email('r')), `${RISC}/account-enabled`)
  const old = await whoIs(email('r'))
  await says('outside', email('r'), `${RISC}/identifier-recycled`)
  const dispute = await asked('recycled')
  expect(await whoIs(email('r'))).toBe(old)
  await accept(dispute)
  expect(await called(email('r'))).toEqual([])
  await says('idp', email('r'), `${RISC}/account-enabled`)
  expect(await whoIs(email('r'))).not.toBe(old)
  expect(await whoIs(sub('r1'))).toBe(old)
})

test('changed, says who has no say in it: the new name is the old one’s owner’s', async () => {
  await says('idp', aliases(sub('n1'), email('n-old')), `${RISC}/account-enabled`)
  const owner = await whoIs(email('n-old'))
  const payload = { 'new-value': 'n-new@corp.example' }
  await says('outside', email('n-old'), `${RISC}/identifier-changed`, payload)
  await accept(await asked('changed'))
  expect(await called(email('n-old'))).toEqual([])
  expect(await whoIs(email('n-new'))).toBe(owner)
})

test('a relation: the session is the other user’s, and no longer reached from the first', async () => {
  const session: Subject = { format: 'jwt_id', iss: sub('x')['iss'], jti: 'session-1' }
  const of = (user: Subject) => ({ format: 'complex', user, session }) as Subject
  await says('idp', of(sub('first')), REVOKED)
  const first = await whoIs(sub('first'))
  const sessionsOf = async (id: string) =>
    (await hub.admin.get<{ counts: { session?: number } }>(`/admin/principals/${id}/reach`)).json
      .counts.session ?? 0
  await eventually(async () => {
    expect(await sessionsOf(first)).toBe(1)
  })
  await says('idp', of(sub('other')), REVOKED)
  const dispute = await asked('relation')
  const other = await whoIs(sub('other'))
  expect([await sessionsOf(first), await sessionsOf(other)]).toEqual([1, 0])
  await accept(dispute)
  expect([await sessionsOf(first), await sessionsOf(other)]).toEqual([0, 1])
})
