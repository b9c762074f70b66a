import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBrowser, type Browser } from './support/browse.ts'
import { ssfHub } from './support/cli.ts'
import { eventually } from './support/eventually.ts'
import type { TestHub } from './support/hub.ts'
import { KIM, LEE, startOrganisation, type Organisation } from './support/organisation.ts'
import { createPeer } from './support/peer.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

// A revocation that reaches many waits for a second person; for one person the glass may be broken.

type Approval = {
  id: string
  kind: string
  state: string
  txn: string
  affected: number
  askedBy: string
  decidedBy?: string
}
type Accepted = { signals: object[]; txn: string; approval?: Approval; detail?: string }

const TENANT = { format: 'complex', tenant: { format: 'opaque', id: 't-1' } }
const JANE = { format: 'email', email: 'jane@acme.example' }

let organisation: Organisation
let hub: TestHub
let crm: Receiver
let kim: Browser
let lee: Browser
beforeAll(async () => {
  organisation = await startOrganisation({ SECOND_PERSON_FROM_PEOPLE: '3' })
  hub = organisation.hub
  crm = await startReceiver()
  await hub.subscribe(crm, { name: 'CRM' })
  kim = await signedIn(KIM)
  lee = await signedIn(LEE)
})
afterAll(async () => {
  await organisation[Symbol.asyncDispose]()
  await crm[Symbol.asyncDispose]()
})

async function signedIn(account: typeof KIM): Promise<Browser> {
  organisation.idp.as(account)
  const browser = createBrowser(hub.url)
  await browser.open('/console/sign-in/start')
  return browser
}
const body = (subject: object, more: object = {}) => ({
  subject,
  kind: 'sessions',
  reasonAdmin: 'Stolen tokens',
  ...more,
})
const revoke = (by: Browser, subject: object, more: object = {}, key = randomUUID()) =>
  by.send<Accepted>('/admin/revocations', {
    body: body(subject, more),
    headers: { 'idempotency-key': key },
  })
const decide = (by: Browser, id: string, verdict: 'approve' | 'reject') =>
  by.send<Approval & { detail?: string }>(`/admin/approvals/${id}/${verdict}`, { body: {} })
const told = (txn: string) => crm.sets.filter((set) => set.txn === txn)
const actionsOf = async (txn: string) =>
  (
    await hub.admin.get<{ items: { action: string; actor: string }[] }>(`/admin/audit?txn=${txn}`)
  ).json.items.map(({ action, actor }) => `${actor} ${action}`)

describe('a revocation that reaches many', () => {
  test('tells nobody until somebody else has said yes, and then everybody once', async () => {
    const key = randomUUID()
    const asked = await revoke(kim, TENANT, {}, key)
    expect(asked).toMatchObject({
      status: 202,
      json: { signals: [], approval: { kind: 'revocation', state: 'open', askedBy: 'Kim' } },
    })
    const { txn, approval } = asked.json
    const id = approval?.id ?? ''
    expect((await revoke(kim, TENANT, {}, key)).json.approval?.id).toBe(id)
    expect((await revoke(kim, JANE, {}, key)).status).toBe(409)
    expect((await decide(kim, id, 'approve')).status).toBe(403) // a responder is no approver
    expect(await hub.admin.events(txn)).toEqual([])
    const yes = await Promise.all([decide(lee, id, 'approve'), decide(lee, id, 'approve')])
    expect(yes.map(({ status }) => status).toSorted()).toEqual([200, 409])
    await eventually(() => {
      expect(told(txn)).toHaveLength(1)
    })
    expect(told(txn)).toMatchObject([{ sub_id: TENANT }])
    expect((await revoke(kim, TENANT, {}, key)).json.approval).toMatchObject({ state: 'approved' })
    expect(await hub.admin.events(txn)).toHaveLength(1)
    expect(await actionsOf(txn)).toEqual(['Lee approval.approve', 'Kim approval.ask'])
  })

  test('is not approved by who asked, whatever their role; who asked may take it back', async () => {
    const { approval, txn } = (await revoke(lee, TENANT)).json
    const own = await decide(lee, approval?.id ?? '', 'approve')
    expect(own).toMatchObject({
      status: 403,
      json: { detail: expect.stringContaining('somebody else') },
    })
    expect((await decide(lee, approval?.id ?? '', 'reject')).json.state).toBe('rejected')
    expect((await decide(lee, approval?.id ?? '', 'approve')).status).toBe(409)
    expect(await hub.admin.events(txn)).toEqual([])
  })

  test('is one of an integration that many people granted, counted by the hub', async () => {
    const idp = await createPeer()
    const { issuer, audience, jwks } = idp
    const keys = { issuer, audience: [audience], jwks }
    await hub.admin.createSource({ id: 'idp', kind: 'ssf', mayLink: true, ...keys })
    const sub = (name: string) => ({ format: 'iss_sub', iss: issuer, sub: name })
    const grant = async (user: string) => {
      const sub_id = { format: 'complex', user: sub(user), application: sub('drift') }
      const type = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
      const body = await idp.sign(idp.claims({ sub_id, events: { [type]: {} } }))
      const headers = { 'content-type': 'application/secevent+jwt' }
      expect((await hub.send('/ingest/idp', { body, headers })).status).toBe(202)
    }
    const preview = () =>
      hub.admin.post<{ secondPerson: { people: number; isNeeded: boolean } }>(
        '/admin/revocations/preview',
        { subject: { format: 'complex', application: sub('drift') }, kind: 'tokens' },
      )
    await grant('ann')
    await grant('bob')
    await eventually(async () => {
      expect((await preview()).json.secondPerson).toMatchObject({ people: 2, isNeeded: false })
    })
    await grant('cleo')
    await eventually(async () => {
      expect((await preview()).json.secondPerson).toMatchObject({ people: 3, isNeeded: true })
    })
  })

  test('is told by the txn of the incident that it is done about, each by itself', async () => {
    const incidents = await hub.admin.get<{ items: { id: string; txn: string }[] }>(
      '/admin/incidents?limit=1',
    )
    const [incident] = incidents.json.items
    const asked = await Promise.all(
      ['one', 'two'].map((reasonAdmin) =>
        revoke(kim, TENANT, { incidentId: incident?.id, reasonAdmin }),
      ),
    )
    const ids = asked.map(({ json }) => json.approval?.id ?? '')
    expect(asked).toMatchObject([
      { json: { txn: incident?.txn, approval: { txn: incident?.txn } } },
      { json: { txn: incident?.txn, approval: { txn: incident?.txn } } },
    ])
    expect(new Set(ids).size).toBe(2)
    for (const id of ids) expect((await decide(lee, id, 'approve')).status).toBe(200)
    await eventually(() => {
      expect(told(incident?.txn ?? '').filter((set) => set.sub_id['tenant'])).toHaveLength(2)
    })
    const { items } = (
      await hub.admin.get<{ items: { signal: { sourceId: string } }[] }>(
        `/admin/incidents/${incident?.id ?? ''}/timeline`,
      )
    ).json
    expect(items.filter(({ signal }) => signal.sourceId === 'console')).toHaveLength(2)
  })

  test('asked for on the command line is asked about all the same, and says so', async () => {
    const env = { SSF_HUB_URL: hub.url, SSF_HUB_TOKEN: hub.admin.token }
    const subject = JSON.stringify(TENANT)
    const ran = await ssfHub(['revoke', subject, '--reason', 'Leak', '--yes'], { env })
    expect(ran).toMatchObject({
      exitCode: 8,
      out: expect.stringContaining('Nothing is revoked yet'),
    })
    const id = /approvals approve (\S+)/.exec(ran.out)?.[1] ?? ''
    expect((await ssfHub(['approvals', 'approve', id, '--yes'], { env })).exitCode).toBe(3)
    expect((await decide(lee, id, 'approve')).status).toBe(200)
  })

  test('of one person needs nobody', async () => {
    const { txn, approval } = (await revoke(kim, JANE)).json
    expect(approval).toBeUndefined()
    await eventually(() => {
      expect(told(txn)).toHaveLength(1)
    })
  })
})

describe('where every revocation needs a second person', () => {
  let strict: Organisation
  beforeAll(async () => {
    await organisation[Symbol.asyncDispose]()
    strict = await startOrganisation({ SECOND_PERSON_FROM_PEOPLE: '1' })
    organisation = strict
    hub = strict.hub
    await hub.subscribe(crm, { name: 'CRM' })
    kim = await signedIn(KIM)
    lee = await signedIn(LEE)
  })

  test('the glass is broken for one person by who may, loudly, and reviewed by somebody else', async () => {
    expect((await revoke(kim, JANE, { breakGlass: true })).status).toBe(403) // responder
    expect((await revoke(lee, TENANT, { breakGlass: true })).status).toBe(403) // not one person
    const key = randomUUID()
    const { txn, approval, signals } = (await revoke(lee, JANE, { breakGlass: true }, key)).json
    expect(signals).toHaveLength(1)
    expect(approval).toMatchObject({ kind: 'break-glass', state: 'open' })
    expect((await revoke(lee, JANE, { breakGlass: true }, key)).json.signals).toEqual(signals)
    await eventually(() => {
      expect(told(txn)).toHaveLength(1)
    })
    const alerts = async (state: string) =>
      (
        await hub.admin.get<{ items: { severity: string }[] }>(
          `/admin/alerts?kind=break-glass&state=${state}`,
        )
      ).json.items
    expect(await alerts('open')).toMatchObject([{ severity: 'critical' }])
    expect(await actionsOf(txn)).toContain('Lee revocation.break-glass')
    const id = approval?.id ?? ''
    expect((await decide(lee, id, 'approve')).status).toBe(403)
    expect((await decide(lee, id, 'reject')).status).toBe(403)
    const other = await signedIn({ ...LEE, sub: 'u-mo', name: 'Mo' })
    expect((await decide(other, id, 'approve')).json).toMatchObject({
      state: 'approved',
      decidedBy: 'Mo',
    })
    expect(await alerts('open')).toEqual([])
    expect(told(txn)).toHaveLength(1)
  })
})
