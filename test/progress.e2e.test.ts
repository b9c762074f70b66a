import { compactVerify, createRemoteJWKSet } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uriOf } from '../schemas/events/index.ts'
import { digestOf, parted } from '../services/kernel/set/signed-pdf.ts'
import { eventually } from './support/eventually.ts'
import { startHub, type Subscribed, type TestHub } from './support/hub.ts'
import { createPeer, SET_HEADERS } from './support/peer.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

type Step = {
  eventId: string
  jti: string
  state: { status: string }
  signedAt?: string
  kid?: string
  acknowledgedAt?: string
  enforcedAt?: string
  enforcedBy?: string
  note?: string
}
type Progress = {
  txn: string
  streams: { streamId: string; subscriber: { name: string }; steps: Step[] }[]
  notTold: { subscriber: { name: string }; because: string }[]
  open: number
  lastAcknowledgedAt?: string
}

let hub: TestHub
let receiver: Receiver
let wiki: Receiver
let crm: Subscribed
beforeAll(async () => {
  hub = await startHub()
  receiver = await startReceiver()
  wiki = await startReceiver()
  // Its audience is the issuer that the peer of the tests has.
  crm = await hub.subscribe(receiver, { name: 'Peer' })
  await hub.subscribe(wiki, { name: 'Wiki', events: [uriOf('credential-change')] })
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
  await wiki[Symbol.asyncDispose]()
})

const progressOf = async (txn: string) =>
  (await hub.admin.get<Progress>(`/admin/revocations/${txn}`)).json
const stepOf = async (txn: string): Promise<Step> => {
  const [step] = (await progressOf(txn)).streams.flatMap(({ steps }) => steps)
  if (!step) throw new Error('no step yet')
  return step
}
const acknowledged = (txn: string) =>
  eventually(async () => {
    const step = await stepOf(txn)
    expect(step.acknowledgedAt).toBeDefined()
    return step
  })
const confirm = (body: object, token = crm.token) => hub.send('/ssf/receipts', { token, body })

test('a revocation shows when each app was told, when it acknowledged, and who was not told', async () => {
  const txn = await hub.admin.revoke('jane@example.com')
  const step = await acknowledged(txn)
  expect(step).toMatchObject({ state: { status: 'delivered' }, kid: expect.any(String) })
  expect(Date.parse(step.signedAt ?? '')).toBeLessThanOrEqual(Date.parse(step.acknowledgedAt ?? ''))
  expect(await progressOf(txn)).toMatchObject({
    txn,
    open: 0,
    lastAcknowledgedAt: step.acknowledgedAt,
    streams: [{ subscriber: { name: 'Peer' } }],
    notTold: [{ subscriber: { name: 'Wiki' }, because: 'not-requested' }],
  })
})

test('an app’s receipt makes it enforced, the first one counts', async () => {
  const txn = await hub.admin.revoke('ivan@example.com')
  const { jti, enforcedAt } = await acknowledged(txn)
  expect(enforcedAt).toBeUndefined()
  const receipt = { stream_id: crm.streamId, jti, note: '3 sessions ended' }
  expect((await confirm(receipt)).status).toBe(204)
  const first = await stepOf(txn)
  expect(first).toMatchObject({ enforcedBy: 'receipt', note: '3 sessions ended' })
  expect((await confirm({ ...receipt, note: 'again' })).status).toBe(204)
  expect(await stepOf(txn)).toEqual(first)
})

test('a receipt for what was never sent, or of another’s stream, is refused', async () => {
  expect((await confirm({ stream_id: crm.streamId, jti: 'x' })).status).toBe(404)
  const { token } = await hub.admin.createSubscriber({ name: 'X', audience: ['https://x.example'] })
  const jti = receiver.sets.at(-1)?.jti ?? ''
  expect((await confirm({ stream_id: crm.streamId, jti }, token)).status).toBe(404)
  expect((await confirm({ jti })).status).toBe(400)
})

test('an app that tells of it itself, under the same txn, has enforced it', async () => {
  const { issuer, audience, jwks, claims, sign } = await createPeer()
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
  const txn = await hub.admin.revoke('mei@example.com')
  await acknowledged(txn)
  const body = await sign(claims({ txn }))
  expect((await hub.send('/ingest/peer', { body, headers: SET_HEADERS })).status).toBe(202)
  await eventually(async () => {
    expect(await stepOf(txn)).toMatchObject({ enforcedBy: 'signal' })
  })
})

test('of several people under one txn, an app’s own word is about the one that it names', async () => {
  const [idp, app] = [await createPeer('https://idp.example'), await createPeer()]
  for (const [id, { issuer, audience, jwks }] of Object.entries({ idp, app }))
    await hub.admin.createSource({ id, kind: 'ssf', issuer, audience: [audience], jwks })
  const about = (name: string) => ({
    txn: 'both-of-them',
    sub_id: { format: 'email', email: `${name}@example.com` },
  })
  const say = async (id: string, body: string) => {
    expect((await hub.send(`/ingest/${id}`, { body, headers: SET_HEADERS })).status).toBe(202)
  }
  for (const name of ['ann', 'bob']) await say('idp', await idp.sign(idp.claims(about(name))))
  const steps = async () => {
    const found = (await progressOf('both-of-them')).streams.flatMap((stream) => stream.steps)
    expect(found.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined)).toHaveLength(2)
    return found
  }
  await eventually(steps)
  await say('app', await app.sign(app.claims(about('bob'))))
  await eventually(async () => {
    const enforced = (await steps()).filter(({ enforcedBy }) => enforcedBy !== undefined)
    expect(enforced.map(({ jti }) => jti)).toEqual([
      receiver.sets.find(({ sub_id, txn }) => {
        return txn === 'both-of-them' && JSON.stringify(sub_id).includes('bob@')
      })?.jti,
    ])
  })
})

test('the evidence as a PDF carries the bundle, and a signature over every byte of it', async () => {
  const txn = await hub.admin.revoke('太郎@example.com')
  await eventually(async () => {
    expect(await hub.admin.events(txn)).toHaveLength(1)
  })
  const reply = await fetch(`${hub.url}/admin/revocations/${txn}/evidence.pdf`, {
    headers: { authorization: `Bearer ${hub.admin.token}` },
  })
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  expect(reply.headers.get('content-disposition')).toContain(`evidence-${txn}.pdf`)
  const file = Buffer.from(await reply.arrayBuffer())
  const { pdf, jws } = parted(file) ?? { pdf: file, jws: '' }
  const keys = createRemoteJWKSet(new URL(`${hub.url}/jwks.json`))
  const { payload, protectedHeader } = await compactVerify(jws, keys)
  expect(protectedHeader.typ).toBe('ssf-evidence-pdf+jws')
  expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
    txn,
    issuer: hub.url,
    sha256: digestOf(pdf),
  })
  expect(file.subarray(-1_024).includes('%%EOF')).toBe(true)
  const nobody = await hub.admin.get('/admin/revocations/nobody-knows/evidence.pdf')
  expect(nobody.status).toBe(404)
})

test('the evidence is signed by a key that everybody can look up, as no SET is', async () => {
  const txn = await hub.admin.revoke('amara@example.com')
  await acknowledged(txn)
  const { json, headers } = await hub.admin.get<{
    evidence: { jwks_uri: string; progress: Progress }
    signature: string
  }>(`/admin/revocations/${txn}/evidence`)
  expect(headers.get('content-disposition')).toContain(`evidence-${txn}.json`)
  const keys = createRemoteJWKSet(new URL(json.evidence.jwks_uri))
  const { payload, protectedHeader } = await compactVerify(json.signature, keys)
  expect(protectedHeader.typ).toBe('ssf-evidence+jws')
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(json.evidence)
  expect(json.evidence.progress.txn).toBe(txn)
})

test('of a txn that nobody knows there is no progress', async () => {
  expect((await hub.admin.get('/admin/revocations/nothing')).status).toBe(404)
})
