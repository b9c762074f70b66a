import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'
import { oktaHook } from './support/vendors.ts'

const SECRET = 'okta-static-header-value'

let hub: TestHub
let receiver: Receiver
let database: pg.Client
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  receiver = open.use(await startReceiver())
  await hub.subscribe(receiver)
  database = open.adopt(new pg.Client(hub.databaseUrl), (client) => client.end())
  await database.connect()
})
afterAll(() => open.disposeAsync())

let id: string
let count = 0
beforeEach(async () => {
  id = `okta-${String(++count)}`
  await hub.admin.createSource({
    id,
    kind: 'okta',
    issuer: 'https://acme.okta.example',
    secrets: [SECRET],
  })
})

const patch = (changes: object, of = id) =>
  hub.send(`/admin/sources/${of}`, { method: 'PATCH', token: hub.admin.token, body: changes })

/** Says that the sessions of a user of its own are cleared; answers how to recognise what is told of it. */
async function say(): Promise<(set: { sub_id: Record<string, unknown> }) => boolean> {
  const user = `00u-${crypto.randomUUID()}`
  const headers = { authorization: SECRET, 'content-type': 'application/json' }
  const body = oktaHook('user.session.clear', user)
  expect((await hub.send(`/ingest/${id}`, { headers, body })).status).toBe(204)
  return (set) => set.sub_id['sub'] === user
}

/** What was decided about the newest signal of the source. */
async function decided() {
  return eventually(async () => {
    const { rows } = await database.query<{ id: string; routed: Date | null }>(
      'select id, routed_at as routed from signal where source_id = $1 order by id desc limit 1',
      [id],
    )
    expect(rows[0]?.routed).toBeTruthy()
    return (await hub.admin.get<Decided>(`/admin/signals/${rows[0]?.id ?? ''}`)).json
  })
}
type Decided = {
  signal: { certainty: string }
  decisions: { decision: string; because?: string }[]
  events: unknown[]
}

describe('a source that proves nothing but a shared secret', () => {
  test('gives hints, which tell nobody, until the operator trusts it', async () => {
    await say()
    const hint = await decided()
    expect(hint.signal.certainty).toBe('hint')
    expect(hint.events).toEqual([])
    expect(hint.decisions.map(({ decision }) => decision)).toContain('skip')
    expect(JSON.stringify(hint.decisions)).toContain('gives a hint only')

    expect(await patch({ trust: 'trusted' })).toMatchObject({
      status: 200,
      json: { id, trust: 'trusted', mayLink: false },
    })
    const isIt = await say()
    await eventually(() => {
      expect(receiver.sets.filter(isIt)).toHaveLength(1)
    })
  })
})

describe('a source', () => {
  test('that is paused keeps what it is told, and it is told on when it is active again', async () => {
    await patch({ trust: 'trusted', status: 'paused' })
    const isIt = await say()
    const marker = await hub.admin.revoke('marker@example.com')
    await eventually(() => {
      expect(receiver.sets.some(({ txn }) => txn === marker)).toBe(true)
    })
    expect(receiver.sets.some(isIt)).toBe(false)
    expect((await patch({ status: 'active' })).status).toBe(200)
    await eventually(() => {
      expect(receiver.sets.filter(isIt)).toHaveLength(1)
    })
  })

  test('takes limits and lets them go', async () => {
    const ipRanges = ['192.0.2.0/24']
    const clientCertificates = ['a'.repeat(64)]
    expect(await patch({ ipRanges, clientCertificates })).toMatchObject({
      json: { ipRanges, clientCertificates },
    })
    const headers = { authorization: SECRET, 'content-type': 'application/json' }
    const body = oktaHook('user.session.clear', '00u1')
    expect((await hub.send(`/ingest/${id}`, { headers, body })).status).toBe(401)
    const { json } = await patch({ ipRanges: null, clientCertificates: null })
    expect(json).not.toHaveProperty('ipRanges')
    expect(json).not.toHaveProperty('clientCertificates')
    expect((await hub.send(`/ingest/${id}`, { headers, body })).status).toBe(204)
  })

  test('is shown without its secrets, and what was done to it is in the audit log', async () => {
    await patch({ mayLink: true })
    const shown = await hub.admin.get(`/admin/sources/${id}`)
    expect(shown).toMatchObject({ status: 200, json: { id, kind: 'okta', mayLink: true } })
    expect(shown.text).not.toContain(SECRET)
    const audit = await hub.admin.get<{ items: { action: string; detail: object }[] }>(
      `/admin/audit?target=source:${id}`,
    )
    expect(audit.json.items).toMatchObject([
      { action: 'source.change', detail: { mayLink: true } },
      { action: 'source.create', detail: { kind: 'okta', trust: 'proof' } },
    ])
    expect(audit.text).not.toContain(SECRET)
  })

  test.each([
    [
      'settings of another kind',
      { settings: { topics: ['arn:aws:sns:eu-west-1:123456789012:x'] } },
    ],
    ['a trust nobody knows', { trust: 'absolute' }],
    ['a network that is none', { ipRanges: ['10.0.0.0/99'] }],
    ['a misspelt member', { ipranges: null }],
  ])('refuses %s', async (_, changes) => {
    expect((await patch(changes)).status).toBe(400)
  })

  test('that is not there cannot be changed or read', async () => {
    expect((await patch({ trust: 'hint' }, 'nobody')).status).toBe(404)
    expect((await hub.admin.get('/admin/sources/nobody')).status).toBe(404)
  })
})
