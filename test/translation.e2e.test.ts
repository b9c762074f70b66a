import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type Subscribed, type TestHub } from './support/hub.ts'
import { createPeer, type TestPeer } from './support/peer.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

// A stream is told a principal by a name that it understands, also where the source said another.

const DISABLED = 'https://schemas.openid.net/secevent/risc/event-type/account-disabled'

let hub: TestHub
let idp: TestPeer
let receiver: Receiver
let app: Subscribed
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  idp = await createPeer()
  receiver = open.use(await startReceiver())
  app = await hub.subscribe(receiver)
  const { issuer, audience, jwks } = idp
  await hub.admin.createSource({
    ...{ id: 'idp', kind: 'ssf', issuer, audience: [audience], jwks },
    ...{ mayLink: true, speaksFor: ['corp.example'] },
  })
})
afterAll(() => open.disposeAsync())

const email = (name: string) => ({ format: 'email', email: `${name}@corp.example` })
const sub = (name: string) => ({ format: 'iss_sub', iss: idp.issuer, sub: name })

async function says(subject: object): Promise<void> {
  const claims = idp.claims({ sub_id: subject, events: { [DISABLED]: {} } })
  const headers = { 'content-type': 'application/secevent+jwt' }
  const reply = await hub.send('/ingest/idp', { body: await idp.sign(claims), headers })
  expect(reply.status).toBe(202)
}

/** The hub learns that these are one. */
async function knows(name: string): Promise<void> {
  await says({ format: 'aliases', identifiers: [sub(name), email(name)] })
  const query = encodeURIComponent(JSON.stringify(email(name)))
  await eventually(async () => {
    const { json } = await hub.admin.get(`/admin/principals?subject=${query}`)
    expect(json).toMatchObject({ items: [{ names: [{}, {}] }] })
  })
}

const setFormats = (...subject_formats: string[]) =>
  hub.send('/ssf/streams', {
    method: 'PATCH',
    token: app.token,
    body: { stream_id: app.streamId, subject_formats },
  })
const patch = async (body: object) => {
  const path = `/admin/subscribers/${app.subscriberId}`
  const reply = await hub.send(path, { method: 'PATCH', token: hub.admin.token, body })
  expect(reply).toMatchObject({ status: 200, json: body })
}
const told = (txn: string) => receiver.sets.find((set) => set.txn === txn)?.sub_id
const refused = async (txn: string) => {
  await eventually(async () => {
    const { deliveries } = await hub.admin.traceOf(txn)
    expect(deliveries).toMatchObject([{ state: { status: 'rejected', err: 'no_identifier' } }])
  })
}

test('an e-mail address that the hub knows stands for the issuer’s own name, also inside a complex subject', async () => {
  await setFormats('email')
  await knows('ann')
  const txn = await hub.admin.revokeSubject(sub('ann'))
  await eventually(() => {
    expect(told(txn)).toEqual(email('ann'))
  })
  const complex = await hub.admin.revokeSubject({ format: 'complex', user: sub('ann') })
  await eventually(() => {
    expect(told(complex)).toEqual({ format: 'complex', user: email('ann') })
  })
})

test('an issuer’s own name is told only to who may hear that issuer’s; the trace says where none may be told', async () => {
  await setFormats('iss_sub')
  await knows('bob')
  await refused(await hub.admin.revoke('bob@corp.example'))
  await patch({ tellIssuers: [idp.issuer] })
  await eventually(async () => {
    const txn = await hub.admin.revoke('bob@corp.example')
    await eventually(() => {
      expect(told(txn)).toEqual(sub('bob'))
    })
  })
})

test('who may hear no addresses hears none', async () => {
  await setFormats('email')
  await knows('eve')
  await patch({ tellFormats: ['phone_number'] })
  await refused(await hub.admin.revokeSubject(sub('eve')))
})
